/// Sums over windows as matrix products: the window of each target cell, gathered as one long row, times a matrix.
///
/// Where windows are single cells side by side, the source is the matrix already. Each group has a product of its own.
struct WindowSums: BandedSums {
  /// The rows from the first to the last that a band writes; with a step of more than 1, those between belong to others.
  let bands: [Range<Int>]
  private let vertical: WindowTaps
  private let horizontal: WindowTaps
  private let source: Shape
  private let target: Shape
  /// One for each group.
  private let matrices: [WeightMatrix]
  /// Of `vertical.targetCount`.
  private let targetRows: [Range<Int>]

  /// - Parameters:
  ///   - vertical, horizontal: where windows are.
  ///   - source, target: shapes of the feature maps, of which height, width and lanes count.
  init(
    _ kernel: KernelMatrices, _ direction: KernelMatrices.Direction, vertical: WindowTaps,
    horizontal: WindowTaps, source: Shape, target: Shape
  ) {
    (self.vertical, self.horizontal, self.source, self.target) = (vertical, horizontal, source, target)
    matrices =
      vertical.kernel.isEmpty || horizontal.kernel.isEmpty
      ? [] : kernel.windows(vertical.kernel, horizontal.kernel, direction)
    let floatsInCache = 96 * 1024
    let perCell = (matrices.first.map { $0.rows + $0.columns } ?? target.lanes)
    let height = max(1, floatsInCache / (perCell * max(1, horizontal.targetCount)))
    targetRows = Dreaming.bands(of: vertical.targetCount, height: min(height, max(1, vertical.targetCount)))
    bands = targetRows.map { rows in
      let first = vertical.targetStart + rows.lowerBound * vertical.targetStep
      return first..<first + (rows.count - 1) * vertical.targetStep + 1
    }
  }

  var scratchCount: Int {
    guard let matrix = matrices.first else { return 0 }
    let cells = (targetRows.first?.count ?? 0) * horizontal.targetCount
    return cells * ((sourceIsMatrix ? 0 : matrix.rows) + (targetIsMatrix ? 0 : matrix.columns))
  }

  /// Whether windows lie in the source as the product wants them.
  private var sourceIsMatrix: Bool {
    matrices.count == 1
      && [(vertical, source.height), (horizontal, source.width)].allSatisfy { taps, size in
        taps.kernel.count == 1 && taps.first == 0 && taps.sourceStep == 1 && taps.targetCount == size
      }
  }

  /// Whether the product can leave its result where it belongs.
  private var targetIsMatrix: Bool {
    matrices.count == 1 && vertical.targetStep == 1 && horizontal.targetStep == 1
  }

  func compute(
    band: Int, from input: UnsafePointer<Float>, adding: Bool, into output: UnsafeMutablePointer<Float>,
    scratch: UnsafeMutablePointer<Float>
  ) {
    let rows = targetRows[band]
    guard !matrices.isEmpty else {
      if !adding { clear(rows, output, from: 0) }
      return
    }
    let cells = rows.count * horizontal.targetCount
    for (group, matrix) in matrices.enumerated() {
      let windows: UnsafePointer<Float>
      var products = scratch
      if sourceIsMatrix {
        windows = input + rows.lowerBound * source.row
      } else {
        gather(rows, input, group: group, lanes: matrix.rows / area, into: scratch)
        windows = UnsafePointer(scratch)
        products += cells * matrix.rows
      }
      if targetIsMatrix {
        matrix.multiply(windows, cells: cells, adding: adding, into: output + rows.lowerBound * target.row)
      } else {
        matrix.multiply(windows, cells: cells, adding: false, into: products)
        spread(products, rows, group: group, lanes: matrix.columns, adding: adding, into: output)
      }
    }
    if !adding, !targetIsMatrix {
      clear(rows, output, from: matrices.count * matrices[0].columns)
    }
  }

  private var area: Int { vertical.kernel.count * horizontal.kernel.count }

  /// Copies the windows of target rows `rows` out of the source, zeros where they reach over its border.
  private func gather(
    _ rows: Range<Int>, _ input: UnsafePointer<Float>, group: Int, lanes: Int,
    into windows: UnsafeMutablePointer<Float>
  ) {
    var window = windows
    let (first, distance, step) = (horizontal.first, horizontal.distance, horizontal.sourceStep)
    let taps = horizontal.kernel.count
    // Taps side by side are one run of floats.
    let runs = distance == 1 && lanes == source.lanes
    for row in rows {
      for column in 0..<horizontal.targetCount {
        let x = first + column * step
        for tapRow in vertical.kernel.indices {
          let y = vertical.source(target: row, tap: tapRow)
          if y < 0 || y >= source.height {
            clear(window, taps * lanes)
          } else if runs, x >= 0, x + taps <= source.width {
            copy(input + (y * source.width + x) * lanes, to: window, taps * lanes)
          } else {
            for tap in 0..<taps {
              let cell = x + tap * distance
              if cell < 0 || cell >= source.width {
                clear(window + tap * lanes, lanes)
              } else {
                copy(
                  input + (y * source.width + cell) * source.lanes + group * lanes, to: window + tap * lanes,
                  lanes)
              }
            }
          }
          window += taps * lanes
        }
      }
    }
  }

  /// Brings products to the target's cells.
  private func spread(
    _ products: UnsafePointer<Float>, _ rows: Range<Int>, group: Int, lanes: Int, adding: Bool,
    into output: UnsafeMutablePointer<Float>
  ) {
    var products = products
    forEachCell(of: rows, output) { cell in
      let cell = cell + group * lanes
      if adding {
        for lane in 0..<lanes { cell[lane] += products[lane] }
      } else {
        copy(products, to: cell, lanes)
      }
      products += lanes
    }
  }

  /// Writes zeros into the lanes from `lane` on.
  private func clear(_ rows: Range<Int>, _ output: UnsafeMutablePointer<Float>, from lane: Int) {
    guard lane < target.lanes else { return }
    forEachCell(of: rows, output) { cell in clear(cell + lane, target.lanes - lane) }
  }

  @inline(__always)
  private func forEachCell(
    of rows: Range<Int>, _ output: UnsafeMutablePointer<Float>, _ body: (UnsafeMutablePointer<Float>) -> Void
  ) {
    let step = horizontal.targetStep * target.lanes
    for row in rows {
      let y = vertical.targetStart + row * vertical.targetStep
      var cell = output + (y * target.width + horizontal.targetStart) * target.lanes
      for _ in 0..<horizontal.targetCount {
        body(cell)
        cell += step
      }
    }
  }

  // Most runs are too short to be worth a call.
  @inline(__always)
  private func copy(_ source: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>, _ count: Int) {
    for index in 0..<count { target[index] = source[index] }
  }

  @inline(__always)
  private func clear(_ target: UnsafeMutablePointer<Float>, _ count: Int) {
    for index in 0..<count { target[index] = 0 }
  }
}
