import Foundation

/// What a listener kept of a song: raw power by frame, before any normalisation.
///
/// Frames are 10 ms apart. The first `lead` frames lie before the song's start, so that a song that begins
/// with a bang has an onset there.
struct SoundFeatures: Sendable {
  /// Frames before time 0.
  static let lead = 4
  /// Centres of the semitone-wide bands for onsets. Below 200 Hz, where semitones are narrower than the
  /// window can tell apart, they are 20 Hz apart.
  static let onsetCentres =
    stride(from: 30.0, to: 330, by: 20).map { $0 }
    + (0..<68).map { 330 * exp2(Double($0) / 12) }
  /// Centres of the semitone bands for harmony: A2 to A6.
  static let pitchCentres = (0..<49).map { 110 * exp2(Double($0) / 12) }
  /// Frames from one look through the long window to the next.
  static let slowHop = 2
  /// Frames one row of `pitches` is the mean of.
  static let pitchHop = 5

  let sampleRate: Int
  let channels: Int
  /// Samples in each channel.
  var sampleCount = 0
  /// Power in the 24 bands.
  var bands = Frames(width: Bands.count)
  /// Power in the onset bands.
  var onsetBands = Frames(width: SoundFeatures.onsetCentres.count)
  /// Power in the bands of the beat network, a row each `BeatNetworkInput.hop` frames.
  var beatNetworkBands = Frames(width: BeatNetworkInput.centres.count)
  /// Power by semitone, a row each `pitchHop` frames: the mean of what the long window heard in these.
  var pitches = Frames(width: SoundFeatures.pitchCentres.count)
  /// Power of the differences between samples over each 2 ms: see `Attacks`.
  var attackPower: [Float] = []
  /// Power as the ear weighs it, by the short window.
  var loudness: [Float] = []
  /// How much there is of each pitch class, a row each `PitchProfile.hop` frames from the song's start.
  var pitchProfiles = Frames(width: PitchProfile.steps)
  /// Each `slowHop` frames from the song's start: see `Flatness`, `Width` and `HarmonicPercussive`.
  var flatness: [Float] = []
  var width: [Float] = []
  var harmonic: [Float] = []
  var percussive: [Float] = []
  /// The same for the leading tone: see `Voice`.
  var voicePower: [Float] = []
  var voicePitch: [Float] = []
  /// Power over each 10 ms from the song's start, as loudness is measured: see `WeightedPower`.
  var weightedPower: [Float] = []

  init(sampleRate: Int, channels: Int) {
    self.sampleRate = sampleRate
    self.channels = channels
  }

  /// Length in seconds.
  var duration: Double { Double(sampleCount) / Double(sampleRate) }
  /// The frame to hear next, 0 at the song's start.
  var nextFrame: Int { loudness.count - Self.lead }
  /// Frames from the song's start on.
  var frameCount: Int { loudness.count - Self.lead }

  /// A value for each frame from the song's start, in proportion between values each `hop` frames.
  func spread(_ values: [Float], hop: Int = SoundFeatures.slowHop) -> [Float] {
    guard let last = values.indices.last else { return [Float](repeating: 0, count: frameCount) }
    return (0..<frameCount).map { frame in
      let place = min(frame / hop, last)
      let next = min(place + 1, last)
      return values[place] + (values[next] - values[place]) * Float(frame % hop) / Float(hop)
    }
  }

  /// Puts what the long window heard each `slowHop` frames into the lowest `bands`, in proportion between.
  mutating func mergeLowBands(_ slow: Frames) {
    for frame in 0..<bands.count {
      let row = min(frame / Self.slowHop, slow.count - 1)
      let next = min(row + 1, slow.count - 1)
      let share = Float(frame % Self.slowHop) / Float(Self.slowHop)
      for band in 0..<slow.width {
        bands[frame, band] = slow[row, band] + share * (slow[next, band] - slow[row, band])
      }
    }
  }

  /// Forgets frames that lie behind the song's end.
  mutating func trim(toFrames count: Int) {
    bands.trim(to: count + Self.lead)
    onsetBands.trim(to: count + Self.lead)
    beatNetworkBands.trim(to: (count + BeatNetworkInput.hop - 1) / BeatNetworkInput.hop)
    loudness.removeLast(max(0, loudness.count - count - Self.lead))
  }
}

/// Rows of equally many values, one a frame, in one block of memory.
struct Frames: Sendable {
  /// Values in a row.
  let width: Int
  private(set) var values: [Float] = []

  init(width: Int) { self.width = width }

  var count: Int { values.count / width }

  subscript(frame: Int, column: Int) -> Float {
    get { values[frame * width + column] }
    set { values[frame * width + column] = newValue }
  }

  /// Appends a row that `fill` writes.
  mutating func appendFrame(_ fill: (UnsafeMutablePointer<Float>) -> Void) {
    let end = values.count
    values.append(contentsOf: repeatElement(0, count: width))
    values.withUnsafeMutableBufferPointer { fill($0.baseAddress! + end) }
  }

  mutating func trim(to count: Int) {
    values.removeLast(max(0, values.count - count * width))
  }
}
