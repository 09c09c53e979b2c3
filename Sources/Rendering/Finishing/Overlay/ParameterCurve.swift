import Mapping

/// A parameter that changes, and how far.
struct ParameterCurve: Sendable {
  let parameter: Parameter
  /// How often it goes all the way from its lowest to its highest value, a frame.
  let liveliness: Double
  private let range: ClosedRange<Double>

  /// Nil if it doesn't change in `frames`.
  init?(of parameter: Parameter, in score: Score, frames: Range<Int>) {
    let values = score.frames[frames].map { $0[parameter] }
    guard let lowest = values.min(), let highest = values.max(), lowest < highest else { return nil }
    self.parameter = parameter
    range = lowest...highest
    let way = zip(values, values.dropFirst()).reduce(0) { $0 + abs($1.1 - $1.0) }
    liveliness = way / (highest - lowest) / Double(values.count)
  }

  /// 0...1 from the lowest to the highest value shown; nil where the song is over or hasn't begun.
  func height(at frame: Int, in score: Score) -> Float? {
    guard score.frames.indices.contains(frame) else { return nil }
    return Float((score.frames[frame][parameter] - range.lowerBound) / (range.upperBound - range.lowerBound))
  }
}
