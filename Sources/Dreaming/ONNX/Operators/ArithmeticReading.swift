/// Sums, products and normalisations.
extension ONNXReader {
  mutating func readArithmetic(_ node: ONNXNode) throws(DreamError) {
    switch (try operand(0, of: node), try operand(1, of: node)) {
    case (.constant(let first), .constant(let second)):
      try define(node, constant: try combined(first, second, node))
    case (.features(let map), .constant(let constant)):
      try readAffine(node, map, constant, mapIsFirst: true)
    case (.constant(let constant), .features(let map)):
      try readAffine(node, map, constant, mapIsFirst: false)
    case (.features(let first), .features(let second)):
      try combine(first, second, node)
    }
  }

  // MARK: A feature map and a constant

  private mutating func readAffine(
    _ node: ONNXNode, _ map: TensorView, _ constant: Tensor, mapIsFirst: Bool
  ) throws(DreamError) {
    let numbers = try perChannel(constant, of: map, node)
    let (ones, zeros) = (numbers.map { _ in Float(1) }, numbers.map { _ in Float(0) })
    let affine: Affine
    switch (node.kind, mapIsFirst) {
    case ("Add", _): affine = Affine(scale: ones, offset: numbers)
    case ("Sub", true): affine = Affine(scale: ones, offset: numbers.map { -$0 })
    case ("Sub", false): affine = Affine(scale: numbers.map { _ in -1 }, offset: numbers)
    case ("Mul", _): affine = Affine(scale: numbers, offset: zeros)
    case ("Div", true): affine = Affine(scale: numbers.map { 1 / $0 }, offset: zeros)
    default: throw node.error("Reverie can't divide a constant by a feature map")
    }
    try define(node, affine, of: map, axes: broadcast(map.axes, with: constant))
  }

  /// The axes of what a map and a constant give, which may have dimensions of one element more.
  private func broadcast(_ axes: [TensorView.Axis], with constant: Tensor) -> [TensorView.Axis] {
    [TensorView.Axis](repeating: .single, count: max(0, constant.shape.count - axes.count)) + axes
  }

  /// One number a channel out of a constant that meets a feature map.
  func perChannel(_ constant: Tensor, of map: TensorView, _ node: ONNXNode) throws(DreamError) -> [Float] {
    guard let floats = constant.floats else {
      throw node.error("its constant depends on the picture's size")
    }
    guard floats.allSatisfy(\.isFinite) else { throw node.error("its constant isn't made of finite numbers") }
    if floats.count == 1 { return [Float](repeating: floats[0], count: map.channels) }
    let lengths = constant.shape.reversed().enumerated().filter { $0.element != 1 }
    guard let channelAxis = map.channelAxis, lengths.count == 1,
      lengths[0].offset == map.axes.count - 1 - channelAxis, floats.count == map.channels
    else {
      throw node.error(
        "a constant of shape \(constant.shape) is neither one number nor one for each of \(map.channels) "
          + "channels")
    }
    return floats
  }

  /// Lets what makes `map` take in `affine` if it can and nobody sees the difference; else adds it to the graph.
  mutating func define(
    _ node: ONNXNode, _ affine: Affine, of map: TensorView, axes: [TensorView.Axis]
  ) throws(DreamError) {
    guard affine.scale.allSatisfy(\.isFinite), affine.offset.allSatisfy(\.isFinite) else {
      throw node.error("it divides by zero")
    }
    if map.border.isEmpty, isReadOnce(map.value), absorb(affine, into: map.value) {
      var map = map
      map.axes = axes
      return try define(node, as: map)
    }
    try define(node, affine, of: [try settled(map, for: node)], axes: axes)
  }

  private mutating func absorb(_ affine: Affine, into value: Value) -> Bool {
    guard value != .picture else {
      let own = Affine(scale: preprocessing.scale, offset: preprocessing.offset).followed(by: affine)
      (preprocessing.scale, preprocessing.offset) = (own.scale, own.offset)
      return true
    }
    switch draft[value].operation {
    case .convolution(var convolution):
      convolution.affine = convolution.affine?.followed(by: affine) ?? affine
      draft[value].operation = .convolution(convolution)
    case .ready(let own as Affine):
      draft[value].operation = .ready(own.followed(by: affine))
    default: return false
    }
    return true
  }

  mutating func readBatchNormalisation(_ node: ONNXNode) throws(DreamError) {
    let map = try rawFeatures(0, of: node)
    guard map.axes.count > 1, map.axes[1] == .channels else {
      throw node.error("the second dimension of its input should be the channels")
    }
    var parts: [[Float]] = []
    for index in 1...4 {
      let part = try floats(index, of: node)
      guard part.count == map.channels else {
        throw node.error("input \(index + 1) has \(part.count) numbers for \(map.channels) channels")
      }
      parts.append(part)
    }
    let epsilon = try node.number("epsilon", else: 1e-5)
    let scale = map.channelRange.map { parts[0][$0] / (parts[3][$0] + epsilon).squareRoot() }
    let offset = map.channelRange.map { parts[1][$0] - parts[2][$0] * scale[$0] }
    try define(node, Affine(scale: scale, offset: offset), of: map, axes: map.axes)
  }

  mutating func readLocalResponseNormalisation(_ node: ONNXNode) throws(DreamError) {
    let map = try planes(0, of: node)
    let sizes = 1...1024
    guard let size = node.integer("size"), sizes.contains(size) else {
      throw node.error("its size should be 1 to \(sizes.upperBound) channels")
    }
    let normalisation = LocalResponseNormalisation(
      size: size, alpha: try node.number("alpha", else: 0.0001), beta: try node.number("beta", else: 0.75),
      bias: try node.number("bias", else: 1))
    guard normalisation.alpha >= 0, normalisation.bias > 0 else {
      throw node.error("its alpha must not be negative, its bias must be positive")
    }
    try define(node, normalisation, of: [map])
  }

  // MARK: Two feature maps

  private mutating func combine(
    _ first: TensorView, _ second: TensorView, _ node: ONNXNode
  ) throws(DreamError) {
    if node.kind == "Mul", let gate = sigmoidGate(first, second) {
      return try define(node, Activation.silu, of: [gate])
    }
    let (first, second) = (try settled(first, for: node), try settled(second, for: node))
    let (firstStride, secondStride) = (draft.stride(of: first.value), draft.stride(of: second.value))
    let (wide, narrow) = second.axes.count > first.axes.count ? (second, first) : (first, second)
    let offset = wide.axes.count - narrow.axes.count
    guard let axes = joined(wide.axes, narrow.axes), first.channels == second.channels,
      wide.channelAxis == narrow.channelAxis.map({ $0 + offset }),
      firstStride == secondStride || first.isOneCell || second.isOneCell
    else {
      throw node.error(
        "\(first.channels) channels, stride \(firstStride), and \(second.channels), stride \(secondStride), "
          + "don't fit together")
    }
    let operation: Arithmetic
    switch node.kind {
    case "Add": operation = .sum
    case "Sub": operation = .difference
    case "Mul": operation = .product
    default: throw node.error("Reverie can't divide by a feature map")
    }
    let stride = first.isOneCell ? secondStride : firstStride
    try define(node, operation, of: [first, second], stride: stride, axes: axes)
  }

  /// The axes of what two maps give, either of which may have one element where the other has many.
  private func joined(_ wide: [TensorView.Axis], _ narrow: [TensorView.Axis]) -> [TensorView.Axis]? {
    var axes = wide
    for (index, axis) in zip(wide.indices.suffix(narrow.count), narrow) {
      if wide[index] == axis || axis == .single { continue }
      guard wide[index] == .single else { return nil }
      axes[index] = axis
    }
    return axes
  }

  /// The map that is multiplied by its own sigmoid here, if so.
  private func sigmoidGate(_ first: TensorView, _ second: TensorView) -> TensorView? {
    for (map, gate) in [(first, second), (second, first)] {
      guard gate.value != .picture, map.axes == gate.axes else { continue }
      let node = draft[gate.value]
      if case .ready(let operation) = node.operation, operation as? Activation == .sigmoid,
        node.inputs == [map.value]
      {
        return map
      }
    }
    return nil
  }
}

extension TensorView {
  fileprivate var channelRange: Range<Int> { 0..<channels }

  /// Whether the file sees one cell.
  var isOneCell: Bool {
    !axes.contains { axis in axis.parts.contains { $0 == .height || $0 == .width } }
  }
}
