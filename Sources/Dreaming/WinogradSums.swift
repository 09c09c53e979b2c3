/// A 3x3 convolution with stride 1 by `Winograd`'s products, in bands of rows of tiles.
struct WinogradSums: BandedSums {
  let bands: [Range<Int>]
  let scratchCount: Int
  private let matrices: [WeightMatrix]
  private let source: Shape
  private let target: Shape
  /// The source's cell that target cell 0's first tap meets.
  private let first: (y: Int, x: Int)
  /// Tiles in a row.
  private let tiles: Int
  /// Rows of tiles in a band, but for the last.
  private let tileRows: Int

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
    (self.source, self.target) = (source, target)
    matrices = kernel.winograd(direction)
    first = (vertical.first, horizontal.first)
    tiles = Self.tiles(target.width)
    let rows = Self.tiles(target.height)
    let perTile = Winograd.frequencies * (source.lanes + target.lanes)
    // Either what a band needs stays in the core's cache, or, with many channels, the matrices are read for so many tiles
    // that reading them doesn't matter.
    let floatsInCache = 256 * 1024
    let tilesInBand = max(floatsInCache / perTile, (source.lanes + target.lanes) / 8)
    tileRows = min(rows, max(1, tilesInBand / tiles))
    bands = Dreaming.bands(of: target.height, height: tileRows * Winograd.tile)
    let cells = (tileRows * Winograd.tile + 2) * (tiles * Winograd.tile + 2)
    scratchCount =
      cells * source.lanes
      + Winograd.frequencies * (Self.pitch(tileRows * tiles, source) + Self.pitch(tileRows * tiles, target))
  }

  /// Floats from one frequency to the next; never a multiple of a large power of 2, which would all share one set of a cache.
  private static func pitch(_ tiles: Int, _ shape: Shape) -> Int { (tiles * shape.lanes + 15) / 16 * 16 + 16 }

  func compute(
    band: Int, from input: UnsafePointer<Float>, adding: Bool, into output: UnsafeMutablePointer<Float>,
    scratch: UnsafeMutablePointer<Float>
  ) {
    let rows = bands[band]
    let tileRows = (rows.count + Winograd.tile - 1) / Winograd.tile
    let cells = tileRows * tiles
    let (factorPitch, productPitch) = (Self.pitch(cells, source), Self.pitch(cells, target))
    let factors = scratch
    let products = factors + Winograd.frequencies * factorPitch
    let patches = products + Winograd.frequencies * productPitch
    copyPadded(input, from: rows.lowerBound + first.y, rows: tileRows * Winograd.tile + 2, into: patches)
    for tileRow in 0..<tileRows {
      for tile in 0..<tiles {
        let corner = (tileRow * paddedWidth + tile) * Winograd.tile * source.lanes
        evaluate(
          patches + corner, into: factors + (tileRow * tiles + tile) * source.lanes, pitch: factorPitch)
      }
    }
    for (frequency, matrix) in matrices.enumerated() {
      matrix.multiply(
        factors + frequency * factorPitch, cells: cells, adding: false,
        into: products + frequency * productPitch)
    }
    for tileRow in 0..<tileRows {
      for tile in 0..<tiles {
        interpolate(
          products + (tileRow * tiles + tile) * target.lanes, pitch: productPitch, adding: adding,
          into: output, y: rows.lowerBound + tileRow * Winograd.tile, x: tile * Winograd.tile)
      }
    }
  }

  /// Cells in a row of patches.
  private var paddedWidth: Int { tiles * Winograd.tile + 2 }

  /// Rows of the source with all that windows reach over its border for, zeros.
  private func copyPadded(
    _ input: UnsafePointer<Float>, from start: Int, rows: Int, into patches: UnsafeMutablePointer<Float>
  ) {
    let pitch = paddedWidth * source.lanes
    // Columns of the source that are in a row.
    let left = min(max(0, -first.x), paddedWidth)
    let right = min(max(left, source.width - first.x), paddedWidth)
    for row in 0..<rows {
      let target = patches + row * pitch
      guard (0..<source.height).contains(start + row) else {
        target.update(repeating: 0, count: pitch)
        continue
      }
      target.update(repeating: 0, count: left * source.lanes)
      (target + left * source.lanes).update(
        from: input + ((start + row) * source.width + first.x + left) * source.lanes,
        count: (right - left) * source.lanes)
      (target + right * source.lanes).update(repeating: 0, count: (paddedWidth - right) * source.lanes)
    }
  }

  /// One tile's 36 factors of each channel.
  private func evaluate(
    _ patch: UnsafePointer<Float>, into factors: UnsafeMutablePointer<Float>, pitch: Int
  ) {
    let lanes = source.lanes
    let row = paddedWidth * lanes
    withUnsafeTemporaryAllocation(of: SIMD8<Float>.self, capacity: Winograd.frequencies) { half in
      guard let half = half.baseAddress else { return }
      for lane in stride(from: 0, to: lanes, by: 8) {
        for column in 0..<6 {
          let cell = patch + (column * lanes + lane)
          let line = Winograd.evaluated(
            (
              load8(cell), load8(cell + row), load8(cell + 2 * row), load8(cell + 3 * row),
              load8(cell + 4 * row), load8(cell + 5 * row)
            ))
          half[column] = line.0
          half[column + 6] = line.1
          half[column + 12] = line.2
          half[column + 18] = line.3
          half[column + 24] = line.4
          half[column + 30] = line.5
        }
        for frequency in 0..<6 {
          let start = half + frequency * 6
          let line = Winograd.evaluated((start[0], start[1], start[2], start[3], start[4], start[5]))
          let target = factors + (frequency * 6 * pitch + lane)
          store8(line.0, to: target)
          store8(line.1, to: target + pitch)
          store8(line.2, to: target + 2 * pitch)
          store8(line.3, to: target + 3 * pitch)
          store8(line.4, to: target + 4 * pitch)
          store8(line.5, to: target + 5 * pitch)
        }
      }
    }
  }

  /// One tile's outputs from its 36 products of each channel.
  private func interpolate(
    _ products: UnsafePointer<Float>, pitch: Int, adding: Bool, into output: UnsafeMutablePointer<Float>,
    y: Int, x: Int
  ) {
    let lanes = target.lanes
    let (height, width) = (min(Winograd.tile, target.height - y), min(Winograd.tile, target.width - x))
    withUnsafeTemporaryAllocation(of: SIMD8<Float>.self, capacity: 24) { half in
      guard let half = half.baseAddress else { return }
      for lane in stride(from: 0, to: lanes, by: 8) {
        for column in 0..<6 {
          let start = products + (column * pitch + lane)
          let down = 6 * pitch
          let line = Winograd.interpolated(
            (
              load8(start), load8(start + down), load8(start + 2 * down), load8(start + 3 * down),
              load8(start + 4 * down), load8(start + 5 * down)
            ))
          half[column] = line.0
          half[column + 6] = line.1
          half[column + 12] = line.2
          half[column + 18] = line.3
        }
        for row in 0..<height {
          let start = half + row * 6
          let line = Winograd.interpolated((start[0], start[1], start[2], start[3], start[4], start[5]))
          let cell = output + (((y + row) * target.width + x) * lanes + lane)
          leave(line.0, at: cell, adding: adding)
          if width > 1 { leave(line.1, at: cell + lanes, adding: adding) }
          if width > 2 { leave(line.2, at: cell + 2 * lanes, adding: adding) }
          if width > 3 { leave(line.3, at: cell + 3 * lanes, adding: adding) }
        }
      }
    }
  }

  @inline(__always)
  private func leave(_ value: SIMD8<Float>, at cell: UnsafeMutablePointer<Float>, adding: Bool) {
    store8(adding ? load8(cell) + value : value, to: cell)
  }

  @inline(__always)
  private func load8(_ pointer: UnsafePointer<Float>) -> SIMD8<Float> {
    UnsafeRawPointer(pointer).loadUnaligned(as: SIMD8<Float>.self)
  }

  @inline(__always)
  private func store8(_ value: SIMD8<Float>, to pointer: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(pointer).storeBytes(of: value, as: SIMD8<Float>.self)
  }
}
