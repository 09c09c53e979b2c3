/// The cells of a feature map in the chunks that a team works on; of a chunk, a core's cache holds several maps at once.
struct CellChunks {
  let cells: Int
  let lanes: Int
  /// Cells in a chunk, but for the last.
  let grain: Int

  init(of shape: Shape) {
    let floats = 8 * 1024
    cells = shape.height * shape.width
    lanes = shape.lanes
    grain = max(1, floats / lanes)
  }

  /// How many chunks there are.
  var count: Int { (cells + grain - 1) / grain }

  /// The cells of a chunk.
  subscript(chunk: Int) -> Range<Int> { chunk * grain..<min((chunk + 1) * grain, cells) }

  /// The floats of a chunk.
  func floats(_ chunk: Int) -> Range<Int> {
    self[chunk].lowerBound * lanes..<self[chunk].upperBound * lanes
  }

  /// Calls `body` for each chunk and the floats it consists of.
  func forEach(with team: Team, _ body: (_ chunk: Int, _ floats: Range<Int>) -> Void) {
    team.run(count) { chunk, _ in body(chunk, floats(chunk)) }
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
    _ floats: Range<Int>, of chunks: CellChunks, in arena: Arena,
    _ gradient: (_ offset: Int, _ lane: Int) -> SIMD8<Float>
  ) {
    let target = arena[buffer]
    let adds = adds
    // One call, or the compiler wouldn't inline it: a predictable branch costs less than a call.
    chunks.forEachVector(floats) { offset, lane in
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
