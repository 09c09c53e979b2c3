/// The cells of a feature map in the parts that a team works on; of a part, a core's cache holds several maps at once.
struct CellParts {
  let cells: Int
  let lanes: Int
  /// Cells in a part, but for the last.
  let grain: Int

  init(of shape: Shape) {
    let floats = 8 * 1024
    cells = shape.height * shape.width
    lanes = shape.lanes
    grain = max(1, floats / lanes)
  }

  /// How many parts there are.
  var count: Int { (cells + grain - 1) / grain }

  /// The cells of a part.
  subscript(part: Int) -> Range<Int> { part * grain..<min((part + 1) * grain, cells) }

  /// The floats of a part.
  func floats(_ part: Int) -> Range<Int> {
    self[part].lowerBound * lanes..<self[part].upperBound * lanes
  }

  /// Calls `body` for each part and the floats it consists of.
  func forEach(with team: Team, _ body: (_ part: Int, _ floats: Range<Int>) -> Void) {
    team.run(count) { part, _ in body(part, floats(part)) }
  }

  /// Calls `body` for each eight floats of `floats`, which begin with a cell: where they are, and their first lane.
  @inline(__always)
  func forEachVector(_ floats: Range<Int>, _ body: (_ offset: Int, _ lane: Int) -> Void) {
    var offset = floats.lowerBound
    var lane = 0
    while offset < floats.upperBound {
      body(offset, lane)
      offset &+= 8
      lane &+= 8
      if lane == lanes { lane = 0 }
    }
  }
}

extension GradientTarget {
  /// Adds, or writes, what `gradient` gives for each eight floats of `floats`.
  @inline(__always)
  func accumulate(
    _ floats: Range<Int>, of parts: CellParts, in arena: Arena,
    _ gradient: (_ offset: Int, _ lane: Int) -> SIMD8<Float>
  ) {
    let target = arena[buffer]
    let adds = adds
    // One call, or the compiler wouldn't inline it: a predictable branch costs less than a call.
    parts.forEachVector(floats) { offset, lane in
      var value = gradient(offset, lane)
      if adds { value += load8(target + offset) }
      store8(value, to: target + offset)
    }
  }
}

extension Shape {
  /// Sets the lanes beyond the channels to zero, in the cells that `floats` consists of.
  func clearExtraLanes(of values: UnsafeMutablePointer<Float>, _ floats: Range<Int>) {
    guard channels < lanes else { return }
    for cell in stride(from: floats.lowerBound, to: floats.upperBound, by: lanes) {
      for lane in channels..<lanes { values[cell + lane] = 0 }
    }
  }
}

/// A clamp that a step applies to each part of its output while the part is in the core's cache.
struct PartwiseClamp {
  let clamp: Clamp
  let parts: CellParts
  let mask: Buffer

  private var wordsPerPart: Int { Clamp.maskWords(for: parts.grain * parts.lanes) }

  /// Clamps a part of `values`.
  func forward(_ values: UnsafeMutablePointer<Float>, part: Int, in arena: Arena) {
    let floats = parts.floats(part)
    clamp.forward(
      values + floats.lowerBound, bias: Clamp.noBias.pointer, lanes: Clamp.noBias.count, count: floats.count,
      into: values + floats.lowerBound, mask: arena.words(mask) + part * wordsPerPart)
  }

  /// Takes a part of `gradient` back through the clamp, in its place.
  func backward(_ gradient: UnsafeMutablePointer<Float>, part: Int, in arena: Arena) {
    let floats = parts.floats(part)
    Clamp.backward(
      gradient + floats.lowerBound, mask: arena.words(mask) + part * wordsPerPart, count: floats.count,
      into: gradient + floats.lowerBound)
  }
}

extension Planner {
  /// The clamp that was fused with a unit, if there is one.
  mutating func partwiseClamp(_ unit: PlannedUnit) -> PartwiseClamp? {
    guard let clamp = unit.layers.clamp else { return nil }
    let parts = CellParts(of: unit.outputShape)
    let words = parts.count * Clamp.maskWords(for: parts.grain * parts.lanes)
    return PartwiseClamp(clamp: clamp, parts: parts, mask: kept(words, for: unit))
  }
}
