/// Time counted in beats or bars as they are heard: a place on it is how many have passed since the first.
struct BeatCount: Sendable {
  /// Seconds of the places 0, 1, 2..., at least two, each later than the one before.
  private let moments: [Double]

  /// - Parameters:
  ///   - times: seconds of the beats or bars, in order. Where some are missing, as in a breakdown, they are filled in
  ///     evenly; before the first and after the last they go on as there.
  ///   - length: seconds from one to the next where there are none.
  init(_ times: [Double], otherwise length: Double) {
    var distinct: [Double] = []
    for time in times where time.isFinite && time > (distinct.last ?? -.infinity) + 1e-3 {
      distinct.append(time)
    }
    guard distinct.count > 1 else {
      let first = distinct.first ?? 0
      moments = [first, first + length]
      return
    }
    let lengths = zip(distinct, distinct.dropFirst()).map { $1 - $0 }
    let usual = lengths.sorted()[lengths.count / 2]
    var filled = [distinct[0]]
    for (time, length) in zip(distinct.dropFirst(), lengths) {
      let parts = length > Self.gap * usual ? (length / usual).rounded() : 1
      for part in 1..<max(Int(parts), 1) { filled.append(time - length * (1 - Double(part) / parts)) }
      filled.append(time)
    }
    moments = filled
  }

  /// How many times the usual distance is a hole, and not a slower passage.
  private static let gap = 2.5

  /// The place at each of these seconds, which rise; as many.
  func places(at times: [Double]) -> [Double] {
    zip(times, stretches(at: times)).map { time, index in
      Double(index) + (time - moments[index]) / length(of: index)
    }
  }

  /// Seconds that one takes at each of these seconds, which rise; as many.
  func lengths(at times: [Double]) -> [Double] { stretches(at: times).map(length) }

  private func length(of stretch: Int) -> Double { moments[stretch + 1] - moments[stretch] }

  /// The moment that each of these seconds follows; the first and the last stretch go on outwards.
  private func stretches(at times: [Double]) -> [Int] {
    var index = 0
    return times.map { time in
      while index + 2 < moments.count, moments[index + 1] <= time { index += 1 }
      return index
    }
  }
}
