/// Layers that are computed together: the unit a plan's step works on.
struct FusedLayers {
  /// What the layers do.
  enum Kind {
    case convolution(Convolution)
    case separable(SeparableLayers)
    /// Any other operation.
    case single(Graph.Operation)
  }

  var kind: Kind
  var inputs: [Value]
  /// Added to a convolution's result.
  var shortcut: Value?
  /// Applied last.
  var clamp: Clamp?
  var output: Value

  /// Whether this is a 1x1 convolution, whose clamp can be fused into a `SeparableStep`.
  var pointwise: Convolution? {
    guard case .convolution(let convolution) = kind, convolution.isPointwise else { return nil }
    return convolution
  }
}

extension Graph {
  /// What has to be computed for `values`, in order, fused where nobody else asks for what lies between.
  ///
  /// - Parameter shapes: of `values` and what they are computed from.
  func fused(for values: Set<Value>, shapes: [Value: Shape]) -> [FusedLayers] {
    let (needed, uses) = needs(of: values)
    var units: [FusedLayers] = []
    for value in needed {
      let node = self[value]
      /// Whether the newest unit makes `input`, and only for this node.
      func follows(_ input: Value) -> Bool { units.last?.output == input && uses[input] == 1 }
      switch node.operation {
      case .convolution(let convolution):
        units.append(FusedLayers(kind: .convolution(convolution), inputs: node.inputs, output: value))
      case .depthwise(let depthwise):
        let layers = SeparableLayers(depthwise)
        units.append(FusedLayers(kind: .separable(layers), inputs: node.inputs, output: value))
      case .clamp(let clamp):
        if follows(node.inputs[0]), units[units.count - 1].attach(clamp, output: value) { continue }
        units.append(FusedLayers(kind: .single(node.operation), inputs: node.inputs, output: value))
      case .add:
        let (last, other) = node.inputs[1] > node.inputs[0] ? (1, 0) : (0, 1)
        if node.inputs[0] != node.inputs[1], shapes[node.inputs[0]] == shapes[node.inputs[1]],
          follows(node.inputs[last]),
          units[units.count - 1].attach(shortcut: node.inputs[other], output: value)
        {
          continue
        }
        units.append(FusedLayers(kind: .single(.add), inputs: node.inputs, output: value))
      case .multiply:
        if let (gate, input) = gate(of: node), uses[gate] == 1 {
          units.removeAll { $0.output == gate }
          units.append(FusedLayers(kind: .single(.activation(.silu)), inputs: [input], output: value))
          continue
        }
        units.append(FusedLayers(kind: .single(.multiply), inputs: node.inputs, output: value))
      case .affine:
        if follows(node.inputs[0]), units[units.count - 1].isConcatenation(ofWholeVectors: shapes) {
          let parts = units.removeLast().inputs
          units.append(FusedLayers(kind: .single(node.operation), inputs: parts, output: value))
          continue
        }
        units.append(FusedLayers(kind: .single(node.operation), inputs: node.inputs, output: value))
      case .activation, .subtract, .concatenate, .maximumPool, .averagePool, .globalAveragePool,
        .localResponseNormalisation, .pad, .softmax:
        units.append(FusedLayers(kind: .single(node.operation), inputs: node.inputs, output: value))
      }
    }
    return units.reduce(into: []) { merged, unit in
      if let last = merged.last, last.output == unit.inputs[0], uses[last.output] == 1,
        let both = FusedLayers(separable: last, unit)
      {
        merged[merged.count - 1] = both
      } else {
        merged.append(unit)
      }
    }
  }

  /// For a product of a value and its own sigmoid: the sigmoid, and the value.
  private func gate(of product: Node) -> (gate: Value, input: Value)? {
    for (gate, input) in [(product.inputs[0], product.inputs[1]), (product.inputs[1], product.inputs[0])]
    where gate != .picture {
      let node = self[gate]
      if case .activation(.sigmoid) = node.operation, node.inputs == [input] { return (gate, input) }
    }
    return nil
  }

  /// The values that `values` are computed from, themselves included, in order, and how often each is asked for.
  func needs(of values: Set<Value>) -> (needed: [Value], uses: [Value: Int]) {
    var needed = values
    var uses = Dictionary(uniqueKeysWithValues: values.map { ($0, 1) })
    for value in self.values.reversed() where needed.contains(value) {
      for input in self[value].inputs {
        uses[input, default: 0] += 1
        if input != .picture { needed.insert(input) }
      }
    }
    return (needed.sorted(), uses)
  }
}

extension FusedLayers {
  /// Makes a clamp part of these layers; false if it can't be.
  fileprivate mutating func attach(_ clamp: Clamp, output: Value) -> Bool {
    guard self.clamp == nil else { return false }
    switch kind {
    case .convolution:
      self.clamp = clamp
    case .separable(var layers):
      guard layers.projection == nil, layers.depthwiseClamp == .none else { return false }
      layers.depthwiseClamp = clamp
      kind = .separable(layers)
    case .single(.affine), .single(.add), .single(.subtract), .single(.multiply):
      self.clamp = clamp
    case .single:
      return false
    }
    self.output = output
    return true
  }

  /// Makes an addition part of these layers; false if it can't be.
  fileprivate mutating func attach(shortcut: Value, output: Value) -> Bool {
    guard case .convolution = kind, clamp == nil, self.shortcut == nil else { return false }
    self.shortcut = shortcut
    self.output = output
    return true
  }

  /// Whether this is a concatenation whose inputs, but for the last, have no extra lanes.
  fileprivate func isConcatenation(ofWholeVectors shapes: [Value: Shape]) -> Bool {
    guard case .single(.concatenate) = kind else { return false }
    return inputs.dropLast().compactMap { shapes[$0] }.allSatisfy { $0.channels == $0.lanes }
  }

  /// Two units as one `SeparableStep`: an expansion and a depthwise convolution, or that and a projection.
  fileprivate init?(separable first: FusedLayers, _ second: FusedLayers) {
    switch (first.kind, second.kind) {
    case (_, .separable(var layers)):
      guard let expansion = first.pointwise, first.shortcut == nil, first.inputs[0] != .picture,
        layers.expansion == nil
      else { return nil }
      layers.expansion = expansion
      layers.expansionClamp = first.clamp ?? .none
      self = FusedLayers(kind: .separable(layers), inputs: first.inputs, output: second.output)
    case (.separable(var layers), _):
      guard let projection = second.pointwise, second.clamp == nil, layers.projection == nil else {
        return nil
      }
      layers.projection = projection
      self = FusedLayers(
        kind: .separable(layers), inputs: first.inputs, shortcut: second.shortcut, output: second.output)
    default:
      return nil
    }
  }
}
