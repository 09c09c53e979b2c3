import VectorKernels

/// A 3x3 convolution with stride 1 by `Winograd`'s products, in bands of rows of tiles.
struct WinogradSums: BandedSums {
  let scratchCount: Int
  private let bands: [Range<Int>]
  /// One a frequency.
  private let matrices: [WeightMatrix]
  private let target: Shape
  private let padded: PaddedRows
  /// The source's row that target row 0's first tap meets.
  private let firstRow: Int
  /// Tiles in a row.
  private let tiles: Int

  /// Whether this is the faster way: other geometries it can't do; with few channels or on a map that tiles don't fit, the
  /// transforms cost more than they save.
  static func suit(_ convolution: Convolution, source: Shape, target: Shape) -> Bool {
    let geometry = convolution.geometry
    let tiles = tiles(target.height) * tiles(target.width)
    return geometry.height == 3 && geometry.width == 3 && geometry.verticalStride == 1
      && geometry.horizontalStride == 1 && geometry.verticalDilation == 1 && geometry.horizontalDilation == 1
      && convolution.weights.groups == 1 && source.lanes >= 16 && target.lanes >= 16
      && tiles * 16 <= 2 * target.height * target.width
  }

  private static func tiles(_ cells: Int) -> Int { (cells + Winograd.tile - 1) / Winograd.tile }

  /// - Parameters:
  ///   - vertical, horizontal: where windows of three cells with a step of 1 are.
  ///   - source, target: shapes of the feature maps, of which height, width and lanes count.
  init(
    _ kernel: KernelMatrices, _ direction: KernelMatrices.Direction, vertical: WindowTaps,
    horizontal: WindowTaps, source: Shape, target: Shape
  ) {
    self.target = target
    matrices = kernel.winograd(direction)
    firstRow = vertical.first
    tiles = Self.tiles(target.width)
    let perTile = Winograd.frequencies * (source.lanes + target.lanes)
    // Either what a band needs stays in the core's cache, or, with many channels, the matrices are read for so many tiles
    // that reading them doesn't matter.
    let floatsInCache = 256 * 1024
    let tilesInBand = max(floatsInCache / perTile, 160)
    let tileRows = min(Self.tiles(target.height), max(1, tilesInBand / tiles))
    bands = Dreaming.bands(of: target.height, height: tileRows * Winograd.tile)
    padded = PaddedRows(
      source: source, columns: horizontal.first..<horizontal.first + tiles * Winograd.tile + 2)
    let (factors, products) = (
      Self.pitch(tileRows * tiles, source.lanes), Self.pitch(tileRows * tiles, target.lanes)
    )
    scratchCount = Winograd.frequencies * (factors + products) + (tileRows * Winograd.tile + 2) * padded.pitch
  }

  var count: Int { bands.count }

  /// Floats from one frequency to the next; never a multiple of a large power of 2, which would all share one set of a cache.
  private static func pitch(_ tiles: Int, _ lanes: Int) -> Int { (tiles * lanes + 15) / 16 * 16 + 16 }

  func compute(
    band: Int, from source: MaskedCells, bias: UnsafePointer<Float>?,
    into output: UnsafeMutablePointer<Float>, epilogue: Epilogue, scratch: UnsafeMutablePointer<Float>
  ) {
    let rows = bands[band]
    let tileRows = Self.tiles(rows.count)
    let cells = tileRows * tiles
    let lanes = (source: padded.source.lanes, target: target.lanes)
    let (factorPitch, productPitch) = (Self.pitch(cells, lanes.source), Self.pitch(cells, lanes.target))
    let factors = scratch
    let products = factors + Winograd.frequencies * factorPitch
    let patches = products + Winograd.frequencies * productPitch
    let first = firstRow + rows.lowerBound
    padded.copy(first..<first + tileRows * Winograd.tile + 2, of: source, into: patches)
    for tileRow in 0..<tileRows {
      Kernels.best.winogradEvaluation(
        WinogradEvaluation(
          input: patches + tileRow * Winograd.tile * padded.pitch, inputRow: padded.pitch,
          lanes: lanes.source, tiles: tiles, factors: factors + tileRow * tiles * lanes.source,
          pitch: factorPitch))
    }
    for frequency in 0..<Winograd.frequencies {
      matrices[frequency].multiply(
        factors + frequency * factorPitch, cells: cells, into: products + frequency * productPitch)
    }
    for tileRow in 0..<tileRows {
      let y = rows.lowerBound + tileRow * Winograd.tile
      Kernels.best.winogradInterpolation(
        WinogradInterpolation(
          products: products + tileRow * tiles * lanes.target, pitch: productPitch, lanes: lanes.target,
          bias: bias, output: output + y * target.row, height: min(Winograd.tile, target.height - y),
          width: target.width, epilogue: epilogue.advanced(byCells: y * target.width)))
    }
  }
}
