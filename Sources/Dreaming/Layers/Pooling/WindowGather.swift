/// For each cell along one side of a feature map that is made, the cells of another that go into it.
///
/// Pools and padding know it for their output (which cells of the input?) and, turned around, for their input's gradient
/// (which cells of the output?).
struct AxisGather {
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
  /// Where each cell's entries begin, and where the last one's end.
  private let starts: [Int]
  private let entries: [Entry]

  /// - Parameter pairs: each cell that is made, below `count`, with what goes into it; in the order of their use.
  init(count: Int, _ pairs: [(target: Int, entry: Entry)]) {
    self.count = count
    var lists = [[Entry]](repeating: [], count: count)
    for (target, entry) in pairs { lists[target].append(entry) }
    starts = lists.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    entries = lists.flatMap { $0 }
    most = lists.map(\.count).max() ?? 0
  }

  /// Calls `body` with what goes into a cell.
  @inline(__always)
  func forEach(of target: Int, _ body: (Entry) -> Void) {
    for index in starts[target]..<starts[target + 1] { body(entries[index]) }
  }
}

extension Window {
  /// Every meeting of a window with a cell of the input, as (cell of the input, cell of the output, cell of the kernel).
  var meetings: [(input: Int, output: Int, kernel: Int)] {
    (0..<output).flatMap { output in
      (0..<kernel).compactMap { cell in
        let input = output * stride - before + cell * dilation
        return (0..<size).contains(input) ? (input, output, cell) : nil
      }
    }
  }

  /// For each cell of the output, the cells of the input.
  ///
  /// - Parameter weights: one for each cell of the output.
  func inputs(weights: [Float]) -> AxisGather {
    AxisGather(
      count: output,
      meetings.map { ($0.output, .init(source: $0.input, kernel: $0.kernel, weight: weights[$0.output])) })
  }

  /// For each cell of the input, the cells of the output.
  ///
  /// - Parameter weights: one for each cell of the output.
  func outputs(weights: [Float]) -> AxisGather {
    AxisGather(
      count: size,
      meetings.map { ($0.input, .init(source: $0.output, kernel: $0.kernel, weight: weights[$0.output])) })
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
