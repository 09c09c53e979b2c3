/// Pools and means.
extension ONNXReader {
  mutating func readPool(_ node: ONNXNode) throws(DreamError) {
    let input = try planes(0, of: node)
    guard let kernel = node.integers("kernel_shape"), kernel.count == 2 else {
      throw node.error("its kernel_shape should be two numbers, height and width")
    }
    var geometry = try geometry(of: node, height: kernel[0], width: kernel[1])
    try checkPadding(geometry, of: node)
    geometry.roundsUp = node.integer("ceil_mode") ?? 0 != 0
    let operation: any Graph.Operation =
      node.kind == "MaxPool"
      ? MaximumPool(geometry: geometry)
      : AveragePool(geometry: geometry, countsPadding: node.integer("count_include_pad") ?? 0 != 0)
    try define(node, operation, of: [input], stride: stride(of: geometry, over: input))
  }

  /// Makes sure that every window meets the input.
  private func checkPadding(_ geometry: KernelGeometry, of node: ONNXNode) throws(DreamError) {
    guard case .explicit(let top, let left, let bottom, let right) = geometry.padding else { return }
    let extent = geometry.extent
    guard max(top, bottom) < extent.height, max(left, right) < extent.width else {
      throw node.error(
        "its pads \([top, left, bottom, right]) are wider than a window of \(extent.height)x\(extent.width) cells"
      )
    }
  }

  /// Means over the whole picture.
  mutating func readMean(_ node: ONNXNode) throws(DreamError) {
    let input = try features(0, of: node)
    var means = input.axes.indices.filter { axis in
      input.axes[axis].parts.contains { $0 == .height || $0 == .width }
    }
    var keeps = true
    if node.kind == "ReduceMean" {
      let listed = try integers(1, of: node) ?? node.integers("axes") ?? []
      let wanted = listed.map { input.axis($0) ?? -1 }.filter { $0 < 0 || input.axes[$0] != .single }
      let single = listed.compactMap { input.axis($0) }.filter { input.axes[$0] == .single }
      keeps = node.integer("keepdims") ?? 1 != 0
      guard Set(wanted) == Set(means), !wanted.isEmpty || !single.isEmpty else {
        throw node.error("its axes are \(listed); Reverie takes means over height and width together")
      }
      means = Set(means + single).sorted()
    }
    guard means.allSatisfy({ !input.axes[$0].parts.contains(.channels) }) else {
      throw node.error("Reverie takes means over height and width, not over channels")
    }
    var axes = input.axes
    for axis in means.reversed() {
      if keeps { axes[axis] = .single } else { axes.remove(at: axis) }
    }
    let isOneCell = !input.axes.contains { axis in axis.parts.contains { $0 == .height || $0 == .width } }
    if isOneCell {
      var map = input
      map.axes = axes
      return try define(node, as: map)
    }
    try define(node, GlobalAveragePool(), of: [input], axes: axes)
  }
}
