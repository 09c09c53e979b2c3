/// What moves no number: other orders of axes, axes joined, dropped and added.
extension ONNXReader {
  mutating func readTranspose(_ node: ONNXNode) throws(DreamError) {
    switch try operand(0, of: node) {
    case .constant(let tensor):
      let order = node.integers("perm") ?? tensor.shape.indices.reversed()
      guard order.sorted() == Array(tensor.shape.indices) else { throw node.error("its perm is \(order)") }
      try define(node, constant: tensor.transposed(order))
    case .features(var map):
      map = try unbordered(map, node)
      let order = node.integers("perm") ?? map.axes.indices.reversed()
      guard order.sorted() == Array(map.axes.indices) else {
        throw node.error("its perm is \(order) for \(map.axes.count) dimensions")
      }
      map.axes = order.map { map.axes[$0] }
      try define(node, as: map)
    }
  }

  mutating func readReshape(_ node: ONNXNode) throws(DreamError) {
    // Before opset 14 there was no way to ask for a dimension of 0.
    let copiesZeros = node.integer("allowzero") ?? 0 == 0
    guard let extents = try constant(1, of: node).extents else {
      throw node.error("its shape isn't made of whole numbers")
    }
    switch try operand(0, of: node) {
    case .constant(let tensor):
      try define(node, constant: try reshaped(tensor, to: extents, copiesZeros: copiesZeros, node))
    case .features(var map):
      map = try unbordered(map, node)
      let target = extents.enumerated().map { index, extent -> Extent? in
        if extent == .known(-1) { return nil }
        guard extent == .known(0), copiesZeros, map.axes.indices.contains(index) else { return extent }
        return map.extent(of: map.axes[index])
      }
      guard let axes = map.reshaped(to: target) else {
        throw node.error(
          "Reverie can't follow a reshape of [\(map.text)] to [\(target.map(Self.text).joined(separator: ", "))]"
        )
      }
      map.axes = axes
      try define(node, as: map)
    }
  }

  private static func text(_ extent: Extent?) -> String {
    switch extent {
    case nil: "-1"
    case .known(let number): "\(number)"
    case .batch: "batch"
    case .open: "?"
    }
  }

  private func reshaped(
    _ tensor: Tensor, to extents: [Extent], copiesZeros: Bool, _ node: ONNXNode
  ) throws(DreamError) -> Tensor {
    var shape: [Int] = []
    for (index, extent) in extents.enumerated() {
      guard let number = extent.known, number >= -1 else { throw node.error("its shape isn't known") }
      let copies = number == 0 && copiesZeros && tensor.shape.indices.contains(index)
      shape.append(copies ? tensor.shape[index] : number)
    }
    let known = product(shape.filter { $0 != -1 })
    if let leftOver = shape.firstIndex(of: -1), known > 0, tensor.count % known == 0 {
      shape[leftOver] = tensor.count / known
    }
    guard product(shape) == tensor.count else {
      throw node.error("\(tensor.count) numbers can't become \(shape)")
    }
    var reshaped = tensor
    reshaped.shape = shape
    return reshaped
  }

  /// The product, or -1 if it is negative or no `Int` holds it.
  private func product(_ factors: [Int]) -> Int {
    var product = 1
    for factor in factors {
      let (next, overflow) = product.multipliedReportingOverflow(by: factor)
      if overflow || factor < 0 { return -1 }
      product = next
    }
    return product
  }

  mutating func readFlatten(_ node: ONNXNode) throws(DreamError) {
    var map = try unbordered(try rawFeatures(0, of: node), node)
    let axis = node.integer("axis") ?? 1
    let start = axis < 0 ? axis + map.axes.count : axis
    guard (0...map.axes.count).contains(start) else { throw node.error("it has no axis \(axis)") }
    let (front, back) = (map.axes[..<start], map.axes[start...])
    map.axes = [Self.merged(front, else: .single), Self.merged(back, else: .single)]
    try define(node, as: map)
  }

  private static func merged(
    _ axes: ArraySlice<TensorView.Axis>, else fallback: TensorView.Axis
  ) -> TensorView.Axis {
    let parts = axes.flatMap(\.parts).filter { $0 != .single }
    return parts.count > 1 ? .merged(parts) : parts.first ?? fallback
  }

  mutating func readSqueeze(_ node: ONNXNode) throws(DreamError) {
    let listed = try integers(1, of: node) ?? node.integers("axes")
    let adds = node.kind == "Unsqueeze"
    switch try operand(0, of: node) {
    case .constant(var tensor):
      tensor.shape =
        adds
        ? try inserted(1, into: tensor.shape, at: listed ?? [], node)
        : try removed(from: tensor.shape, at: listed, node) { $0 == 1 }
      try define(node, constant: tensor)
    case .features(var map):
      map = try unbordered(map, node)
      if adds {
        // A map whose one channel was picked out without its axis gets it back here.
        let axis: TensorView.Axis = map.axes.contains { $0.parts.contains(.channels) } ? .single : .channels
        map.axes = try inserted(axis, into: map.axes, at: listed ?? [], node)
      } else {
        // Height and width may be dropped: then the file says that there is one cell.
        let isCertain = listed != nil
        map.axes = try removed(from: map.axes, at: listed, node) { axis in
          axis == .single || (isCertain && axis != .channels && map.extent(of: axis).known ?? 1 == 1)
        }
      }
      try define(node, as: map)
    }
  }

  private func inserted<Element>(
    _ element: Element, into elements: [Element], at positions: [Int], _ node: ONNXNode
  ) throws(DreamError) -> [Element] {
    let count = elements.count + positions.count
    let mostDimensions = 16
    var result = elements
    for position in positions.map({ $0 < 0 ? $0 + count : $0 }).sorted() {
      guard (0...result.count).contains(position), count <= mostDimensions else {
        throw node.error("its axes are \(positions)")
      }
      result.insert(element, at: position)
    }
    return result
  }

  private func removed<Element>(
    from elements: [Element], at positions: [Int]?, _ node: ONNXNode, where isOne: (Element) -> Bool
  ) throws(DreamError) -> [Element] {
    guard let positions else { return elements.filter { !isOne($0) } }
    var result = elements
    let indices = Set(positions.map { $0 < 0 ? $0 + elements.count : $0 })
    for index in indices.sorted(by: >) {
      guard elements.indices.contains(index), isOne(elements[index]) else {
        throw node.error("its axes are \(positions), not all of which have one element")
      }
      result.remove(at: index)
    }
    return result
  }

  /// The map with its border in place. The picture stays what it is: seeing it otherwise doesn't read it.
  private mutating func unbordered(_ map: TensorView, _ node: ONNXNode) throws(DreamError) -> TensorView {
    map.border.isEmpty ? map : try settled(map, for: node)
  }
}

extension TensorView {
  /// The axes as errors name them.
  fileprivate var text: String { axes.map(\.text).joined(separator: ", ") }
}

extension TensorView.Axis {
  fileprivate var text: String {
    switch self {
    case .batch: "batch"
    case .channels: "channels"
    case .height: "height"
    case .width: "width"
    case .single: "1"
    case .merged(let parts): parts.map(\.text).joined(separator: "·")
    }
  }
}
