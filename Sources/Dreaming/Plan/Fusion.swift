/// Layers that are computed together: the unit a plan's step works on.
struct FusedLayers {
  /// An operation of the graph, or `SeparableLayers`.
  var layers: any StepMaking
  var inputs: [Value]
  /// Added to a convolution's result.
  var shortcut: Value?
  /// Applied last.
  var clamp: Clamp?
  var output: Value

  /// Whether this is a 1x1 convolution, whose clamp can be fused into a `SeparableStep`.
  var pointwise: Convolution? {
    (layers as? Convolution).flatMap { $0.isPointwise ? $0 : nil }
  }
}

extension Graph {
  /// What has to be computed for `values`, in order, fused where nobody else asks for what lies between.
  ///
  /// - Parameter shapes: of `values` and what they are computed from.
  func fused(for values: Set<Value>, shapes: [Value: Shape]) -> [FusedLayers] {
    let (needed, uses) = needs(of: values)
    var units: [FusedLayers] = []
    for value in needed where !fuse(value, into: &units, uses: uses, shapes: shapes) {
      let node = self[value]
      let separable = (node.operation as? DepthwiseConvolution).map { SeparableLayers($0) }
      units.append(FusedLayers(layers: separable ?? node.operation, inputs: node.inputs, output: value))
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

  /// Makes a value's node part of the units before it; false if it can't be.
  ///
  /// - Parameter uses: how often each value is asked for.
  private func fuse(
    _ value: Value, into units: inout [FusedLayers], uses: [Value: Int], shapes: [Value: Shape]
  ) -> Bool {
    let node = self[value]
    let inputs = node.inputs
    let last = units.count - 1
    /// Whether the newest unit makes `input`, and only for this node.
    func follows(_ input: Value) -> Bool { units.last?.output == input && uses[input] == 1 }
    switch node.operation {
    case let clamp as Clamp:
      return follows(inputs[0]) && units[last].attach(clamp, output: value)
    case let arithmetic as Arithmetic where arithmetic == .sum:
      let (newer, older) = (max(inputs[0], inputs[1]), min(inputs[0], inputs[1]))
      return newer != older && shapes[newer] == shapes[older] && follows(newer)
        && units[last].attach(shortcut: older, output: value)
    case let arithmetic as Arithmetic where arithmetic == .product:
      guard let (gate, input) = gate(of: node), uses[gate] == 1 else { return false }
      units.removeAll { $0.output == gate }
      units.append(FusedLayers(layers: Activation.silu, inputs: [input], output: value))
      return true
    case let affine as Affine:
      guard follows(inputs[0]), units[last].isConcatenation(ofWholeVectors: shapes) else { return false }
      units[last] = FusedLayers(layers: affine, inputs: units[last].inputs, output: value)
      return true
    default:
      return false
    }
  }

  /// For a product of a value and its own sigmoid: the sigmoid, and the value.
  private func gate(of product: Node) -> (gate: Value, input: Value)? {
    for (gate, input) in [(product.inputs[0], product.inputs[1]), (product.inputs[1], product.inputs[0])]
    where gate != .picture {
      let node = self[gate]
      if node.operation as? Activation == .sigmoid, node.inputs == [input] { return (gate, input) }
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
    if var separable = layers as? SeparableLayers {
      guard separable.projection == nil, separable.depthwiseClamp == .none else { return false }
      separable.depthwiseClamp = clamp
      layers = separable
    } else {
      guard layers.takesClamp else { return false }
      self.clamp = clamp
    }
    self.output = output
    return true
  }

  /// Makes an addition part of these layers; false if it can't be.
  fileprivate mutating func attach(shortcut: Value, output: Value) -> Bool {
    guard layers is Convolution, clamp == nil, self.shortcut == nil else { return false }
    self.shortcut = shortcut
    self.output = output
    return true
  }

  /// Whether this is a concatenation whose inputs, but for the last, have no extra lanes.
  fileprivate func isConcatenation(ofWholeVectors shapes: [Value: Shape]) -> Bool {
    layers is Concatenation
      && inputs.dropLast().compactMap { shapes[$0] }.allSatisfy { $0.channels == $0.lanes }
  }

  /// Two units as one `SeparableStep`: an expansion and a depthwise convolution, or that and a projection.
  fileprivate init?(separable first: FusedLayers, _ second: FusedLayers) {
    if var separable = second.layers as? SeparableLayers {
      guard let expansion = first.pointwise, first.shortcut == nil, first.inputs[0] != .picture,
        separable.expansion == nil
      else { return nil }
      separable.expansion = expansion
      separable.expansionClamp = first.clamp ?? .none
      self.init(layers: separable, inputs: first.inputs, output: second.output)
    } else if var separable = first.layers as? SeparableLayers {
      guard let projection = second.pointwise, second.clamp == nil, separable.projection == nil else {
        return nil
      }
      separable.projection = projection
      self.init(layers: separable, inputs: first.inputs, shortcut: second.shortcut, output: second.output)
    } else {
      return nil
    }
  }
}
