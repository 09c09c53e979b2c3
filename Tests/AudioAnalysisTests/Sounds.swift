import Foundation

@testable import AudioAnalysis

/// Samples of one channel, made up for a test.
struct Sound {
  var samples: [Float]
  var rate = 44100

  /// A sound of `seconds` whose sample at a time is `value` of that time.
  init(seconds: Double, rate: Int = 44100, value: (Double) -> Double = { _ in 0 }) {
    samples = (0..<Int((seconds * Double(rate)).rounded())).map { Float(value(Double($0) / Double(rate))) }
    self.rate = rate
  }

  /// A steady tone.
  static func tone(_ frequency: Double, seconds: Double, amplitude: Double = 0.5, rate: Int = 44100) -> Sound
  {
    Sound(seconds: seconds, rate: rate) { amplitude * sin(2 * .pi * frequency * $0) }
  }

  /// White noise, the same for the same seed.
  static func noise(seconds: Double, amplitude: Double = 0.3, seed: UInt64 = 1, rate: Int = 44100) -> Sound {
    var state = seed
    return Sound(seconds: seconds, rate: rate) { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return amplitude * (Double(state >> 11) / Double(1 << 52) - 1)
    }
  }

  /// Short strokes of a 1 kHz tone, dying away in a few hundredths of a second.
  static func clicks(
    at times: [Double], seconds: Double, frequency: Double = 1000, rate: Int = 44100
  ) -> Sound {
    var sound = Sound(seconds: seconds, rate: rate)
    for time in times { sound.addStroke(at: time, frequency: frequency, decay: 0.01, amplitude: 0.5) }
    return sound
  }

  /// Adds a tone that starts at once and dies away by e each `decay` seconds.
  mutating func addStroke(at time: Double, frequency: Double, decay: Double, amplitude: Double) {
    let first = Int((time * Double(rate)).rounded(.up))
    for i in first..<min(samples.count, first + Int(8 * decay * Double(rate))) where i >= 0 {
      let t = Double(i) / Double(rate) - time
      samples[i] += Float(amplitude * exp(-t / decay) * sin(2 * .pi * frequency * t))
    }
  }

  /// Louder or softer.
  func times(_ gain: Float) -> Sound {
    var copy = self
    copy.samples = samples.map { $0 * gain }
    return copy
  }

  /// One after the other.
  static func + (one: Sound, other: Sound) -> Sound {
    var both = one
    both.samples += other.samples
    return both
  }

  /// What was heard, with the sound in every one of `channels`, in chunks of an odd size.
  func analysis(channels: Int = 1, chunk: Int = 10007) -> Analysis {
    analysis(gains: Array(repeating: 1, count: channels), chunk: chunk)
  }

  /// The form heard along given beats.
  func form(beats: [Analysis.Beat]) -> Form {
    let features = features()
    let analysis = Analysis(of: features)
    let signals = Analysis.signalCatalogue.map { ($0.signal, analysis.signals[$0.signal]!) }
    return Form(of: features, signals: Dictionary(uniqueKeysWithValues: signals), beats: beats)
  }

  /// What was heard, with the sound in channels of these gains.
  func analysis(gains: [Float], chunk: Int = 10007) -> Analysis {
    Analysis(of: features(gains: gains, chunk: chunk))
  }

  /// The features of the sound in channels of these gains, heard in chunks.
  func features(gains: [Float] = [1], chunk: Int = .max) -> SoundFeatures {
    let extractor = FeatureExtractor(sampleRate: rate, channels: gains.count)
    for start in stride(from: 0, to: samples.count, by: chunk) {
      let end = chunk < samples.count - start ? start + chunk : samples.count
      extractor.append(samples[start..<end].flatMap { sample in gains.map { $0 * sample } })
    }
    return extractor.finish()
  }
}

extension Analysis {
  /// The mean of a signal over a stretch of seconds.
  func mean(_ name: Analysis.SignalName, _ seconds: ClosedRange<Double>) -> Float {
    let frames = signals[name]![Int(seconds.lowerBound * 100)...Int(seconds.upperBound * 100)]
    return frames.reduce(0, +) / Float(frames.count)
  }
}

/// A sine at a time.
func tone(_ frequency: Double, _ time: Double) -> Double { sin(2 * .pi * frequency * time) }

/// e to the power of minus `age`.
func decay(_ age: Double) -> Double { exp(-age) }
