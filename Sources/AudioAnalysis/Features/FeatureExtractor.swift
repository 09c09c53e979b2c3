/// Takes the features of a song chunk by chunk and keeps, every 10 ms, what the analysis needs: never the song itself.
///
/// Any sample rate gives the same: windows are measured in seconds, filters in Hz. Left and right are taken
/// as middle and side, whose powers add up.
final class FeatureExtractor {
  private let sampleRate: Int
  private let channels: Int
  private let decimator: Decimator
  /// For harmony, over 186 ms.
  private let deep: SpectralWindow
  /// For low notes, over 93 ms.
  private let long: SpectralWindow
  /// For most, over 46 ms.
  private let short: SpectralWindow
  /// For onsets, over 23 ms.
  private let brief: SpectralWindow
  private let lowBands: FilterBank
  private let highBands: FilterBank
  private let onsetBands: FilterBank
  private let beatNetworkBands: FilterBank
  private let pitchBands: FilterBank
  /// `[bin]` of the short window.
  private let loudnessWeights: [Float]
  private let flatness: Flatness
  private var width: Width
  private let pitchProfile: PitchProfile
  private var voice: Voice
  private var separation: HarmonicPercussive

  private var features: SoundFeatures
  private var mix: MidSide
  private var mid: SampleQueue
  private var side: SampleQueue
  private var slowMid: SampleQueue
  private var slowSide: SampleQueue
  private var attacks: AttackPower
  private var weightedPower: WeightedPower
  /// Power in the lowest bands: `[row][band]`.
  private var lowPower = FrameSeries(
    width: Bands.firstShortBand, hop: SoundFeatures.slowHop, start: -SoundFeatures.lead)
  /// Power in the spectra that the next row of pitches is the mean of: `[row][semitone]`.
  private var pitchSpectra = FrameSeries(
    width: SoundFeatures.pitchCentres.count, hop: SoundFeatures.slowHop)
  private var sampleCount = 0

  /// Ready for a song of `channels` interleaved channels.
  init(sampleRate: Int, channels: Int) {
    self.sampleRate = sampleRate
    self.channels = channels
    decimator = Decimator(sampleRate: sampleRate)
    let slowRate = Double(sampleRate) / Double(decimator.factor)
    deep = SpectralWindow(seconds: 0.1858, sampleRate: slowRate)
    long = SpectralWindow(seconds: 0.0929, sampleRate: slowRate)
    short = SpectralWindow(seconds: 0.0464, sampleRate: Double(sampleRate))
    brief = SpectralWindow(seconds: 0.0232, sampleRate: Double(sampleRate))
    lowBands = long.bands(Bands.centres)
    highBands = short.bands(Bands.centres)
    onsetBands = brief.bands(SoundFeatures.onsetCentres)
    beatNetworkBands = short.bands(BeatNetworkInput.centres)
    pitchBands = long.bands(SoundFeatures.pitchCentres)
    flatness = Flatness(for: short)
    width = Width(for: short)
    pitchProfile = PitchProfile(for: deep)
    voice = Voice(for: long)
    separation = HarmonicPercussive(long: long, short: short)
    loudnessWeights = short.weights { Loudness.weight(at: $0) }
    features = SoundFeatures(sampleRate: sampleRate, channels: channels)
    attacks = AttackPower(sampleRate: sampleRate)
    let channelMix = ChannelMix(channels: channels)
    weightedPower = WeightedPower(sampleRate: sampleRate, mix: channelMix)
    mix = MidSide(channelMix)
    let slowStart = deep.centre(of: -SoundFeatures.lead) - deep.reach
    let start = min(slowStart * decimator.factor, short.centre(of: -SoundFeatures.lead) - short.reach)
    (mid, side) = (SampleQueue(from: start), SampleQueue(from: start))
    (slowMid, slowSide) = (SampleQueue(from: slowStart), SampleQueue(from: slowStart))
  }

  /// Takes the next samples, `[sample][channel]`, as many as there are.
  func append(_ interleaved: [Float]) {
    mix.append(interleaved, toMid: &mid, side: &side)
    weightedPower.append(interleaved)
    sampleCount += interleaved.count / channels
    attacks.extend(mid, side)
    analyseFrames(upTo: Int.max)
  }

  /// The features of all samples; call once, at the end.
  func finish() -> SoundFeatures {
    let frameCount = sampleCount * FrameGrid.framesPerSecond / sampleRate + 1
    mirrorEnd()
    analyseFrames(upTo: frameCount)
    features.sampleCount = sampleCount
    features.attackPower = attacks.values
    separation.finish()
    (features.harmonic, features.percussive) = (separation.harmonic, separation.percussive)
    (features.voicePower, features.voicePitch) = (voice.power, voice.pitch)
    weightedPower.finish()
    features.weightedPower = weightedPower.blocks
    mergeLowBands()
    return features
  }

  private func analyseFrames(upTo end: Int) {
    decimator.extend(&slowMid, from: mid)
    decimator.extend(&slowSide, from: side)
    while nextFrame < end, isCovered(nextFrame) { analyse(nextFrame) }
    dropUsedSamples()
  }

  /// The frame to analyse next, 0 at the song's start.
  private var nextFrame: Int { features.loudness.end }

  private func isCovered(_ frame: Int) -> Bool {
    deep.centre(of: frame) + deep.reach <= slowMid.end && short.centre(of: frame) + short.reach <= mid.end
  }

  private func analyse(_ frame: Int) {
    short.analyse(frame, mid, side)
    brief.analyse(frame, mid, side)
    if frame == lowPower.end { appendLowBands(frame) }
    features.bands.appendRow { row in
      let rest = Bands.firstShortBand..<Bands.count
      highBands.apply(to: short.sum, bands: rest, into: row + rest.lowerBound)
    }
    features.onsetBands.appendRow { row in
      onsetBands.apply(to: brief.sum, bands: 0..<SoundFeatures.onsetCentres.count, into: row)
    }
    if frame == features.flatness.end { appendCharacter() }
    if frame == features.pitchProfiles.end { appendPitchProfile(frame) }
    if frame == features.beatNetworkBands.end { appendBeatNetworkBands() }
    if frame + 1 == features.pitches.end + features.pitches.hop { appendPitches() }
    features.loudness.append(short.sum.total(weighedBy: loudnessWeights))
  }

  /// What kind of sound it is.
  private func appendCharacter() {
    features.flatness.append(flatness.flatness(of: short.sum))
    features.width.append(width.width(of: short))
    voice.append(long)
    separation.append(long: long.sum, short: short.sum)
  }

  /// How much there is of each pitch class.
  private func appendPitchProfile(_ frame: Int) {
    deep.analyse(frame, slowMid, slowSide)
    features.pitchProfiles.appendRow { pitchProfile.profile(of: deep.sum, into: $0) }
  }

  /// The middle alone, as the beat network has learned to hear, but where there is only the side, the side.
  private func appendBeatNetworkBands() {
    let share = MidSide.audibleShare(ofSide: short.side.total, besideMid: short.mid.total)
    if share > 0 { short.mid.add(short.side, times: share) }
    features.beatNetworkBands.appendRow { row in
      beatNetworkBands.apply(to: short.mid, bands: 0..<BeatNetworkInput.centres.count, into: row)
    }
  }

  /// What the long window has, for low notes, which don't change any faster.
  private func appendLowBands(_ frame: Int) {
    long.analyse(frame, slowMid, slowSide)
    lowPower.appendRow { row in
      lowBands.apply(to: long.sum, bands: 0..<Bands.firstShortBand, into: row)
    }
    pitchSpectra.appendRow { row in
      pitchBands.apply(to: long.sum, bands: 0..<SoundFeatures.pitchCentres.count, into: row)
    }
  }

  /// Adds a row of pitches, the mean of the spectra since the last.
  private func appendPitches() {
    features.pitches.appendRow { row in
      for pitch in 0..<pitchSpectra.width {
        let sum = (0..<pitchSpectra.count).reduce(Float(0)) { $0 + pitchSpectra[row: $1, pitch] }
        row[pitch] = sum / Float(pitchSpectra.count)
      }
    }
    pitchSpectra.removeAll()
  }

  /// Puts what the long window had into the lowest bands, in proportion between its rows.
  private func mergeLowBands() {
    for frame in features.bands.start..<features.bands.end {
      for band in 0..<lowPower.width {
        features.bands[frame, band] = lowPower.interpolated(at: frame, column: band)
      }
    }
  }

  /// Behind its end the song is played backwards for half a window, so that the cut isn't heard as a click.
  private func mirrorEnd() {
    let tail = (deep.reach + 2) * decimator.factor + decimator.reach + sampleRate / 50
    let mirrored = min(sampleCount, tail)
    mid.mirrorEnd(mirrored, total: tail)
    side.mirrorEnd(mirrored, total: tail)
  }

  private func dropUsedSamples() {
    let needed = min(
      short.centre(of: nextFrame) - short.reach, slowMid.end * decimator.factor - decimator.reach)
    guard needed - mid.start > sampleRate / 4 else { return }
    mid.drop(before: needed)
    side.drop(before: needed)
    let slowNeeded = deep.centre(of: nextFrame) - deep.reach
    slowMid.drop(before: slowNeeded)
    slowSide.drop(before: slowNeeded)
  }
}
