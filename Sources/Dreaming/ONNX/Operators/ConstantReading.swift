/// Arithmetic with constants, shapes among them, as exporters write it before a reshape.
extension ONNXReader {
  mutating func readShape(_ node: ONNXNode) throws(DreamError) {
    let extents: [Extent]
    switch try operand(0, of: node) {
    case .constant(let tensor): extents = tensor.shape.map { .known($0) }
    case .features(let map):
      extents = map.axes.map { map.extent(of: $0) }
    }
    let end = node.integer("end") ?? Int(Int32.max)
    let picks = Slicing(start: node.integer("start") ?? 0, end: end, step: 1).picks(of: extents.count)
    try define(node, constant: Tensor([picks.count], picks.map { extents[$0] }))
  }

  /// Operators of one constant and what steers them.
  mutating func readConstantArithmetic(_ node: ONNXNode) throws(DreamError) {
    guard case .constant(let tensor) = try operand(0, of: node) else {
      throw node.error("Reverie takes it of constants only")
    }
    switch node.kind {
    case "Gather": try define(node, constant: try gathered(tensor, node))
    case "Slice": try define(node, constant: try sliced(tensor, node))
    case "ConstantOfShape": try define(node, constant: try filled(tensor, node))
    case "ReduceProd": try define(node, constant: try multiplied(tensor, node))
    case "Floor": try define(node, constant: try mapped(tensor, node) { $0.rounded(.down) })
    case "Sqrt": try define(node, constant: try mapped(tensor, node) { $0.squareRoot() })
    case "Reciprocal": try define(node, constant: try mapped(tensor, node) { 1 / $0 })
    case "Neg": try define(node, constant: try mapped(tensor, node) { -$0 })
    default: throw node.error("Reverie can't do it of a constant")
    }
  }

  /// Whole numbers in a row, as shapes are.
  private func list(_ tensor: Tensor, _ node: ONNXNode) throws(DreamError) -> [Extent] {
    guard tensor.shape.count < 2, let extents = tensor.extents else {
      throw node.error("Reverie takes it of lists of whole numbers only")
    }
    return extents
  }

  private func gathered(_ tensor: Tensor, _ node: ONNXNode) throws(DreamError) -> Tensor {
    let indices = try constant(1, of: node)
    let axis = node.integer("axis") ?? 0
    guard indices.shape.count < 2, let numbers = indices.integers, tensor.shape.indices.contains(axis) else {
      throw node.error("Reverie picks along one axis only")
    }
    let count = tensor.shape[axis]
    let picks = numbers.map { $0 < 0 ? $0 + count : $0 }
    guard picks.count <= max(count, Self.mostNumbers / max(tensor.count, 1)),
      picks.allSatisfy((0..<count).contains)
    else {
      throw node.error("it picks \(numbers) of \(count)")
    }
    var gathered = tensor.picked(picks, along: axis)
    if indices.shape.isEmpty { gathered.shape.remove(at: axis) }
    return gathered
  }

  /// Numbers that arithmetic with shapes may end up with; some files let a few grow to billions.
  private static let mostNumbers = 1 << 16

  private func sliced(_ tensor: Tensor, _ node: ONNXNode) throws(DreamError) -> Tensor {
    let slices = try slices(of: node)
    var sliced = tensor
    for (number, slicing) in slices {
      let axis = number < 0 ? number + tensor.shape.count : number
      guard tensor.shape.indices.contains(axis) else { throw node.error("it has no axis \(number)") }
      sliced = sliced.picked(slicing.picks(of: sliced.shape[axis]), along: axis)
    }
    return sliced
  }

  /// What a Slice takes of which axis.
  func slices(of node: ONNXNode) throws(DreamError) -> [(axis: Int, slicing: Slicing)] {
    let starts = try integers(1, of: node) ?? node.integers("starts") ?? []
    let ends = try integers(2, of: node) ?? node.integers("ends") ?? []
    let axes = try integers(3, of: node) ?? node.integers("axes") ?? Array(starts.indices)
    let steps = try integers(4, of: node) ?? starts.map { _ in 1 }
    guard starts.count == ends.count, starts.count == axes.count, starts.count == steps.count,
      !steps.contains(0)
    else {
      throw node.error(
        "its starts \(starts), ends \(ends), axes \(axes) and steps \(steps) don't fit together")
    }
    return starts.indices.map {
      (axes[$0], Slicing(start: starts[$0], end: ends[$0], step: steps[$0]))
    }
  }

  private func filled(_ tensor: Tensor, _ node: ONNXNode) throws(DreamError) -> Tensor {
    var count = 1
    guard let shape = tensor.integers else { throw node.error("its shape depends on the picture's size") }
    for dimension in shape {
      guard (0...Self.mostNumbers).contains(dimension), count * dimension <= Self.mostNumbers else {
        throw node.error("a constant of \(shape)")
      }
      count *= dimension
    }
    var value = Tensor([1], [Float(0)])
    if let proto = node.tensor("value") { value = try StoredTensor(proto: proto, file: file).tensor() }
    guard value.count == 1 else { throw node.error("its value should be one number") }
    switch value.numbers {
    case .floats(let floats): return Tensor(shape, [Float](repeating: floats[0], count: count))
    case .extents(let extents): return Tensor(shape, [Extent](repeating: extents[0], count: count))
    }
  }

  private func multiplied(_ tensor: Tensor, _ node: ONNXNode) throws(DreamError) -> Tensor {
    var product = Extent.known(1)
    for extent in try list(tensor, node) { product = Self.whole("Mul", product, extent) }
    return Tensor(node.integer("keepdims") ?? 1 == 0 ? [] : [1], [product])
  }

  private func mapped(
    _ tensor: Tensor, _ node: ONNXNode, _ function: (Float) -> Float
  ) throws(DreamError) -> Tensor {
    if tensor.floats == nil, let extents = tensor.extents {
      return Tensor(tensor.shape, extents.map { _ in .open })
    }
    guard let floats = tensor.floats else { throw node.error("its input isn't made of numbers") }
    return Tensor(tensor.shape, floats.map(function))
  }

  func concatenated(_ tensors: [Tensor], _ node: ONNXNode) throws(DreamError) -> Tensor {
    var extents: [Extent] = []
    for tensor in tensors {
      extents += try list(tensor, node)
      guard extents.count <= Self.mostNumbers else { throw node.error("it joins too many numbers") }
    }
    return Tensor([extents.count], extents)
  }

  /// The sum, difference, product or quotient of two constants, one of which may be a single number.
  func combined(_ first: Tensor, _ second: Tensor, _ node: ONNXNode) throws(DreamError) -> Tensor {
    let count = max(first.count, second.count)
    guard count == 0 || [1, count].contains(first.count), [1, count].contains(second.count) else {
      throw node.error("constants of shapes \(first.shape) and \(second.shape)")
    }
    let shape =
      second.shape.count > first.shape.count || second.count > first.count ? second.shape : first.shape
    if case (.extents(let one), .extents(let other)) = (first.numbers, second.numbers) {
      return Tensor(
        shape,
        (0..<count).map { index in
          Self.whole(node.kind, one[one.count == 1 ? 0 : index], other[other.count == 1 ? 0 : index])
        })
    }
    guard let one = first.floats, let other = second.floats else {
      return Tensor(shape, [Extent](repeating: .open, count: count))
    }
    return Tensor(
      shape,
      (0..<count).map { index in
        let (a, b) = (one[one.count == 1 ? 0 : index], other[other.count == 1 ? 0 : index])
        switch node.kind {
        case "Add": return a + b
        case "Sub": return a - b
        case "Mul": return a * b
        default: return a / b
        }
      })
  }

  /// Arithmetic with whole numbers; what depends on the picture's size stays open.
  private static func whole(_ kind: String, _ first: Extent, _ second: Extent) -> Extent {
    if kind == "Mul", first == .known(1) { return second }
    if ["Mul", "Div"].contains(kind), second == .known(1) { return first }
    guard let a = first.known, let b = second.known else { return .open }
    let (result, overflow) =
      switch kind {
      case "Add": a.addingReportingOverflow(b)
      case "Sub": a.subtractingReportingOverflow(b)
      case "Mul": a.multipliedReportingOverflow(by: b)
      default: a.dividedReportingOverflow(by: b)
      }
    return overflow ? .open : .known(result)
  }
}
