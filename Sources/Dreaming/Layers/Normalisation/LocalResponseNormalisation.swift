#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Each value divided by `(bias + alpha / size * sum of squares)^beta`, the sum over `size` neighbouring channels.
///
/// - Source: Krizhevsky, Sutskever and Hinton, "ImageNet classification with deep convolutional neural networks", 2012.
struct LocalResponseNormalisation: Sendable, Equatable {
  /// Channels summed over, the value's own in the middle.
  var size: Int
  var alpha: Float
  var beta: Float
  var bias: Float
}

/// Normalises a cell at a time; the way back needs the input again.
///
/// With d = bias + alpha / size * Σ x² and y = x * d^-beta, a channel's gradient is its own, g * d^-beta, less what it does to
/// its neighbours: 2 alpha beta / size * x * Σ g x d^(-beta - 1), over the channels whose sums it is in.
struct LocalResponseNormalisationStep: LayerStep {
  let normalisation: LocalResponseNormalisation
  let chunks: CellChunks
  /// Channels before a channel, and after it, that its sum takes in.
  let before: Int
  let after: Int
  let input: Buffer
  let output: Buffer
  let outputGradient: Buffer
  let inputGradient: GradientTarget
  /// For each member of the team `[2][cellsAtOnce]` rows of channels, zeros before and after them.
  let forwardRows: Buffer
  let backwardRows: Buffer

  /// Loads that overlap with two stores have to wait until these are done: let some cells' work lie in between.
  static let cellsAtOnce = 8
  /// Keeps what is divided by from being zero.
  private static let smallestDivisor: Float = 1e-12

  private var lanes: Int { chunks.lanes }
  private var margin: Int { max(before, after) }
  private var rowCount: Int { margin + lanes + margin }
  private var share: Float { normalisation.alpha / Float(normalisation.size) }

  func forward(in arena: Arena, with team: Team) {
    let (source, target) = (arena[input], arena[output])
    forEachFewCells(with: team) { cells, member in
      let squares = rows(0, of: member, in: arena[forwardRows])
      square(source, cells, into: squares)
      for (index, cell) in cells.enumerated() {
        let (x, y) = (source + cell * lanes, target + cell * lanes)
        let squares = squares + index * rowCount
        for lane in stride(from: 0, to: lanes, by: 8) {
          store8(load8(x + lane) * inversePowers(divisor(squares, lane)).beta, to: y + lane)
        }
      }
    }
  }

  func backward(in arena: Arena, with team: Team) {
    let (source, gradients) = (arena[input], arena[outputGradient])
    let factor = -2 * share * normalisation.beta
    forEachFewCells(with: team) { cells, member in
      let squares = rows(0, of: member, in: arena[backwardRows])
      let effects = rows(1, of: member, in: arena[backwardRows])
      square(source, cells, into: squares)
      for (index, cell) in cells.enumerated() {
        let (x, gradient) = (source + cell * lanes, gradients + cell * lanes)
        let (squares, effects) = (squares + index * rowCount, effects + index * rowCount)
        for lane in stride(from: 0, to: lanes, by: 8) {
          let powers = inversePowers(divisor(squares, lane))
          let received = load8(gradient + lane)
          store8(received * load8(x + lane) * powers.betaPlusOne, to: effects + lane)
          store8(received * powers.beta, to: gradient + lane)
        }
      }
      for (index, cell) in cells.enumerated() {
        let start = cell * lanes
        let effects = effects + index * rowCount
        inputGradient.accumulate(start..<start + lanes, of: chunks, in: arena) { offset, lane in
          let sum = sum(effects, from: lane - after, to: lane + before)
          return load8(gradients + offset).addingProduct(load8(source + offset) * factor, sum)
        }
      }
    }
  }

  /// Calls `body` for all cells, `cellsAtOnce` at a time.
  @inline(__always)
  private func forEachFewCells(with team: Team, _ body: (_ cells: Range<Int>, _ member: Int) -> Void) {
    team.run(chunks.count) { chunk, member in
      let cells = chunks[chunk]
      for start in stride(from: cells.lowerBound, to: cells.upperBound, by: Self.cellsAtOnce) {
        body(start..<min(start + Self.cellsAtOnce, cells.upperBound), member)
      }
    }
  }

  private func square(
    _ values: UnsafePointer<Float>, _ cells: Range<Int>, into squares: UnsafeMutablePointer<Float>
  ) {
    for (index, cell) in cells.enumerated() {
      let (x, squares) = (values + cell * lanes, squares + index * rowCount)
      for lane in stride(from: 0, to: lanes, by: 8) {
        let value = load8(x + lane)
        store8(value * value, to: squares + lane)
      }
    }
  }

  @inline(__always)
  private func divisor(_ squares: UnsafePointer<Float>, _ lane: Int) -> SIMD8<Float> {
    let sum = sum(squares, from: lane - before, to: lane + after)
    return larger(normalisation.bias + share * sum, SIMD8(repeating: Self.smallestDivisor))
  }

  /// The sum of eight floats from each place in turn.
  @inline(__always)
  private func sum(_ row: UnsafePointer<Float>, from first: Int, to last: Int) -> SIMD8<Float> {
    var sum = load8(row + first)
    var place = first &+ 1
    while place <= last {
      sum += load8(row + place)
      place &+= 1
    }
    return sum
  }

  /// `x^-beta` and `x^-(beta + 1)`
  @inline(__always)
  private func inversePowers(_ x: SIMD8<Float>) -> (beta: SIMD8<Float>, betaPlusOne: SIMD8<Float>) {
    if normalisation.beta == 0.75 {
      let root = inverseFourthRoot(x)
      let square = root * root
      let power = square * root
      return (power, power * square * square)
    }
    var power = x
    for lane in 0..<8 { power[lane] = pow(x[lane], -normalisation.beta) }
    return (power, power / x)
  }

  /// Where the channels of the first cell begin in a member's rows of one kind, `rowCount` from cell to cell.
  private func rows(
    _ kind: Int, of member: Int, in rows: UnsafeMutablePointer<Float>
  ) -> UnsafeMutablePointer<Float> {
    let start = rows + (2 * member + kind) * Self.cellsAtOnce * rowCount
    for row in 0..<Self.cellsAtOnce {
      (start + row * rowCount).update(repeating: 0, count: margin)
      (start + row * rowCount + margin + lanes).update(repeating: 0, count: margin)
    }
    return start + margin
  }
}

/// `x^-1/4` for eight positive values, to within 5e-7 of the result.
///
/// A first guess halves the exponent twice by shifting it; three steps of Newton's method follow.
@inline(__always)
func inverseFourthRoot(_ x: SIMD8<Float>) -> SIMD8<Float> {
  let guess = SIMD8<UInt32>(repeating: 0x4F58_0000) &- unsafeBitCast(x, to: SIMD8<UInt32>.self) &>> 2
  var root = unsafeBitCast(guess, to: SIMD8<Float>.self)
  for _ in 0..<3 {
    let square = root * root
    root *= 1.25 - 0.25 * x * square * square
  }
  return root
}

extension LocalResponseNormalisation: Graph.Operation {
  func step(for unit: PlannedUnit, in planner: inout Planner) -> any LayerStep {
    planner.keep(unit.inputs[0], for: unit)
    let lanes = unit.outputShape.lanes
    // More neighbours than there are channels make no difference.
    let before = min((size - 1) / 2, lanes)
    let after = min(size / 2, lanes)
    let rows =
      2 * planner.teamSize * LocalResponseNormalisationStep.cellsAtOnce * (lanes + 2 * max(before, after))
    return LocalResponseNormalisationStep(
      normalisation: self, chunks: CellChunks(of: unit.outputShape), before: before, after: after,
      input: unit.inputs[0], output: unit.output, outputGradient: unit.outputGradient,
      inputGradient: unit.inputGradients[0], forwardRows: planner.scratch(rows, at: unit.forwardTime),
      backwardRows: planner.scratch(rows, at: unit.backwardTime))
  }
}
