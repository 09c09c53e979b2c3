/// Layers that are computed together: the unit a plan's step works on.
struct FusedLayers {
  /// What the layers do.
  enum Kind {
    case convolution(Convolution)
    case separable(SeparableLayers)
    case clamp
    case add
  }

  var kind: Kind
  var inputs: [Int]
  /// Added to a convolution's result.
  var shortcut: Int?
  /// Applied last.
  var clamp: Clamp?
  var output: Int

  /// The shape of what the layers make, or nil if nothing is left or the inputs don't fit together.
  func shape(of inputs: [Shape]) -> Shape? {
    switch kind {
    case .convolution(let convolution):
      return Graph.Operation.convolution(convolution).shape(of: inputs)
    case .separable(let layers):
      var shape = Graph.Operation.depthwise(layers.depthwise).shape(of: inputs)
      if let projection = layers.projection { shape?.channels = projection.channels }
      return shape
    case .clamp: return inputs[0]
    case .add: return Graph.Operation.add.shape(of: inputs)
    }
  }

  /// Whether this is a 1x1 convolution, whose clamp can be fused into a `SeparableStep`.
  var pointwise: Convolution? {
    guard case .convolution(let convolution) = kind, convolution.isPointwise else { return nil }
    return convolution
  }
}

extension Graph {
  /// What has to be computed for `values`, in order, fused where nobody else asks for what lies between.
  func fused(for values: Set<Int>) -> [FusedLayers] {
    let (needed, uses) = needs(of: values)
    var units: [FusedLayers] = []
    for value in needed.sorted() {
      let node = nodes[value - 1]
      /// Whether the newest unit makes `input`, and only for this node.
      func follows(_ input: Int) -> Bool { units.last?.output == input && uses[input] == 1 }
      switch node.operation {
      case .convolution(let convolution):
        units.append(FusedLayers(kind: .convolution(convolution), inputs: node.inputs, output: value))
      case .depthwise(let depthwise):
        let layers = SeparableLayers(
          expansion: nil, expansionClamp: .none, depthwise: depthwise, depthwiseClamp: .none, projection: nil)
        units.append(FusedLayers(kind: .separable(layers), inputs: node.inputs, output: value))
      case .clamp(let clamp):
        if follows(node.inputs[0]), units[units.count - 1].attach(clamp, output: value) { continue }
        units.append(FusedLayers(kind: .clamp, inputs: node.inputs, clamp: clamp, output: value))
      case .add:
        let (last, other) = node.inputs[1] > node.inputs[0] ? (1, 0) : (0, 1)
        if node.inputs[0] != node.inputs[1], follows(node.inputs[last]),
          units[units.count - 1].attach(shortcut: node.inputs[other], output: value)
        {
          continue
        }
        units.append(FusedLayers(kind: .add, inputs: node.inputs, output: value))
      case .activation, .affine, .subtract, .multiply, .concatenate, .maximumPool, .averagePool,
        .globalAveragePool, .localResponseNormalisation, .pad, .softmax:
        preconditionFailure("not computed yet")
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

  /// The values that `values` are computed from, themselves included, and how often each is asked for.
  private func needs(of values: Set<Int>) -> (needed: Set<Int>, uses: [Int: Int]) {
    var needed = values
    var uses = Dictionary(uniqueKeysWithValues: values.map { ($0, 1) })
    for value in stride(from: nodes.count, to: 0, by: -1) where needed.contains(value) {
      for input in nodes[value - 1].inputs {
        uses[input, default: 0] += 1
        if input > 0 { needed.insert(input) }
      }
    }
    return (needed, uses)
  }
}

extension FusedLayers {
  /// Makes a clamp part of these layers; false if it can't be.
  fileprivate mutating func attach(_ clamp: Clamp, output: Int) -> Bool {
    guard self.clamp == nil else { return false }
    switch kind {
    case .convolution:
      self.clamp = clamp
    case .separable(var layers):
      guard layers.projection == nil, layers.depthwiseClamp == .none else { return false }
      layers.depthwiseClamp = clamp
      kind = .separable(layers)
    case .clamp, .add:
      return false
    }
    self.output = output
    return true
  }

  /// Makes an addition part of these layers; false if it can't be.
  fileprivate mutating func attach(shortcut: Int, output: Int) -> Bool {
    guard case .convolution = kind, clamp == nil, self.shortcut == nil else { return false }
    self.shortcut = shortcut
    self.output = output
    return true
  }

  /// Two units as one `SeparableStep`: an expansion and a depthwise convolution, or that and a projection.
  fileprivate init?(separable first: FusedLayers, _ second: FusedLayers) {
    switch (first.kind, second.kind) {
    case (_, .separable(var layers)):
      guard let expansion = first.pointwise, first.shortcut == nil, first.inputs[0] > 0,
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
