import Testing

@testable import Dreaming

@Suite struct TilesTests {
  /// Compares a gradient from tiles with the whole picture's: value, size of the difference, largest difference.
  private func compare(
    _ network: Network, _ terms: [String], width: Int, height: Int, side: Int, line: Int = #line
  ) throws {
    let picture = randomPicture(width: width, height: height)
    let weights = terms.indices.map { 1 / Float($0 + 1) }
    func evaluate(_ size: TileSize) throws -> (value: Float, gradient: [Float]) {
      let objective = Objective(network: network, width: width, height: height, tileSize: size)
      try objective.prepare(
        for: terms.map { ResolvedTerm(term: try DreamTerm($0, of: network), weight: 1) })
      return objective.evaluate(at: picture, weights: weights)
    }
    let whole = try evaluate(.fitting(bytes: .max))
    let tiled = try evaluate(.side(side))
    let here: Comment = "line \(line), side \(side)"
    #expect(abs(tiled.value - whole.value) < 1e-5 * max(1, abs(whole.value)), here)
    #expect(relativeError(tiled.gradient, whole.gradient) < 1e-5, here)
    let largest = whole.gradient.reduce(0) { max($0, abs($1)) }
    #expect(distance(tiled.gradient, whole.gradient) < 1e-4 * largest, "a seam: \(here)")
  }

  /// Pools that round up or down, branches, a border that mirrors, cells that are lost at the border: all that moves grids.
  private func oddNetwork() -> Network {
    var builder = GraphBuilder()
    let first = builder.convolution(to: 8, kernel: 5, stride: 2)
    let relu = builder.add(Clamp(low: 0, high: .infinity), [first])
    var geometry = KernelGeometry(height: 3, width: 3, verticalStride: 2, horizontalStride: 2)
    geometry.roundsUp = true
    let pooled = builder.add(MaximumPool(geometry: geometry), [relu])
    var average = KernelGeometry(height: 3, width: 3)
    average.padding = .explicit(top: 1, left: 1, bottom: 1, right: 1)
    let mean = builder.add(AveragePool(geometry: average, countsPadding: true), [pooled])
    let wide = builder.convolution(pooled, to: 8, kernel: 3)
    let both = builder.add(Concatenation(), [mean, wide], channels: 16)
    let mirrored = builder.add(
      BorderPadding(top: 2, left: 1, bottom: 1, right: 2, content: .reflection), [both])
    var valid = KernelGeometry(height: 2, width: 4, verticalStride: 2, horizontalStride: 3)
    valid.roundsUp = true
    let mean2 = builder.add(AveragePool(geometry: valid, countsPadding: false), [mirrored])
    let last = builder.convolution(mean2, to: 8, kernel: 3)
    _ = builder.add(Arithmetic.sum, [last, last])
    return builder.network
  }

  @Test(arguments: [(101, 67), (96, 96), (61, 130), (29, 31)], [1, 24, 40])
  func anOddNetworksGradientIsThatOfTheWhole(size: (width: Int, height: Int), side: Int) throws {
    let network = oddNetwork()
    let (width, height) = size
    try compare(network, ["v10"], width: width, height: height, side: side)
    try compare(network, ["v9:2,5", "v6", "v1:0-3", "v8"], width: width, height: height, side: side)
  }

  @Test(arguments: [48, 130])
  func theShippedNetworksGradientIsThatOfTheWhole(side: Int) throws {
    let network = try shippedNetwork.get()
    try compare(network, ["block5"], width: 403, height: 131, side: side)
    try compare(network, ["block3:1-4", "stem", "block5"], width: 403, height: 131, side: side)
    try compare(network, ["block7"], width: 901, height: 33, side: side)
  }

  @Test func classesAndGuidesAreTiledToo() throws {
    var builder = GraphBuilder()
    let first = builder.convolution(to: 8, kernel: 3, stride: 2)
    let second = builder.convolution(first, to: 8, kernel: 3, stride: 2)
    _ = builder.convolution(second, to: 5)
    try compare(builder.network, ["class:3"], width: 63, height: 41, side: 16)
    try compare(builder.network, ["class:3", "v2"], width: 63, height: 41, side: 16)
  }

  @Test func everyPixelBelongsToOneTile() throws {
    let network = oddNetwork()
    let tiles = try Tiles(
      network.graph, width: 101, height: 67, values: [Value(node: 9)], size: .side(30), teamSize: 1)
    var owners = [Int](repeating: 0, count: 101 * 67)
    for tile in tiles.tiles {
      for y in tile.rows.own { for x in tile.columns.own { owners[y * 101 + x] += 1 } }
    }
    #expect(owners.allSatisfy { $0 == 1 })
    #expect(tiles.tiles.count > 1 && !tiles.isWhole)
  }

  @Test func tilesFitIntoTheirMemory() throws {
    let network = try shippedNetwork.get()
    let value = try network.value(of: "block3")
    func tiles(_ size: TileSize) throws -> Tiles {
      try Tiles(network.graph, width: 700, height: 500, values: [value], size: size, teamSize: 1)
    }
    let whole = try tiles(.fitting(bytes: .max))
    #expect(whole.isWhole)
    let bytes = 4 * whole.tiles[0].plan.arenaCount
    #expect(try tiles(.fitting(bytes: bytes)).isWhole)
    let third = try tiles(.fitting(bytes: bytes / 3))
    #expect((2...8).contains(third.tiles.count))
    #expect(third.tiles.allSatisfy { 4 * $0.plan.arenaCount <= bytes / 3 })
  }

  @Test func whatLooksAtTheWholePictureIsNotTiled() throws {
    var builder = GraphBuilder()
    let first = builder.convolution(to: 8, kernel: 3)
    let mean = builder.add(GlobalAveragePool(), [first])
    let gated = builder.add(Arithmetic.product, [first, mean])
    let graph = builder.network.graph
    #expect(
      try Tiles(graph, width: 40, height: 40, values: [gated], size: .fitting(bytes: 1), teamSize: 1).isWhole)
    #expect(throws: DreamError.untileable(network: "test")) {
      try Tiles(graph, width: 40, height: 40, values: [gated], size: .side(20), teamSize: 1)
    }
    #expect(try !Tiles(graph, width: 40, height: 40, values: [first], size: .side(20), teamSize: 1).isWhole)
  }
}
