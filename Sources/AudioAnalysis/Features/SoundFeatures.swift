import Foundation
import Media

/// What is kept of a song's sound: raw power by frame, before any normalisation.
///
/// Series that onsets are read from start `lead` frames before the song, so that a song that begins with a bang has an
/// onset there; the others start with it.
struct SoundFeatures: Sendable {
  /// Frames before time 0.
  static let lead = 4
  /// Centres of the semitone-wide bands for onsets, in Hz. Below 200 Hz, where semitones are narrower than the
  /// window can tell apart, they are 20 Hz apart.
  static let onsetCentres =
    stride(from: 30.0, to: 330, by: 20).map { $0 }
    + (0..<68).map { 330 * exp2(Double($0) / 12) }
  /// Centres of the semitone bands for harmony, in Hz: A2 to A6.
  static let pitchCentres = (0..<49).map { 110 * exp2(Double($0) / 12) }
  /// Frames from one look through the long window to the next.
  static let slowHop = 2
  /// Frames that a row of `pitches` is the mean of.
  static let pitchHop = 5

  let sampleRate: Int
  let channels: Int
  /// Samples in each channel.
  var sampleCount = 0
  /// Power in the 24 bands: `[frame][band]`.
  var bands = FrameSeries(width: Bands.count, start: -lead)
  /// Power in the onset bands: `[frame][band]`.
  var onsetBands = FrameSeries(width: onsetCentres.count, start: -lead)
  /// Power in the bands of the beat network: `[row][band]`.
  var beatNetworkBands = FrameSeries(width: BeatNetworkInput.centres.count, hop: BeatNetworkInput.hop)
  /// Power by semitone, the mean of what the long window had in a row's frames: `[row][semitone]`.
  var pitches = FrameSeries(width: pitchCentres.count, hop: pitchHop, start: -lead)
  /// How much there is of each pitch class: `[row][step of 20 cents]`; see `PitchProfile`.
  var pitchProfiles = FrameSeries(width: PitchProfile.steps, hop: PitchProfile.hop)
  /// Power as the ear weighs it, by the short window: `[frame]`.
  var loudness = FrameSeries(start: -lead)
  /// See `Flatness`: `[row]`.
  var flatness = FrameSeries(hop: slowHop)
  /// See `Width`: `[row]`.
  var width = FrameSeries(hop: slowHop)
  /// Power of notes and of strokes: `[row]`; see `HarmonicPercussive`.
  var harmonic = FrameSeries(hop: slowHop)
  var percussive = FrameSeries(hop: slowHop)
  /// Power and pitch of the leading tone: `[row]`; see `Voice`.
  var voicePower = FrameSeries(hop: slowHop)
  var voicePitch = FrameSeries(hop: slowHop)
  /// Power over each frame's 10 ms, as loudness is measured: `[frame]`; see `WeightedPower`.
  var weightedPower = FrameSeries()
  /// Power of the differences between samples over each 2 ms from the song's start: `[step]`; see `Attacks`.
  var attackPower: [Float] = []

  /// Nothing yet, of a song with this many samples a second in each channel.
  init(sampleRate: Int, channels: Int) {
    self.sampleRate = sampleRate
    self.channels = channels
  }

  /// Takes the features of a song from where it is to its end, chunk by chunk.
  init(of song: Song) throws(MediaError) {
    let extractor = FeatureExtractor(sampleRate: song.sampleRate, channels: song.channels)
    try song.forEachChunk { extractor.append($0) }
    self = extractor.finish()
  }

  /// Length in seconds.
  var duration: Double { Double(sampleCount) / Double(sampleRate) }
  /// Frames from the song's start on.
  var frameCount: Int { loudness.end }
}
