import Testing

@testable import Dreaming

@Suite struct GlobalAveragePoolTests {
  @Test(arguments: [8, 13]) func theMeanOverAllCells(channels: Int) throws {
    try OperationCheck()(channels: [channels]) { builder, inputs in
      builder.add(GlobalAveragePool(), inputs)
    } expected: {
      mean(of: $0[0])
    }
  }
}
