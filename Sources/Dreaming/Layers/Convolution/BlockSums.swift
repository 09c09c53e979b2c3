import VectorKernels

/// The gradient of an input of few channels, a picture's: whole blocks of its cells at once, as one product's columns.
struct BlockSums: BandedSums {
  private let vertical: WindowBlocks
  private let horizontal: WindowBlocks
  private let target: Shape
  private let padded: PaddedRows
  private let matrix: WeightMatrix
  /// Floats from a window's start to where each of its rows in padded rows starts.
  private let segments: [Int]
  /// Of rows of blocks.
  private let bands: [Range<Int>]

  /// Whether a convolution's gradient can be computed like this.
  static func suit(_ convolution: Convolution) -> Bool {
    let geometry = convolution.geometry
    return convolution.inputLanes < 8 && convolution.weights.groups == 1 && geometry.verticalDilation == 1
      && geometry.horizontalDilation == 1
  }

  /// - Parameters:
  ///   - vertical, horizontal: how the kernel moves over the input.
  ///   - source: the output's shape.
  ///   - target: the input's.
  init(_ kernel: KernelMatrices, vertical: Window, horizontal: Window, source: Shape, target: Shape) {
    (self.vertical, self.horizontal) = (WindowBlocks(vertical), WindowBlocks(horizontal))
    self.target = target
    matrix = kernel.blocks(self.vertical, self.horizontal)
    let padded = PaddedRows(
      source: source, columns: self.horizontal.sources(of: 0..<self.horizontal.count))
    self.padded = padded
    segments = (0..<self.vertical.taps).map { $0 * padded.pitch }
    let floatsInCache = 96 * 1024
    let perRow = self.vertical.sourceStep * padded.pitch
    bands = Dreaming.bands(of: self.vertical.count, height: max(1, floatsInCache / max(1, perRow)))
  }

  var count: Int { bands.count }

  var scratchCount: Int {
    let rows = bands.first.map { vertical.sources(of: $0).count } ?? 0
    return productCount + rows * padded.pitch
  }

  private var productCount: Int { horizontal.count * matrix.columns }

  func compute(
    band: Int, from source: MaskedCells, bias: UnsafePointer<Float>?,
    into output: UnsafeMutablePointer<Float>, epilogue: Epilogue, scratch: UnsafeMutablePointer<Float>
  ) {
    let rows = bands[band]
    let (products, cells) = (scratch, scratch + productCount)
    padded.copy(vertical.sources(of: rows), of: source, into: cells)
    for row in rows {
      segments.withUnsafeBufferPointer { segments in
        matrix.multiply(
          cells + (row - rows.lowerBound) * vertical.sourceStep * padded.pitch, cells: horizontal.count,
          inputStride: horizontal.sourceStep * padded.source.lanes, segments: segments, into: products)
      }
      spread(products, row, into: output, epilogue)
    }
  }

  /// Brings a row of blocks to the target.
  private func spread(
    _ products: UnsafePointer<Float>, _ row: Int, into output: UnsafeMutablePointer<Float>,
    _ epilogue: Epilogue
  ) {
    let run = horizontal.block * target.lanes
    for line in 0..<min(vertical.block, target.height - row * vertical.block) {
      for column in 0..<horizontal.count {
        // A block's cells in one of its rows are side by side in the target, too.
        let cell = (row * vertical.block + line) * target.width + column * horizontal.block
        let cells = min(horizontal.block, target.width - column * horizontal.block)
        epilogue.advanced(byCells: cell).store(
          products + (column * matrix.columns + line * run), cells: 1, lanes: cells * target.lanes,
          into: output + cell * target.lanes, stride: 0)
      }
    }
  }
}
