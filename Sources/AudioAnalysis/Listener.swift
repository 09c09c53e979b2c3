import Foundation

/// Hears a song chunk by chunk and keeps, every 10 ms, what the analysis needs: never the song itself.
///
/// Any sample rate sounds the same to it: windows are measured in seconds, filters in Hz.
final class Listener {
  private let sampleRate: Int
  private let channels: Int
  private let long: FourierTransform
  private let short: FourierTransform
  private let brief: FourierTransform
  private let lowBands: FilterBank
  private let highBands: FilterBank
  private let onsetBands: FilterBank
  private let earBands: FilterBank
  private let pitchBands: FilterBank
  private let loudnessWeights: [Float]

  private var heard: Heard
  private var mono = MonoMix()
  /// Samples from `firstSample` on, counted from the song's start; silence before it.
  private var samples: [Float]
  private var firstSample: Int
  private var sampleCount = 0
  private var attackSum: Float = 0
  private var attackCount: Float = 0
  private var longPower: [Float]
  private var shortPower: [Float]
  private var briefPower: [Float]
  private var pitches: [Float]

  /// Ready for a song of `channels` interleaved channels.
  init(sampleRate: Int, channels: Int) {
    self.sampleRate = sampleRate
    self.channels = channels
    long = FourierTransform(windowLength: Self.evenLength(seconds: 0.0929, sampleRate))
    short = FourierTransform(windowLength: Self.evenLength(seconds: 0.0464, sampleRate))
    brief = FourierTransform(windowLength: Self.evenLength(seconds: 0.0232, sampleRate))
    let longBin = Double(sampleRate) / Double(long.size)
    let shortBin = Double(sampleRate) / Double(short.size)
    lowBands = FilterBank(centres: Bands.centres, binWidth: longBin, binCount: long.binCount)
    highBands = FilterBank(centres: Bands.centres, binWidth: shortBin, binCount: short.binCount)
    let briefBin = Double(sampleRate) / Double(brief.size)
    onsetBands = FilterBank(centres: Heard.onsetCentres, binWidth: briefBin, binCount: brief.binCount)
    earBands = FilterBank(centres: Heard.earCentres, binWidth: shortBin, binCount: short.binCount)
    pitchBands = FilterBank(centres: Heard.pitchCentres, binWidth: longBin, binCount: long.binCount)
    loudnessWeights = (0..<short.binCount).map { Float(Loudness.weight(at: Double($0) * shortBin)) }
    heard = Heard(sampleRate: sampleRate, channels: channels)
    longPower = [Float](repeating: 0, count: long.binCount)
    shortPower = [Float](repeating: 0, count: short.binCount)
    briefPower = [Float](repeating: 0, count: brief.binCount)
    pitches = [Float](repeating: 0, count: Heard.pitchCentres.count)
    firstSample = Self.centre(of: -Heard.lead, sampleRate) - long.windowLength / 2
    samples = [Float](repeating: 0, count: -firstSample)
  }

  /// Hears the next samples, interleaved, in any number of whole frames.
  func hear(_ interleaved: [Float]) {
    let old = samples.count
    mono.append(interleaved, channels: channels, to: &samples)
    keepAttacks(from: old)
    sampleCount += interleaved.count / channels
    analyseFrames(upTo: Int.max)
  }

  /// Everything heard; call once, at the end.
  func finish() -> Heard {
    let frameCount = sampleCount * 100 / sampleRate + 1
    mirrorEnd()
    analyseFrames(upTo: frameCount)
    heard.sampleCount = sampleCount
    heard.trim(toFrames: frameCount)
    return heard
  }

  /// Whole windows of about `seconds`, symmetric around a sample.
  private static func evenLength(seconds: Double, _ sampleRate: Int) -> Int {
    2 * Int((seconds / 2 * Double(sampleRate)).rounded())
  }

  /// The sample a frame's window is centred on, the nearest to frame * 10 ms.
  private static func centre(of frame: Int, _ sampleRate: Int) -> Int {
    Int((Double(frame) * Double(sampleRate) / 100).rounded())
  }

  private func analyseFrames(upTo end: Int) {
    while heard.nextFrame < end {
      let centre = Self.centre(of: heard.nextFrame, sampleRate)
      guard centre + long.windowLength / 2 <= firstSample + samples.count else { break }
      analyseFrame(at: centre - firstSample)
    }
    dropUsedSamples()
  }

  private func analyseFrame(at centre: Int) {
    Self.spectrum(by: long, of: samples, around: centre, into: &longPower)
    Self.spectrum(by: short, of: samples, around: centre, into: &shortPower)
    Self.spectrum(by: brief, of: samples, around: centre, into: &briefPower)
    heard.bands.appendFrame { row in
      lowBands.apply(to: longPower, bands: 0..<Bands.firstShortBand, into: row)
      let rest = Bands.firstShortBand..<Bands.count
      highBands.apply(to: shortPower, bands: rest, into: row + rest.lowerBound)
    }
    heard.onsetBands.appendFrame { row in
      onsetBands.apply(to: briefPower, bands: 0..<Heard.onsetCentres.count, into: row)
    }
    if heard.nextFrame >= 0 && heard.nextFrame % Heard.earHop == 0 {
      heard.earBands.appendFrame { row in
        earBands.apply(to: shortPower, bands: 0..<Heard.earCentres.count, into: row)
      }
    }
    pitches.withUnsafeMutableBufferPointer {
      pitchBands.apply(to: longPower, bands: 0..<$0.count, into: $0.baseAddress!)
    }
    heard.keepPitches(pitches)
    heard.loudness.append(zip(loudnessWeights, shortPower).reduce(0) { $0 + $1.0 * $1.1 })
  }

  private static func spectrum(
    by transform: FourierTransform, of samples: [Float], around centre: Int, into power: inout [Float]
  ) {
    samples.withUnsafeBufferPointer { samples in
      power.withUnsafeMutableBufferPointer { power in
        let start = samples.baseAddress! + centre - transform.windowLength / 2
        transform.powerSpectrum(of: start, into: power.baseAddress!)
      }
    }
  }

  /// Adds up the power of the samples' differences, which attacks are rich in, over each `Attacks.step`.
  private func keepAttacks(from start: Int) {
    let scale = Float(sampleRate) / 44100
    samples.withUnsafeBufferPointer { samples in
      for i in start..<samples.count {
        let difference = (samples[i] - (i > 0 ? samples[i - 1] : 0)) * scale
        let sample = firstSample + i
        if sample * Attacks.stepsPerSecond / sampleRate > heard.attackPower.count {
          heard.attackPower.append(attackSum / max(attackCount, 1))
          (attackSum, attackCount) = (0, 0)
        }
        attackSum += difference * difference
        attackCount += 1
      }
    }
  }

  /// Behind its end the song is played backwards for half a window, so that the cut isn't heard as a click.
  private func mirrorEnd() {
    let tail = min(sampleCount, long.windowLength / 2 + sampleRate / 50)
    let mirrored = samples.suffix(tail).reversed()
    samples += mirrored
    let missing = long.windowLength / 2 + sampleRate / 50 - tail
    samples += [Float](repeating: 0, count: missing)
  }

  private func dropUsedSamples() {
    let needed = Self.centre(of: heard.nextFrame, sampleRate) - long.windowLength
    let used = needed - firstSample
    guard used > sampleRate / 4 else { return }
    samples.removeFirst(used)
    firstSample += used
  }
}

/// Mixes channels to one, takes out a constant offset, and keeps absurd samples from drowning the rest.
private struct MonoMix {
  private var offset: Float?

  mutating func append(_ interleaved: [Float], channels: Int, to samples: inout [Float]) {
    let limit: Float = 16
    let scale = 1 / Float(channels)
    let frames = interleaved.count / channels
    guard frames > 0 else { return }
    samples.reserveCapacity(samples.count + frames)
    interleaved.withUnsafeBufferPointer { interleaved in
      func mixed(_ frame: Int) -> Float {
        var sum: Float = 0
        for channel in 0..<channels {
          let sample = interleaved[frame * channels + channel]
          sum += sample.isFinite ? min(max(sample, -limit), limit) : 0
        }
        return sum * scale
      }
      var offset = self.offset ?? mixed(0)
      for frame in 0..<frames {
        let sample = mixed(frame)
        offset += (sample - offset) * 0.0005
        samples.append(sample - offset)
      }
      self.offset = offset
    }
  }
}
