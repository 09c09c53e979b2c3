import Testing

@testable import Dreaming

@Suite struct ConcatenationTests {
  @Test(arguments: [[8, 16], [5, 13, 8], [3, 1, 2], [24]])
  func channelsOneAfterTheOther(channels: [Int]) throws {
    try OperationCheck()(channels: channels) { builder, inputs in
      builder.add(Concatenation(), inputs, channels: channels.reduce(0, +))
    } expected: {
      concatenation(of: $0)
    }
  }

  @Test func theSameValueTwice() throws {
    try OperationCheck()(channels: [5]) { builder, inputs in
      builder.add(Concatenation(), [inputs[0], inputs[0]], channels: 10)
    } expected: {
      concatenation(of: [$0[0], $0[0]])
    }
  }

  private func concatenation(of maps: [ReferenceMap]) -> ReferenceMap {
    let sources = maps.flatMap { map in (0..<map.channels).map { (map, $0) } }
    return ReferenceMap(height: maps[0].height, width: maps[0].width, channels: sources.count) {
      y, x, channel in
      sources[channel].0[y, x, sources[channel].1]
    }
  }
}
