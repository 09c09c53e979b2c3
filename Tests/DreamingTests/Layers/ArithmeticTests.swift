import Testing

@testable import Dreaming

@Suite struct ArithmeticTests {
  private func check(
    _ operation: any Graph.Operation, _ function: @escaping (Float, Float) -> Float
  ) throws {
    try OperationCheck()(channels: [13, 13]) { builder, inputs in
      builder.add(operation, inputs)
    } expected: { inputs in
      combined(inputs[0], inputs[1], function)
    }
    // The same value twice.
    try OperationCheck()(channels: [8]) { builder, inputs in
      let result = builder.add(operation, [inputs[0], inputs[0]])
      // A difference would be nothing but zeros, whose gradient is nothing too.
      return builder.add(Arithmetic.sum, [result, inputs[0]])
    } expected: { inputs in
      combined(inputs[0], inputs[0]) { function($0, $1) + $0 }
    }
    // A single cell, in either place.
    for cellFirst in [false, true] {
      try OperationCheck()(channels: [5, 5]) { builder, inputs in
        let cell = builder.add(GlobalAveragePool(), [inputs[1]])
        return builder.add(operation, cellFirst ? [cell, inputs[0]] : [inputs[0], cell])
      } expected: { inputs in
        let cell = mean(of: inputs[1])
        return cellFirst ? combined(cell, inputs[0], function) : combined(inputs[0], cell, function)
      }
    }
  }

  private func combined(
    _ first: ReferenceMap, _ second: ReferenceMap, _ function: (Float, Float) -> Float
  ) -> ReferenceMap {
    func value(_ map: ReferenceMap, _ y: Int, _ x: Int, _ channel: Int) -> Float {
      map[min(y, map.height - 1), min(x, map.width - 1), channel]
    }
    return ReferenceMap(
      height: max(first.height, second.height), width: max(first.width, second.width),
      channels: first.channels
    ) { y, x, channel in
      function(value(first, y, x, channel), value(second, y, x, channel))
    }
  }

  @Test func sums() throws {
    try check(Arithmetic.sum) { $0 + $1 }
  }

  @Test func differences() throws {
    try OperationCheck()(channels: [13, 13]) { builder, inputs in
      builder.add(Arithmetic.difference, inputs)
    } expected: {
      combined($0[0], $0[1]) { $0 - $1 }
    }
    try check(Arithmetic.difference) { $0 - $1 }
  }

  @Test func products() throws {
    try check(Arithmetic.product) { $0 * $1 }
  }

  @Test func aClampAfterwards() throws {
    let operations: [(any Graph.Operation, (Float, Float) -> Float)] = [
      (Arithmetic.sum, { $0 + $1 }), (Arithmetic.difference, { $0 - $1 }), (Arithmetic.product, { $0 * $1 }),
    ]
    for (operation, function) in operations {
      try OperationCheck(step: 0.2)(channels: [13, 13]) { builder, inputs in
        builder.add(Clamp(low: 0, high: 2), [builder.add(operation, inputs)])
      } expected: {
        combined($0[0], $0[1]) { min(max(function($0, $1), 0), 2) }
      }
    }
  }
}

/// The mean over all cells.
func mean(of map: ReferenceMap) -> ReferenceMap {
  ReferenceMap(height: 1, width: 1, channels: map.channels) { _, _, channel in
    var sum = 0.0
    for y in 0..<map.height {
      for x in 0..<map.width { sum += Double(map[y, x, channel]) }
    }
    return Float(sum / Double(map.height * map.width))
  }
}
