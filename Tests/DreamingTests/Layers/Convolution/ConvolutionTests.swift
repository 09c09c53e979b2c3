import Testing

@testable import Dreaming

/// Convolutions of many geometries against their definition, both ways.
@Suite struct ConvolutionTests {
  /// What a convolution step makes of random values, and what it should make.
  private struct Run {
    var output: [Float]
    var expectedOutput: [Double]
    var inputGradient: [Float]
    var expectedInputGradient: [Double]
    var shortcutGradient: [Float]
    var expectedShortcutGradient: [Double]

    var worstError: Double {
      [
        error(output, expectedOutput), error(inputGradient, expectedInputGradient),
        error(shortcutGradient, expectedShortcutGradient),
      ].max() ?? .infinity
    }
  }

  /// What follows the convolution.
  private struct Following {
    var shortcut = false
    var clamp: Clamp?
  }

  /// Single precision, over sums of some hundred products.
  private let tolerance = 2e-6

  private func weights(_ inputs: Int, _ outputs: Int, groups: Int = 1, area: Int) -> ConvolutionWeights {
    var generator = SeededGenerator(seed: 5)
    let perOutput = inputs / groups * area
    let scale = (3 / Float(perOutput)).squareRoot()
    return ConvolutionWeights(
      outputs: outputs, inputs: inputs, groups: groups,
      kernel: (0..<outputs * perOutput).map { _ in scale * Float.random(in: -1...1, using: &generator) },
      bias: (0..<outputs).map { _ in Float.random(in: -1...1, using: &generator) })
  }

  /// Runs a convolution's step by itself, in memory full of NaN but for what it may read.
  ///
  /// - Parameter adds: whether another step has left a gradient in the input's already.
  private func run(
    _ weights: ConvolutionWeights, _ geometry: KernelGeometry, height: Int, width: Int,
    ofPicture: Bool = false, following: Following = Following(), adds: Bool = false, teamSize: Int = 1
  ) throws -> Run {
    let textbook = TextbookConvolution(weights, geometry, height: height, width: width, isPicture: ofPicture)
    let graph = graph(weights, geometry, ofPicture: ofPicture, following: following, adds: adds)
    let plan = try Plan(
      graph, width: width, height: height, values: Set(graph.outputs), teamSize: teamSize)
    let step = try #require(plan.steps.compactMap { $0 as? ConvolutionStep }.last)
    #expect(step.inputGradient.adds == adds)
    let floats = UnsafeMutablePointer<Float>.allocate(capacity: plan.arenaCount)
    defer { floats.deallocate() }
    floats.initialize(repeating: .nan, count: plan.arenaCount)
    return run(
      step, textbook, following, Arena(base: floats, offsets: plan.offsets), Team(size: teamSize))
  }

  private func run(
    _ step: ConvolutionStep, _ textbook: TextbookConvolution, _ following: Following, _ arena: Arena,
    _ team: Team
  ) -> Run {
    var generator = SeededGenerator(seed: 9)
    func fill(_ buffer: Buffer, _ shape: Shape) -> [Float] {
      let values = (0..<shape.count).map { index in
        index % shape.lanes < shape.channels ? Float.random(in: -1...1, using: &generator) : 0
      }
      arena[buffer].update(from: values, count: values.count)
      return values
    }
    func values(_ buffer: Buffer, _ shape: Shape) -> [Float] {
      Array(UnsafeBufferPointer(start: arena[buffer], count: shape.count))
    }
    let (input, output) = (textbook.input, textbook.output)
    let shortcut = step.shortcut.map { fill($0, output) }
    let sums = textbook.forward(fill(step.input, input)).enumerated().map { index, sum in
      sum + Double(shortcut?[index] ?? 0)
    }
    let clamp = following.clamp ?? .none
    step.forward(in: arena, with: team)
    let result = values(step.output, output)
    let gradient = fill(step.outputGradient, output)
    let passed = zip(gradient, sums).map { gradient, sum in
      sum > Double(clamp.low) && sum < Double(clamp.high) ? gradient : 0
    }
    let before = step.inputGradient.adds ? fill(step.inputGradient.buffer, input) : nil
    step.backward(in: arena, with: team)
    return Run(
      output: result,
      expectedOutput: sums.map { min(max($0, Double(clamp.low)), Double(clamp.high)) },
      inputGradient: values(step.inputGradient.buffer, input),
      expectedInputGradient: textbook.backward(passed).enumerated().map { $1 + Double(before?[$0] ?? 0) },
      shortcutGradient: step.shortcutGradient.map { values($0.buffer, output) } ?? [],
      expectedShortcutGradient: step.shortcutGradient == nil ? [] : passed.map { Double($0) })
  }

  /// From the picture by a 1x1 convolution to the input, and on through the convolution in question.
  private func graph(
    _ weights: ConvolutionWeights, _ geometry: KernelGeometry, ofPicture: Bool, following: Following,
    adds: Bool
  ) -> Graph {
    var graph = Graph(name: "test", preprocessing: Preprocessing(), nodes: [], outputs: [])
    func add(_ operation: any Graph.Operation, _ inputs: [Value], _ channels: Int) -> Value {
      graph.nodes.append(
        Graph.Node(
          name: "\(graph.nodes.count)", operation: operation, inputs: inputs, channels: channels, stride: 1,
          summary: ""))
      return graph.values[graph.nodes.count - 1]
    }
    let pointwise = KernelGeometry(height: 1, width: 1)
    var value = Value.picture
    if !ofPicture {
      value = add(
        Convolution(self.weights(3, weights.inputs, area: 1), geometry: pointwise, inputLanes: 3),
        [.picture], weights.inputs)
    }
    let input = value
    let lanes = ofPicture ? 3 : Graph.lanes(for: weights.inputs)
    var shortcut = Value.picture
    if following.shortcut {
      shortcut = add(
        Convolution(weights, geometry: geometry, inputLanes: lanes), [input], weights.outputs)
    }
    value = add(
      Convolution(weights, geometry: geometry, inputLanes: lanes), [input], weights.outputs)
    if following.shortcut { value = add(Arithmetic.sum, [shortcut, value], weights.outputs) }
    if let clamp = following.clamp { value = add(clamp, [value], weights.outputs) }
    graph.outputs = [value]
    if adds {
      // Another that reads the input: its gradient is there first.
      graph.outputs.append(add(Clamp(low: -1, high: 1), [input], weights.inputs))
    }
    return graph
  }

  // MARK: Geometries

  @Test(arguments: [(1, 1), (2, 1), (1, 3), (3, 2)], [(3, 3), (1, 1), (2, 5), (7, 1), (4, 4)])
  func stridesAndKernels(strides: (Int, Int), kernel: (Int, Int)) throws {
    let weights = weights(11, 13, area: kernel.0 * kernel.1)
    for padding in [Padding.sameUpper, .sameLower, .none, .explicit(top: 0, left: 1, bottom: 2, right: 0)] {
      let geometry = KernelGeometry(
        height: kernel.0, width: kernel.1, verticalStride: strides.0, horizontalStride: strides.1,
        padding: padding)
      #expect(try run(weights, geometry, height: 17, width: 10).worstError < tolerance)
      #expect(try run(weights, geometry, height: 7, width: 8, adds: true).worstError < tolerance)
    }
  }

  @Test(arguments: [(2, 2), (3, 3), (1, 3), (2, 4)], [1, 2, 3])
  func dilations(dilations: (Int, Int), stride: Int) throws {
    let weights = weights(16, 24, area: 9)
    for padding in [Padding.sameUpper, .sameLower, .none, .explicit(top: 1, left: 2, bottom: 3, right: 4)] {
      let geometry = KernelGeometry(
        height: 3, width: 3, verticalStride: stride, horizontalStride: stride,
        verticalDilation: dilations.0, horizontalDilation: dilations.1, padding: padding)
      #expect(try run(weights, geometry, height: 19, width: 13).worstError < tolerance)
    }
  }

  @Test(arguments: [1, 2], [2, 4])
  func groups(stride: Int, groups: Int) throws {
    let weights = weights(12, 20, groups: groups, area: 6)
    let geometry = KernelGeometry(
      height: 3, width: 2, verticalStride: stride, horizontalStride: stride, padding: .sameUpper)
    for adds in [false, true] {
      let run = try run(
        weights, geometry, height: 9, width: 11,
        following: Following(shortcut: true, clamp: Clamp(low: 0, high: 6)),
        adds: adds)
      #expect(run.worstError < tolerance)
    }
  }

  @Test(arguments: [1, 2])
  func ofThePictureItself(groups: Int) throws {
    for (kernel, stride) in [(7, 2), (3, 2), (3, 1), (11, 4), (1, 1), (1, 2)] {
      let weights = weights(3, groups == 1 ? 10 : 9, groups: groups == 1 ? 1 : 3, area: kernel * kernel)
      let pad = kernel / 2
      let geometry = KernelGeometry(
        height: kernel, width: kernel, verticalStride: stride, horizontalStride: stride,
        padding: .explicit(top: pad, left: pad, bottom: pad, right: pad))
      #expect(
        try run(
          weights, geometry, height: 21, width: 26, ofPicture: true,
          following: Following(clamp: Clamp(low: 0, high: .infinity))
        ).worstError < tolerance)
    }
  }

  /// Wide enough for `WinogradSums`.
  @Test(arguments: [(16, 16), (21, 40), (64, 32), (128, 17)])
  func threeByThreeOfManyChannels(inputs: Int, outputs: Int) throws {
    let weights = weights(inputs, outputs, area: 9)
    for padding in [Padding.sameUpper, .none, .explicit(top: 0, left: 2, bottom: 1, right: 0)] {
      let geometry = KernelGeometry(height: 3, width: 3, padding: padding)
      for (height, width) in [(8, 8), (9, 7), (13, 30), (22, 15)] {
        #expect(try run(weights, geometry, height: height, width: width).worstError < 4e-6)
      }
    }
  }

  @Test(arguments: [1, 16, 24], [false, true])
  func shortcutAndClampFollow(channels: Int, adds: Bool) throws {
    for (kernel, stride) in [(1, 1), (3, 1), (3, 2)] {
      let weights = weights(channels, channels, area: kernel * kernel)
      let geometry = KernelGeometry(
        height: kernel, width: kernel, verticalStride: stride, horizontalStride: stride, padding: .sameUpper)
      for shortcut in [false, true] {
        for clamp in [nil, Clamp(low: 0, high: .infinity), Clamp(low: -0.3, high: 0.4)] {
          let run = try run(
            weights, geometry, height: 11, width: 14, following: Following(shortcut: shortcut, clamp: clamp),
            adds: adds)
          #expect(run.worstError < 4e-6)
        }
      }
    }
  }

  /// A map of several bands, so that a team has something to share.
  @Test(arguments: [(3, 1, 40), (3, 2, 40), (1, 1, 160), (5, 1, 24)])
  func teamsOfAnySizeComputeTheSameBits(kernel: Int, stride: Int, channels: Int) throws {
    let weights = weights(channels, channels, area: kernel * kernel)
    let geometry = KernelGeometry(
      height: kernel, width: kernel, verticalStride: stride, horizontalStride: stride, padding: .sameUpper)
    let runs = try [1, 3].map { size in
      try run(
        weights, geometry, height: 64, width: 40,
        following: Following(shortcut: true, clamp: Clamp(low: 0, high: 1)),
        teamSize: size)
    }
    #expect(runs[0].output == runs[1].output)
    #expect(runs[0].inputGradient == runs[1].inputGradient)
    #expect(runs[0].shortcutGradient == runs[1].shortcutGradient)
    #expect(runs[0].worstError < 4e-6)
  }
}

/// 0 for equal arrays, such as gradients of no shortcut.
private func error(_ values: [Float], _ expected: [Double]) -> Double {
  values.map(Double.init) == expected ? 0 : relativeError(values, expected)
}
