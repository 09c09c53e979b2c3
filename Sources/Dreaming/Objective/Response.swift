#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How strongly a layer answers to one term of a dream, and which way its activations have to go to answer more strongly.
///
/// The strength is a sum over cells; a term's part of the objective is `weight * degree * log(strength)`, so that a weight
/// means the same for every term, however large its layer's activations:
///
/// | term | strength | degree |
/// | --- | --- | --- |
/// | layer, channels | Σ a² | 1/2 |
/// | class | Σ softplus(a)² of its channel; softplus, so that a class that isn't seen yet has a slope, too | 1/2 |
/// | guide | Σ a · g, g being the guide feature for which that is largest | 1 |
///
/// - Source: Mordvintsev, Olah and Tyka, "DeepDream", Google 2015, for the guide.
struct Response {
  private enum Kind {
    case layer
    /// 1 for each lane that counts, else 0: `[lanes]`.
    case lanes(Constants)
    case category(lane: Int)
    case guide(GuideFeatures)
  }

  private let kind: Kind
  private let lanes: Int

  /// - Parameters:
  ///   - lanes: floats per cell of the term's layer.
  ///   - features: the guide's, for a term that needs them.
  init(_ aim: DreamTerm.Aim, lanes: Int, features: GuideFeatures?) {
    self.lanes = lanes
    switch (aim, features) {
    case (.channels(let channels), _):
      var mask = [Float](repeating: 0, count: lanes)
      for channel in channels { mask[channel] = 1 }
      kind = .lanes(Constants(mask))
    case (.category(let channel), _): kind = .category(lane: channel)
    case (.guide, let features?): kind = .guide(features)
    case (.layer, _), (.guide, nil): kind = .layer
    }
  }

  private var degree: Double {
    if case .guide = kind { 1 } else { 0.5 }
  }

  /// What a strength adds to the objective. A strength of nearly 0 adds nothing; a guide that fits nowhere has one below 0, and
  /// rises toward 0.
  func value(_ strength: Double, weight: Float) -> Double {
    guard Self.counts(strength) else { return 0 }
    return Double(weight) * degree * log(abs(strength)) * (strength < 0 ? -1 : 1)
  }

  /// What `accumulateGradient` has to be multiplied with to be the gradient of `value`.
  func factor(_ strength: Double, weight: Float) -> Float {
    Self.counts(strength) ? Float(Double(weight) / abs(strength)) : 0
  }

  /// Whether there is an answer at all: of less than this, the reciprocal would soon be too much for a Float.
  private static func counts(_ strength: Double) -> Bool {
    abs(strength) > 1e-30 && strength.isFinite
  }

  /// The strength of the cells of a layer, `[height][width][lanes]`, in `rows` and `columns`, with a team's help.
  func strength(
    _ activation: UnsafePointer<Float>, _ shape: Shape, rows: Range<Int>, columns: Range<Int>, with team: Team
  ) -> Double {
    // Whole rows follow each other without a gap, so they can be cut anywhere; parts of rows can't.
    let isWide = columns.count == shape.width
    let runs =
      isWide
      ? bands(of: rows.count * columns.count, height: runLength)
        .map { rows.lowerBound * shape.width + $0.lowerBound..<rows.lowerBound * shape.width + $0.upperBound }
      : rows.map { $0 * shape.width + columns.lowerBound..<$0 * shape.width + columns.upperBound }
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: max(runs.count, 1)) { sums in
      team.run(runs.count) { run, _ in
        sums.initializeElement(
          at: run, to: strength(activation + runs[run].lowerBound * lanes, cells: runs[run].count))
      }
      return runs.indices.reduce(0) { $0 + sums[$1] }
    }
  }

  /// Writes, or adds, `factor` times the direction in which a layer's strength grows, with a team's help.
  ///
  /// - Parameters:
  ///   - activation: `[height][width][lanes]`.
  ///   - gradient: the same.
  func accumulateGradient(
    _ activation: UnsafePointer<Float>, _ shape: Shape, factor: Float, adds: Bool,
    into gradient: UnsafeMutablePointer<Float>, with team: Team
  ) {
    team.forEachPart(of: shape.height * shape.width, grain: runLength) { run in
      let start = run.lowerBound * lanes
      accumulateGradient(
        activation + start, cells: run.count, factor: factor, adds: adds, into: gradient + start)
    }
  }

  /// Cells that one member of a team works on at a time: enough for a guide's matrix product.
  private var runLength: Int { max(128, 32 * 1024 / lanes) }

  /// The strength of a run of cells, `[cells][lanes]`.
  func strength(_ activation: UnsafePointer<Float>, cells: Int) -> Double {
    switch kind {
    case .layer: return sumOfSquares(activation, count: cells * lanes)
    case .lanes(let mask): return maskedSumOfSquares(activation, mask.pointer, cells: cells)
    case .category(let lane):
      var sum = 0.0
      for cell in 0..<cells {
        let positive = softplus(activation[cell * lanes + lane]).value
        sum += Double(positive) * Double(positive)
      }
      return sum
    case .guide(let features):
      var sum = 0.0
      features.forEachMatch(of: activation, cells: cells) { _, match in sum += Double(match.product) }
      return sum
    }
  }

  /// Writes, or adds, `factor` times the direction in which the strength of a run of cells, `[cells][lanes]`, grows.
  func accumulateGradient(
    _ activation: UnsafePointer<Float>, cells: Int, factor: Float, adds: Bool,
    into gradient: UnsafeMutablePointer<Float>
  ) {
    let count = cells * lanes
    switch kind {
    case .layer:
      if adds {
        for index in 0..<count { gradient[index] += factor * activation[index] }
      } else {
        for index in 0..<count { gradient[index] = factor * activation[index] }
      }
    case .lanes(let mask):
      if !adds { gradient.update(repeating: 0, count: count) }
      for start in stride(from: 0, to: count, by: lanes) {
        for lane in 0..<lanes {
          gradient[start + lane] += factor * mask.pointer[lane] * activation[start + lane]
        }
      }
    case .category(let lane):
      if !adds { gradient.update(repeating: 0, count: count) }
      for cell in 0..<cells {
        let positive = softplus(activation[cell * lanes + lane])
        gradient[cell * lanes + lane] += factor * positive.value * positive.slope
      }
    case .guide(let features):
      if !adds { gradient.update(repeating: 0, count: count) }
      features.forEachMatch(of: activation, cells: cells) { cell, match in
        let target = gradient + cell * lanes
        for lane in 0..<lanes { target[lane] += factor * match.feature[lane] }
      }
    }
  }

  private func maskedSumOfSquares(
    _ activation: UnsafePointer<Float>, _ mask: UnsafePointer<Float>, cells: Int
  ) -> Double {
    var sum = 0.0
    let (bytes, mask) = (UnsafeRawPointer(activation), UnsafeRawPointer(mask))
    for cell in 0..<cells {
      var part = SIMD8<Float>.zero
      for lane in stride(from: 0, to: lanes * 4, by: 32) {
        let value =
          bytes.loadUnaligned(fromByteOffset: cell * lanes * 4 + lane, as: SIMD8<Float>.self)
          * mask.loadUnaligned(fromByteOffset: lane, as: SIMD8<Float>.self)
        part.addProduct(value, value)
      }
      sum += Double(part.sum())
    }
    return sum
  }
}

/// log(1 + e^x), and its slope.
private func softplus(_ x: Float) -> (value: Float, slope: Float) {
  // For large x the exponential overflows; there the function is x itself.
  let decay = exp(-abs(x))
  let value = max(x, 0) + log1p(decay)
  return (value, x > 0 ? 1 / (1 + decay) : decay / (1 + decay))
}
