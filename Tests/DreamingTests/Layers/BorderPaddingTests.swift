import Testing

@testable import Dreaming

@Suite struct BorderPaddingTests {
  private func check(
    _ padding: BorderPadding,
    _ content: @escaping (_ map: ReferenceMap, _ y: Int, _ x: Int, _ channel: Int) -> Float
  ) throws {
    try OperationCheck()(channels: [13]) { builder, inputs in
      builder.add(padding, inputs)
    } expected: { inputs in
      let map = inputs[0]
      return ReferenceMap(
        height: map.height + padding.top + padding.bottom, width: map.width + padding.left + padding.right,
        channels: 13
      ) { content(map, $0 - padding.top, $1 - padding.left, $2) }
    }
  }

  @Test func constant() throws {
    try check(BorderPadding(top: 1, left: 2, bottom: 3, right: 0, content: .constant(0.4))) {
      map, y, x, channel in
      map.inside(y, x, channel) ?? 0.4
    }
  }

  @Test func reflection() throws {
    try check(BorderPadding(top: 6, left: 3, bottom: 2, right: 8, content: .reflection)) {
      map, y, x, channel in
      func mirrored(_ index: Int, _ size: Int) -> Int { size - 1 - abs(size - 1 - abs(index)) }
      return map[mirrored(y, map.height), mirrored(x, map.width), channel]
    }
  }

  @Test func edge() throws {
    try check(BorderPadding(top: 1, left: 2, bottom: 3, right: 4, content: .edge)) { map, y, x, channel in
      map[min(max(y, 0), map.height - 1), min(max(x, 0), map.width - 1), channel]
    }
  }

  @Test func cuttingOff() throws {
    try check(BorderPadding(top: -2, left: 1, bottom: -1, right: -3, content: .constant(0))) {
      map, y, x, channel in
      map.inside(y, x, channel) ?? 0
    }
  }
}
