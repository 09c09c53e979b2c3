import Foundation

/// How well each beat interval fits the music around each moment.
struct Tempogram: Sendable {
  /// Beat intervals in frames: 230 down to 50 beats a minute.
  static let intervals = 26...120
  /// Frames between rows.
  static let hop = 50
  /// Frames to either side that count.
  static let reach = 500

  /// A row each `hop` frames, a value an interval; 0...1 or so.
  private let rows: [[Float]]

  /// Autocorrelation of the pulse at the interval and its multiples: a beat is repeated after one beat, and
  /// after two, three and four.
  init(of pulse: Pulse) {
    let values = pulse.values.map { min(max($0, 0), 4) }
    rows = stride(from: 0, to: max(values.count, 1), by: Self.hop).map { centre in
      let excerpt = Array(values[max(0, centre - Self.reach)..<min(values.count, centre + Self.reach)])
      let correlation = Self.autocorrelation(of: excerpt, lags: 4 * Self.intervals.upperBound + 8)
      return Self.intervals.map { Self.fit(of: $0, in: correlation) }
    }
  }

  /// The fit of an interval around a frame.
  func fit(of interval: Int, at frame: Int) -> Float {
    rows[min(frame / Self.hop, rows.count - 1)][interval - Self.intervals.lowerBound]
  }

  /// The mean-free autocorrelation by lag, 1 at lag 0; 0 for an empty or constant excerpt.
  private static func autocorrelation(of excerpt: [Float], lags: Int) -> [Float] {
    let mean = excerpt.reduce(0, +) / Float(max(excerpt.count, 1))
    let values = excerpt.map { $0 - mean }
    var result = [Float](repeating: 0, count: lags)
    values.withUnsafeBufferPointer { values in
      for lag in 0..<min(lags, values.count) {
        var sum: Float = 0
        for i in 0..<values.count - lag { sum += values[i] * values[i + lag] }
        result[lag] = sum / Float(values.count - lag / 2)
      }
    }
    guard result[0] > 1e-6 else { return [Float](repeating: 0, count: lags) }
    return result.map { $0 / result[0] }
  }

  private static func fit(of interval: Int, in correlation: [Float]) -> Float {
    let weights: [Float] = [0.4, 0.3, 0.1, 0.2]
    var sum: Float = 0
    for multiple in 1...4 {
      let lag = interval * multiple
      let slack = multiple / 2 + 1
      sum += weights[multiple - 1] * correlation[lag - slack...lag + slack].max()!
    }
    return sum
  }
}
