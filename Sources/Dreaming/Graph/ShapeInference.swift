/// Why an operation can make nothing of values of some shapes.
enum Misfit: Error, Equatable {
  /// Nothing is left of the picture.
  case nothingLeft
  /// What is wrong, to be continued after the node's name.
  case apart(String)
}

extension Graph {
  /// The shapes of `values` and of all that they are computed from, for a picture of `width` x `height` pixels.
  ///
  /// - Throws: `DreamError.tooSmall`, `DreamError.unfit`.
  func shapes(
    for values: Set<Value>, width: Int, height: Int
  ) throws(DreamError) -> [Value: Shape] {
    var shapes = [Value.picture: Shape(height: height, width: width, channels: 3, isPicture: true)]
    for value in needs(of: values).needed {
      let node = self[value]
      do throws(Misfit) {
        let shape = try node.operation.shape(of: node.inputs.map { shapes[$0]! })
        guard shape.hasPossibleSize else { throw Misfit.apart("makes \(shape)") }
        shapes[value] = shape
      } catch {
        switch error {
        case .nothingLeft:
          throw .tooSmall(width: width, height: height, node: node.name)
        case .apart(let reason):
          throw .unfit(width: width, height: height, node: node.name, reason: reason)
        }
      }
    }
    return shapes
  }
}

extension Graph.Operation {
  /// The shape of what the operation makes of values of these shapes.
  func shape(of inputs: [Shape]) throws(Misfit) -> Shape {
    let first = inputs[0]
    switch self {
    case .convolution(let convolution):
      return try slide(convolution.geometry, over: first, channels: convolution.channels)
    case .depthwise(let depthwise):
      return try slide(depthwise.geometry, over: first, channels: depthwise.channels)
    case .clamp, .activation, .affine, .localResponseNormalisation, .softmax:
      return first
    case .add, .subtract, .multiply:
      return try broadcast(first, inputs[1])
    case .concatenate:
      return try concatenated(inputs)
    case .maximumPool(let geometry):
      guard geometry.area <= MaximumPoolStep.largestKernel else {
        throw .apart("takes the maximum over windows of \(geometry.width)x\(geometry.height) cells")
      }
      return try slide(geometry, over: first, channels: first.channels)
    case .averagePool(let pool):
      return try slide(pool.geometry, over: first, channels: first.channels)
    case .globalAveragePool:
      return Shape(height: 1, width: 1, channels: first.channels)
    case .pad(let padding):
      return try padded(first, padding)
    }
  }

  private func slide(
    _ geometry: KernelGeometry, over input: Shape, channels: Int
  ) throws(Misfit) -> Shape {
    let (height, width) = (geometry.vertical(input.height).output, geometry.horizontal(input.width).output)
    guard height > 0, width > 0 else { throw .nothingLeft }
    return Shape(height: height, width: width, channels: channels)
  }

  private func broadcast(_ first: Shape, _ second: Shape) throws(Misfit) -> Shape {
    if first == second { return first }
    guard first.channels == second.channels, first.isCell || second.isCell else {
      throw .apart("combines \(first) and \(second)")
    }
    return first.isCell ? second : first
  }

  private func concatenated(_ inputs: [Shape]) throws(Misfit) -> Shape {
    var whole = inputs[0]
    for input in inputs.dropFirst() {
      guard input.height == whole.height, input.width == whole.width else {
        throw .apart("puts together \(inputs[0]) and \(input)")
      }
      whole.channels += input.channels
    }
    return whole
  }

  private func padded(_ input: Shape, _ padding: BorderPadding) throws(Misfit) -> Shape {
    let sides = [padding.top, padding.left, padding.bottom, padding.right]
    let most = 1 << 24
    guard sides.allSatisfy({ (-most...most).contains($0) }) else {
      throw .apart("adds \(sides.max() ?? 0) cells at a border")
    }
    let height = input.height + padding.top + padding.bottom
    let width = input.width + padding.left + padding.right
    guard height > 0, width > 0 else { throw .nothingLeft }
    return Shape(height: height, width: width, channels: input.channels)
  }
}
