/// For each cell along one side of a feature map that is made, the cells of another that go into it.
///
/// Pools and padding know it for their output (which cells of the input?) and, turned around, for their input's gradient
/// (which cells of the output?).
struct AxisGather {
  /// A cell of a layer's input and one of its output that meet.
  struct Pair {
    let input: Int
    let output: Int
    /// The cell of a window's kernel through which they meet.
    var kernel = 0
    /// What the input counts.
    var weight: Float = 1
  }

  /// One cell that goes into another.
  struct Entry {
    /// The cell that something is made of.
    let source: Int
    /// The cell of a window's kernel through which the two meet.
    let kernel: Int
    /// What its value counts.
    let weight: Float
  }

  /// Cells that are made.
  let count: Int
  /// The most entries of one cell.
  let most: Int
  /// Where each cell's entries begin, and where the last one's end: `[count + 1]`.
  private let starts: [Int]
  /// `[cell][entry]`, cells one after the other.
  private let entries: [Entry]

  /// - Parameter lists: what goes into each cell, `[cell][entry]`, in the order of its use.
  private init(_ lists: [[Entry]]) {
    count = lists.count
    starts = lists.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    entries = lists.flatMap { $0 }
    most = lists.map(\.count).max() ?? 0
  }

  /// The input's cells of each of `count` cells of the output.
  static func inputs(ofOutputs count: Int, _ pairs: [Pair]) -> AxisGather {
    var lists = [[Entry]](repeating: [], count: count)
    for pair in pairs {
      lists[pair.output].append(Entry(source: pair.input, kernel: pair.kernel, weight: pair.weight))
    }
    return AxisGather(lists)
  }

  /// The output's cells of each of `count` cells of the input.
  static func outputs(ofInputs count: Int, _ pairs: [Pair]) -> AxisGather {
    var lists = [[Entry]](repeating: [], count: count)
    for pair in pairs {
      lists[pair.input].append(Entry(source: pair.output, kernel: pair.kernel, weight: pair.weight))
    }
    return AxisGather(lists)
  }

  /// Calls `body` with what goes into a cell.
  @inline(__always)
  func forEach(of target: Int, _ body: (Entry) -> Void) {
    for index in starts[target]..<starts[target + 1] { body(entries[index]) }
  }
}

extension Window {
  /// Every meeting of a window with a cell of the input.
  ///
  /// - Parameter weights: what inputs count, one for each cell of the output; 1 if nil.
  func pairs(weights: [Float]? = nil) -> [AxisGather.Pair] {
    (0..<output).flatMap { output in
      (0..<kernel).compactMap { cell in
        let input = output * stride - before + cell * dilation
        guard (0..<size).contains(input) else { return nil }
        return AxisGather.Pair(input: input, output: output, kernel: cell, weight: weights?[output] ?? 1)
      }
    }
  }
}

/// Makes each cell of a feature map out of cells of another: those whose row and whose column go into it.
struct WindowGather {
  let vertical: AxisGather
  let horizontal: AxisGather
  /// Floats a cell, in both maps.
  let lanes: Int
  /// Floats a row of the map that is read.
  let sourceRow: Int
  /// Cells in a row of a window's kernel.
  let kernelWidth: Int

  /// A cell that is read.
  struct Source {
    /// Where it begins.
    let offset: Int
    /// The cell of the kernel, row by row.
    let kernel: UInt32
    let weight: Float
  }

  /// Calls `body` with each cell that is made: where it begins, and what it is made of.
  @inline(__always)
  func forEachCell(with team: Team, _ body: (_ target: Int, _ sources: UnsafeBufferPointer<Source>) -> Void) {
    team.run(vertical.count) { y, _ in
      withUnsafeTemporaryAllocation(of: Source.self, capacity: vertical.most * horizontal.most) { sources in
        for x in 0..<horizontal.count {
          var count = 0
          vertical.forEach(of: y) { row in
            horizontal.forEach(of: x) { column in
              sources.initializeElement(
                at: count,
                to: Source(
                  offset: row.source * sourceRow + column.source * lanes,
                  kernel: UInt32(truncatingIfNeeded: row.kernel * kernelWidth + column.kernel),
                  weight: row.weight * column.weight))
              count += 1
            }
          }
          body((y * horizontal.count + x) * lanes, UnsafeBufferPointer(rebasing: sources[..<count]))
        }
      }
    }
  }

  /// Calls `accept` with eight floats at a time of the map that is made: the weighted sum of what goes into them.
  @inline(__always)
  func sum(
    _ values: UnsafePointer<Float>, with team: Team, _ accept: (_ offset: Int, _ sum: SIMD8<Float>) -> Void
  ) {
    forEachCell(with: team) { target, sources in
      var lane = 0
      while lane < lanes {
        var sum = SIMD8<Float>.zero
        for source in sources {
          sum.addProduct(load8(values + source.offset + lane), SIMD8(repeating: source.weight))
        }
        accept(target + lane, sum)
        lane += 8
      }
    }
  }
}

extension WindowGather {
  /// The cells of a layer's output out of its input's, and the input's out of the output's.
  ///
  /// - Parameters:
  ///   - rows, columns: which meet along each side.
  ///   - kernelWidth: cells in a row of the kernel.
  static func bothWays(
    rows: [AxisGather.Pair], columns: [AxisGather.Pair], input: Shape, output: Shape, kernelWidth: Int = 1
  ) -> (inputsOfOutputs: WindowGather, outputsOfInputs: WindowGather) {
    (
      WindowGather(
        vertical: .inputs(ofOutputs: output.height, rows),
        horizontal: .inputs(ofOutputs: output.width, columns), lanes: input.lanes, sourceRow: input.row,
        kernelWidth: kernelWidth),
      WindowGather(
        vertical: .outputs(ofInputs: input.height, rows),
        horizontal: .outputs(ofInputs: input.width, columns), lanes: input.lanes, sourceRow: output.row,
        kernelWidth: kernelWidth)
    )
  }
}

extension GradientTarget {
  /// Adds, or writes, the gradient that `gather` makes of `values`.
  func accumulate(
    _ gather: WindowGather, of values: UnsafePointer<Float>, in arena: Arena, with team: Team
  ) {
    let target = arena[buffer]
    let adds = adds
    gather.sum(values, with: team) { offset, sum in
      let before = adds ? load8(target + offset) : .zero
      store8(before + sum, to: target + offset)
    }
  }
}
