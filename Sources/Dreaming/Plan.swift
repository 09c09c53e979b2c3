/// How a network's layers are computed for one size of picture: fused steps, and where in an arena their values lie.
///
/// Time, for the arena: step `i` of `n` runs forward at `i + 1` and back at `2n - i`; the picture's step is at 0 and 2n + 1.
struct Plan {
  /// A layer whose activation the objective looks at.
  struct Target {
    let value: Int
    let activation: Buffer
    let gradient: Buffer
    /// Whether deeper layers leave a gradient in the buffer before.
    let adds: Bool
    /// Floats in the activation.
    let count: Int
  }

  let picture: PictureStep
  let steps: [Step]
  /// For each step, the target it makes.
  let targets: [Target?]
  /// Where buffers start in the arena.
  let offsets: [Int]
  /// Floats in the arena.
  let arenaCount: Int

  /// Plans for the layers that make `values`.
  ///
  /// - Throws: `DreamError.tooSmall`.
  init(_ graph: Graph, width: Int, height: Int, values: Set<Int>) throws(DreamError) {
    var planner = Planner(graph, width: width, height: height, units: graph.fused(for: values))
    try planner.planShapes()
    planner.planGradients(of: values)
    picture = planner.pictureStep()
    steps = planner.steps()
    targets = planner.targets
    (offsets, arenaCount) = planner.layout.place()
  }
}

private struct Planner {
  private let graph: Graph
  private let size: (width: Int, height: Int)
  private let units: [FusedLayers]
  private var shapes: [Int: Shape] = [:]
  private var windows: [(vertical: Window, horizontal: Window)?] = []
  private var activations: [Int: Buffer] = [:]
  private var gradients: [Int: Buffer] = [:]
  /// What each step leaves its inputs' gradients in, its shortcut's first; backward order decides who writes first.
  private var gradientTargets: [[GradientTarget]] = []
  private(set) var targets: [Plan.Target?] = []
  var layout = ArenaLayout()

  init(_ graph: Graph, width: Int, height: Int, units: [FusedLayers]) {
    self.graph = graph
    size = (width, height)
    self.units = units
  }

  private func forwardTime(_ unit: Int) -> Int { unit + 1 }
  private func backwardTime(_ unit: Int) -> Int { 2 * units.count - unit }

  // MARK: Forward

  /// Finds every value's shape and gives it a buffer for as long as steps read it.
  mutating func planShapes() throws(DreamError) {
    let picture = Shape(height: size.height, width: size.width, lanes: 3)
    addActivation(0, picture, at: 0)
    for (index, unit) in units.enumerated() {
      guard let input = shapes[unit.inputs[0]] else { preconditionFailure("value used before it is made") }
      var (shape, window) = shapeAndWindow(of: unit, from: input)
      if case .add = unit.kind, shapes[unit.inputs[1]] != shape { shape.height = 0 }
      if let shortcut = unit.shortcut, shapes[shortcut] != shape { shape.height = 0 }
      guard shape.height > 0, shape.width > 0 else {
        throw .tooSmall(width: size.width, height: size.height, node: graph.nodes[unit.output - 1].name)
      }
      windows.append(window)
      addActivation(unit.output, shape, at: forwardTime(index))
      for value in unit.inputs + (unit.shortcut.map { [$0] } ?? []) {
        layout.touch(activations[value]!, at: forwardTime(index))
      }
    }
  }

  private mutating func addActivation(_ value: Int, _ shape: Shape, at time: Int) {
    shapes[value] = shape
    let buffer = layout.buffer(shape.count)
    layout.touch(buffer, at: time)
    activations[value] = buffer
  }

  private func shapeAndWindow(
    of unit: FusedLayers, from input: Shape
  ) -> (Shape, (vertical: Window, horizontal: Window)?) {
    switch unit.kind {
    case .convolution(let convolution):
      let (vertical, horizontal) = (convolution.vertical(input.height), convolution.horizontal(input.width))
      let shape = Shape(height: vertical.output, width: horizontal.output, lanes: convolution.outputLanes)
      return (shape, (vertical, horizontal))
    case .separable(let layers):
      let vertical = layers.depthwise.vertical(input.height)
      let horizontal = layers.depthwise.horizontal(input.width)
      let lanes = layers.projection?.outputLanes ?? layers.depthwise.lanes
      return (Shape(height: vertical.output, width: horizontal.output, lanes: lanes), (vertical, horizontal))
    case .clamp, .add:
      return (input, nil)
    }
  }

  // MARK: Backward

  /// Goes back from the deepest step and decides who writes a gradient first and who adds to it.
  mutating func planGradients(of values: Set<Int>) {
    gradientTargets = Array(repeating: [], count: units.count)
    targets = Array(repeating: nil, count: units.count)
    var written: Set<Int> = []
    for (index, unit) in units.enumerated().reversed() {
      let time = backwardTime(index)
      let gradient = gradientBuffer(of: unit.output, at: time)
      if values.contains(unit.output), let activation = activations[unit.output],
        let shape = shapes[unit.output]
      {
        layout.touch(activation, at: time)
        targets[index] = Plan.Target(
          value: unit.output, activation: activation, gradient: gradient, adds: written.contains(unit.output),
          count: shape.count)
      }
      for value in (unit.shortcut.map { [$0] } ?? []) + unit.inputs {
        let buffer = gradientBuffer(of: value, at: time)
        gradientTargets[index].append(GradientTarget(buffer: buffer, adds: !written.insert(value).inserted))
      }
    }
  }

  private mutating func gradientBuffer(of value: Int, at time: Int) -> Buffer {
    let buffer = gradients[value] ?? layout.buffer(shapes[value]!.count)
    gradients[value] = buffer
    layout.touch(buffer, at: time)
    return buffer
  }

  // MARK: Steps

  mutating func pictureStep() -> PictureStep {
    PictureStep(
      preprocessing: graph.preprocessing, pixels: size.width * size.height, output: activations[0]!,
      gradient: gradientBuffer(of: 0, at: 2 * units.count + 1))
  }

  mutating func steps() -> [Step] {
    units.indices.map { step($0) }
  }

  private mutating func step(_ index: Int) -> Step {
    let unit = units[index]
    let (input, output) = (activations[unit.inputs[0]]!, activations[unit.output]!)
    let outputGradient = gradients[unit.output]!
    let targets = gradientTargets[index]
    let count = shapes[unit.output]!.count
    switch unit.kind {
    case .convolution(let convolution):
      return convolutionStep(index, convolution)
    case .separable(let layers):
      return separableStep(index, layers)
    case .clamp:
      return ClampStep(
        clamp: unit.clamp ?? .none, count: count, input: input, output: output,
        mask: mask(words: Clamp.maskWords(for: count), index), outputGradient: outputGradient,
        inputGradient: targets[0])
    case .add:
      return AddStep(
        count: count, inputs: (input, activations[unit.inputs[1]]!), output: output,
        outputGradient: outputGradient, inputGradients: (targets[0], targets[1]))
    }
  }

  private mutating func convolutionStep(_ index: Int, _ convolution: Convolution) -> ConvolutionStep {
    let unit = units[index]
    let (vertical, horizontal) = windows[index]!
    let targets = gradientTargets[index]
    let band = ConvolutionStep.band(convolution, width: horizontal.output, height: vertical.output)
    var mask: Buffer?
    if unit.clamp != nil {
      let bandWords = Clamp.maskWords(for: band * horizontal.output * convolution.outputLanes)
      mask = self.mask(words: (vertical.output + band - 1) / band * bandWords, index)
    }
    // Two buffers rather than one from the way forward to the way back: working memory is free in between.
    let windowCounts = band * horizontal.output * convolution.windowCount
    let windowRows = convolution.isPointwise ? nil : scratch(windowCounts, at: forwardTime(index))
    let windowGradients = convolution.isPointwise ? nil : scratch(windowCounts, at: backwardTime(index))
    return ConvolutionStep(
      convolution: convolution, vertical: vertical, horizontal: horizontal, clamp: unit.clamp,
      input: activations[unit.inputs[0]]!, output: activations[unit.output]!,
      shortcut: unit.shortcut.map { activations[$0]! }, mask: mask, windows: windowRows,
      windowGradients: windowGradients, outputGradient: gradients[unit.output]!,
      inputGradient: targets[targets.count - 1], shortcutGradient: unit.shortcut == nil ? nil : targets[0])
  }

  private mutating func separableStep(_ index: Int, _ layers: SeparableLayers) -> SeparableStep {
    let unit = units[index]
    let (vertical, horizontal) = windows[index]!
    let targets = gradientTargets[index]
    let lanes = layers.depthwise.lanes
    let expansionMask =
      layers.expansion == nil
      ? nil : mask(words: vertical.size * Clamp.maskWords(for: horizontal.size * lanes), index)
    let depthwiseMask = mask(words: vertical.output * Clamp.maskWords(for: horizontal.output * lanes), index)
    return SeparableStep(
      layers: layers, vertical: vertical, horizontal: horizontal, input: activations[unit.inputs[0]]!,
      output: activations[unit.output]!, shortcut: unit.shortcut.map { activations[$0]! },
      expansionMask: expansionMask, depthwiseMask: depthwiseMask,
      forwardScratch: forwardScratch(vertical, horizontal, lanes: lanes, at: forwardTime(index)),
      backwardScratch: backwardScratch(vertical, horizontal, lanes: lanes, at: backwardTime(index)),
      outputGradient: gradients[unit.output]!, inputGradient: targets[targets.count - 1],
      shortcutGradient: unit.shortcut == nil ? nil : targets[0])
  }

  private mutating func forwardScratch(
    _ vertical: Window, _ horizontal: Window, lanes: Int, at time: Int
  ) -> SeparableScratch {
    let (stride, kernel) = (vertical.stride, vertical.kernel)
    let perRow = lanes * (2 * stride * horizontal.size + horizontal.output)
    let band = SeparableStep.band(of: vertical.output, floatsPerRow: perRow)
    let rows = (band - 1) * stride + kernel
    let reach = (horizontal.output - 1) * horizontal.stride + horizontal.kernel
    let after = max(0, reach - horizontal.before - horizontal.size)
    let pitch = horizontal.before + horizontal.size + after
    return SeparableScratch(
      ring: RingShape(
        band: band, rows: rows, before: horizontal.before, width: horizontal.size, after: after,
        buffer: scratch(rows * pitch * lanes, at: time)),
      product: scratch(max(rows, band * stride) * horizontal.size * lanes, at: time),
      dense: scratch(band * horizontal.output * lanes, at: time))
  }

  private mutating func backwardScratch(
    _ vertical: Window, _ horizontal: Window, lanes: Int, at time: Int
  ) -> SeparableScratch {
    let (stride, kernel) = (vertical.stride, vertical.kernel)
    let perRow = lanes * (2 * horizontal.output / stride + horizontal.size)
    let band = SeparableStep.band(of: vertical.size, floatsPerRow: perRow)
    let rows = (band + kernel - 2) / stride + 2
    let before = max(0, horizontal.kernel - 1 - horizontal.before) / stride
    let after = max(0, (horizontal.size - 1 + horizontal.before) / stride - (horizontal.output - 1))
    let pitch = before + horizontal.output + after
    return SeparableScratch(
      ring: RingShape(
        band: band, rows: rows, before: before, width: horizontal.output, after: after,
        buffer: scratch(rows * pitch * lanes, at: time)),
      product: scratch(((band - 1 + kernel) / stride + 1) * horizontal.output * lanes, at: time),
      dense: scratch(band * horizontal.size * lanes, at: time))
  }

  private mutating func scratch(_ count: Int, at time: Int) -> Buffer {
    let buffer = layout.buffer(count)
    layout.touch(buffer, at: time)
    return buffer
  }

  /// Mask bits from a step's way forward to its way back.
  private mutating func mask(words: Int, _ index: Int) -> Buffer {
    let buffer = layout.buffer(words)
    layout.touch(buffer, at: forwardTime(index))
    layout.touch(buffer, at: backwardTime(index))
    return buffer
  }
}
