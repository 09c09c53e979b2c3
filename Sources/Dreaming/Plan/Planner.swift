/// Works out a plan: where values lie, who leaves a gradient where, and for each unit of layers its step.
///
/// How a step is made stands beside it, in `StepMaking.step(for:in:)`.
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

  mutating func steps() -> [any LayerStep] {
    units.indices.map { index in
      let unit = units[index]
      let place = PlannedUnit(
        inputs: unit.inputs.map { activations[$0]! }, inputShapes: unit.inputs.map { shapes[$0]! },
        shortcut: unit.shortcut.map { activations[$0]! }, clamp: unit.clamp,
        output: activations[unit.output]!,
        outputShape: shapes[unit.output]!, outputGradient: gradients[unit.output]!,
        gradientTargets: gradientTargets[index], forwardTime: forwardTime(index),
        backwardTime: backwardTime(index))
      return unit.layers.step(for: place, in: &self)
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
