/// Moves beats from the nearest frame to where they were played.
struct BeatTiming {
  /// Seconds to either side in which a beat's attack is sought.
  var reach = 0.04
  /// How much evenness counts against the onsets heard.
  var evenness = 4.0
  /// How far the pace may change from beat to beat before evenness gives way, in seconds: players breathe, clocks don't.
  var breath = 0.003
  /// How much the times that beats were found at count against the onsets heard.
  var trust = 0.4

  /// Better times for beats at about `times`, all in seconds: `[beat]`.
  ///
  /// Each beat is drawn to the attack beside it, the more the sharper that is, and beats are drawn to an even
  /// pace; none moves far from where it was found. Least squares with Cauchy weights on attacks and evenness, so that
  /// neither a syncopated stroke nor a tempo that changes bends its neighbours.
  func times(of times: [Double], _ attacks: Attacks) -> [Double] {
    let heard = times.map { attacks.attack(near: $0 - 0.003, reach: reach) }
    var places = times
    var evenWeights = [Double](repeating: evenness, count: max(0, times.count - 2))
    for _ in 0..<6 {
      let pulls = zip(heard, places).map { heard, place in
        heard.sharpness / (1 + square((heard.time - place) / 0.015))
      }
      places = solve(places: heard.map(\.time), pulls: pulls, start: times, evenWeights: evenWeights)
      for i in evenWeights.indices {
        let unevenness = places[i] - 2 * places[i + 1] + places[i + 2]
        evenWeights[i] = evenness / (1 + square(unevenness / breath))
      }
    }
    return places
  }

  /// Minimises, over the times x of the beats,
  ///
  ///     Σ pulls · (x - places)² + trust · (x - start)² + evenWeights · (second difference of x)²
  private func solve(
    places: [Double], pulls: [Double], start: [Double], evenWeights: [Double]
  ) -> [Double] {
    var matrix = BandMatrix(order: places.count)
    var right = [Double](repeating: 0, count: places.count)
    for i in places.indices {
      matrix[i, 0] += pulls[i] + trust
      right[i] = pulls[i] * places[i] + trust * start[i]
    }
    for (i, weight) in evenWeights.enumerated() {
      let factors = [1.0, -2, 1]
      for row in 0..<3 {
        for column in 0...row {
          matrix[i + row, row - column] += weight * factors[row] * factors[column]
        }
      }
    }
    return matrix.solved(for: right)
  }

  private func square(_ x: Double) -> Double { x * x }
}

/// A symmetric positive definite matrix with two diagonals on either side of the main one.
private struct BandMatrix {
  private let order: Int
  /// `[row][below]`
  private var lower: [Double]

  init(order: Int) {
    self.order = order
    lower = [Double](repeating: 0, count: order * 3)
  }

  /// The element in `row`, `below` places left of the diagonal, 0...2.
  subscript(row: Int, below: Int) -> Double {
    get { lower[row * 3 + below] }
    set { lower[row * 3 + below] = newValue }
  }

  /// x with matrix * x = right, by Cholesky decomposition.
  func solved(for right: [Double]) -> [Double] {
    var root = self
    for row in 0..<order {
      for below in stride(from: min(2, row), through: 0, by: -1) {
        let column = row - below
        var sum = self[row, below]
        for k in max(0, row - 2, column - 2)..<column { sum -= root[row, row - k] * root[column, column - k] }
        root[row, below] = below == 0 ? max(sum, 1e-12).squareRoot() : sum / root[column, 0]
      }
    }
    var x = right
    for row in 0..<order {
      for k in max(0, row - 2)..<row { x[row] -= root[row, row - k] * x[k] }
      x[row] /= root[row, 0]
    }
    for row in (0..<order).reversed() {
      for k in row + 1..<max(row + 1, min(order, row + 3)) { x[row] -= root[k, k - row] * x[k] }
      x[row] /= root[row, 0]
    }
    return x
  }
}
