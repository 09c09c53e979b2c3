import Testing

@testable import Dreaming

@Suite struct AveragePoolTests {
  @Test(arguments: PoolGeometry.all, [false, true])
  func theMeanOfEachWindow(pool: PoolGeometry, countsPadding: Bool) throws {
    try OperationCheck()(channels: [13]) { builder, inputs in
      builder.add(AveragePool(geometry: pool.geometry, countsPadding: countsPadding), inputs)
    } expected: {
      pool.windows(over: $0[0]) { values, cells in
        values.isEmpty ? 0 : values.reduce(0, +) / Float(countsPadding ? cells : values.count)
      }
    }
  }
}
