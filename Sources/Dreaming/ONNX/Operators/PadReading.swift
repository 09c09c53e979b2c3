/// Borders.
extension ONNXReader {
  mutating func readPad(_ node: ONNXNode) throws(DreamError) {
    var map = try rawFeatures(0, of: node)
    let border = try border(of: node, map)
    let sides = [border.top, border.left, border.bottom, border.right]
    guard sides.contains(where: { $0 != 0 }) else { return try define(node, as: map) }
    let content = try content(node)
    if content == .constant(0), sides.allSatisfy({ $0 >= 0 }) {
      map.border.top += border.top
      map.border.left += border.left
      map.border.bottom += border.bottom
      map.border.right += border.right
      return try define(node, as: map)
    }
    map = try settled(map, for: node)
    let padding = BorderPadding(
      top: border.top, left: border.left, bottom: border.bottom, right: border.right, content: content)
    try define(node, padding, of: [map])
  }

  private func border(of node: ONNXNode, _ map: TensorView) throws(DreamError) -> TensorView.Border {
    let pads = try integers(1, of: node) ?? node.integers("pads") ?? node.integers("paddings") ?? []
    let listed = try integers(3, of: node) ?? Array(map.axes.indices)
    guard pads.count == 2 * listed.count else {
      throw node.error("its pads are \(pads); they should be two for each of \(listed.count) dimensions")
    }
    let sizes = -1024...1024
    var border = TensorView.Border()
    for (index, number) in listed.enumerated() {
      let (before, after) = (pads[index], pads[index + listed.count])
      guard sizes.contains(before), sizes.contains(after) else {
        throw node.error("its pads are \(pads); Reverie takes up to \(sizes.upperBound)")
      }
      switch map.axis(number).map({ map.axes[$0] }) {
      case .height: (border.top, border.bottom) = (before, after)
      case .width: (border.left, border.right) = (before, after)
      default:
        guard before == 0, after == 0 else { throw node.error("Reverie pads height and width only") }
      }
    }
    return border
  }

  private func content(_ node: ONNXNode) throws(DreamError) -> BorderPadding.Content {
    switch node.text("mode") ?? "constant" {
    case "constant", "":
      let value = node.hasInput(2) ? try floats(2, of: node).first ?? 0 : node.float("value") ?? 0
      guard value.isFinite else { throw node.error("its border is \(value)") }
      return .constant(value)
    case "reflect": return .reflection
    case "edge": return .edge
    case let mode: throw node.error("Reverie can't do borders of mode '\(mode)'")
    }
  }
}
