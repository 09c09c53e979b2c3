import Testing

@testable import Dreaming

@Suite struct MaximumPoolTests {
  @Test(arguments: PoolGeometry.all)
  func theLargestOfEachWindow(pool: PoolGeometry) throws {
    try OperationCheck()(channels: [13]) { builder, inputs in
      builder.add(MaximumPool(geometry: pool.geometry), inputs)
    } expected: {
      pool.windows(over: $0[0]) { values, _ in values.max() ?? 0 }
    }
  }

  @Test func paddingNeverWins() throws {
    let pool = PoolGeometry(3, 3, pads: (1, 1, 1, 1))
    try OperationCheck()(channels: [8]) { builder, inputs in
      let negative = builder.add(
        Affine(scale: [Float](repeating: 1, count: 8), offset: [Float](repeating: -9, count: 8)),
        inputs)
      return builder.add(MaximumPool(geometry: pool.geometry), [negative])
    } expected: {
      pool.windows(over: $0[0]) { values, _ in (values.max() ?? 0) - 9 }
    }
  }

  @Test func ofEqualValuesOnlyTheFirstIsPulled() throws {
    var builder = GraphBuilder()
    _ = builder.add(
      MaximumPool(geometry: PoolGeometry(2, 2, strides: (2, 2)).geometry), [builder.convolution(to: 8)])
    let objective = try Objective(network: builder.network, width: 4, height: 2, layers: ["v2"])
    let gradient = objective.evaluate(at: [Float](repeating: 200, count: 24), weights: [1]).gradient
    let pulled = (0..<8).map { pixel in (0..<3).contains { gradient[$0 * 8 + pixel] != 0 } }
    #expect(pulled == [true, false, true, false, false, false, false, false])
  }
}
