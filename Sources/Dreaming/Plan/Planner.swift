/// Works out a plan: where values lie, who leaves a gradient where, and for each unit of layers its step.
///
/// How a kind of step is made stands beside the step, in an extension of the planner.
struct Planner {
  let teamSize: Int
  private let graph: Graph
  private let units: [FusedLayers]
  private let shapes: [Value: Shape]
  private var activations: [Value: Buffer] = [:]
  private var gradients: [Value: Buffer] = [:]
  /// What each step leaves its inputs' gradients in, its shortcut's first; backward order decides who writes first.
  private var gradientTargets: [[GradientTarget]] = []
  private(set) var targets: [Plan.Target?] = []
  private(set) var layout = ArenaLayout()

  /// - Parameter shapes: of all values that the units read and make.
  init(_ graph: Graph, shapes: [Value: Shape], units: [FusedLayers], teamSize: Int) {
    self.graph = graph
    self.shapes = shapes
    self.units = units
    self.teamSize = teamSize
  }

  private func forwardTime(_ unit: Int) -> Int { unit + 1 }
  private func backwardTime(_ unit: Int) -> Int { 2 * units.count - unit }

  // MARK: Forward

  /// Gives every value a buffer for as long as steps read it on the way forward.
  mutating func planActivations() {
    addActivation(.picture, at: 0)
    for (index, unit) in units.enumerated() {
      addActivation(unit.output, at: forwardTime(index))
      for value in unit.inputs + (unit.shortcut.map { [$0] } ?? []) {
        layout.touch(activations[value]!, at: forwardTime(index))
      }
    }
  }

  private mutating func addActivation(_ value: Value, at time: Int) {
    activations[value] = layout.buffer(shapes[value]!.count)
    layout.touch(activations[value]!, at: time)
  }

  // MARK: Backward

  /// Goes back from the deepest step and decides who writes a gradient first and who adds to it.
  mutating func planGradients(of values: Set<Value>) {
    gradientTargets = Array(repeating: [], count: units.count)
    targets = Array(repeating: nil, count: units.count)
    var written: Set<Value> = []
    for (index, unit) in units.enumerated().reversed() {
      let time = backwardTime(index)
      let gradient = gradientBuffer(of: unit.output, at: time)
      if values.contains(unit.output), let activation = activations[unit.output],
        let shape = shapes[unit.output]
      {
        layout.touch(activation, at: time)
        targets[index] = Plan.Target(
          value: unit.output, activation: activation, gradient: gradient, adds: written.contains(unit.output),
          shape: shape)
      }
      for value in (unit.shortcut.map { [$0] } ?? []) + unit.inputs {
        let buffer = gradientBuffer(of: value, at: time)
        gradientTargets[index].append(GradientTarget(buffer: buffer, adds: !written.insert(value).inserted))
      }
    }
  }

  private mutating func gradientBuffer(of value: Value, at time: Int) -> Buffer {
    let buffer = gradients[value] ?? layout.buffer(shapes[value]!.count)
    gradients[value] = buffer
    layout.touch(buffer, at: time)
    return buffer
  }

  // MARK: Steps

  mutating func pictureStep() -> PictureStep {
    PictureStep(
      preprocessing: graph.preprocessing, pixels: shapes[.picture]!.width * shapes[.picture]!.height,
      output: activations[.picture]!,
      gradient: gradientBuffer(of: .picture, at: 2 * units.count + 1))
  }

  mutating func steps() -> [LayerStep] {
    units.indices.map { index in
      let unit = PlannedUnit(
        layers: units[index], inputs: units[index].inputs.map { activations[$0]! },
        inputShapes: units[index].inputs.map { shapes[$0]! },
        shortcut: units[index].shortcut.map { activations[$0]! }, output: activations[units[index].output]!,
        outputShape: shapes[units[index].output]!, outputGradient: gradients[units[index].output]!,
        gradientTargets: gradientTargets[index], forwardTime: forwardTime(index),
        backwardTime: backwardTime(index))
      return step(unit)
    }
  }

  private mutating func step(_ unit: PlannedUnit) -> LayerStep {
    switch unit.layers.kind {
    case .convolution(let convolution): convolutionStep(unit, convolution)
    case .separable(let layers): separableStep(unit, layers)
    case .single(let operation): singleStep(unit, operation)
    }
  }

  private mutating func singleStep(_ unit: PlannedUnit, _ operation: Graph.Operation) -> LayerStep {
    switch operation {
    case .convolution(let convolution): convolutionStep(unit, convolution)
    case .depthwise(let depthwise): separableStep(unit, SeparableLayers(depthwise))
    case .clamp(let clamp): clampStep(unit, clamp)
    case .activation(let activation): activationStep(unit, activation)
    case .affine(let affine): affineStep(unit, affine)
    case .add: arithmeticStep(unit, .sum)
    case .subtract: arithmeticStep(unit, .difference)
    case .multiply: arithmeticStep(unit, .product)
    case .concatenate: concatenationStep(unit)
    case .maximumPool(let geometry): maximumPoolStep(unit, geometry)
    case .averagePool(let pool): averagePoolStep(unit, pool)
    case .globalAveragePool: globalAveragePoolStep(unit)
    case .localResponseNormalisation(let normalisation): localResponseNormalisationStep(unit, normalisation)
    case .pad(let padding): borderPaddingStep(unit, padding)
    case .softmax: softmaxStep(unit)
    }
  }

  // MARK: Working memory

  /// Memory for the time of one way of a step.
  mutating func scratch(_ count: Int, at time: Int) -> Buffer {
    let buffer = layout.buffer(count)
    layout.touch(buffer, at: time)
    return buffer
  }

  /// Memory from a step's way forward to its way back.
  mutating func kept(_ count: Int, for unit: PlannedUnit) -> Buffer {
    let buffer = layout.buffer(count)
    layout.touch(buffer, at: unit.forwardTime)
    layout.touch(buffer, at: unit.backwardTime)
    return buffer
  }

  /// Keeps an activation that a step needs again on its way back.
  mutating func keep(_ activation: Buffer, for unit: PlannedUnit) {
    layout.touch(activation, at: unit.backwardTime)
  }
}

/// A unit of layers, with where its values are, for making its step.
struct PlannedUnit {
  let layers: FusedLayers
  let inputs: [Buffer]
  let inputShapes: [Shape]
  let shortcut: Buffer?
  let output: Buffer
  let outputShape: Shape
  let outputGradient: Buffer
  /// The shortcut's first, if there is one, then the inputs'; to be served in this order.
  fileprivate let gradientTargets: [GradientTarget]
  let forwardTime: Int
  let backwardTime: Int

  var inputGradients: [GradientTarget] { Array(gradientTargets.suffix(inputs.count)) }
  var shortcutGradient: GradientTarget? { shortcut == nil ? nil : gradientTargets[0] }
}
