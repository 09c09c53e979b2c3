extension Graph {
  /// What a node does.
  ///
  /// A kind of layer says in one file of `Layers` all that there is to know about it: here, what it makes of its inputs
  /// and of which pixels; in its `LayerStep`, how that and its gradient are computed.
  protocol Operation: StepMaking {
    /// The shape of what it makes of values of these shapes; if nothing else is said, the first's.
    func shape(of inputs: [Shape]) throws(Misfit) -> Shape

    /// The pixels that a cell of its result is made from along one axis, given those of its inputs' cells; if nothing else
    /// is said, those of the same cell of every input.
    ///
    /// - Parameters:
    ///   - inputs: one for each input.
    ///   - size: cells of each input along the axis.
    /// - Returns: nil if a cell is made from the whole picture, or inputs don't lie on one grid.
    func receptiveField(
      of inputs: [ReceptiveField], over size: Int, along axis: Axis
    ) -> ReceptiveField?

    /// The operation for a tile, where each cell is to be made from the same cells as in the whole picture; if nothing
    /// else is said, itself.
    func cut(_ vertical: TileCut, _ horizontal: TileCut) -> Self

    /// Whether it is a learned kernel over a picture's cells, by which a network's depth is counted.
    var isConvolution: Bool { get }
    /// Whether its result is a single cell, whatever the picture's size.
    var makesSingleCell: Bool { get }
    /// Whether it leaves a classifier's classes in their order: what it is taken of classifies as well.
    var keepsClasses: Bool { get }
  }
}

extension Graph.Operation {
  func shape(of inputs: [Shape]) throws(Misfit) -> Shape { inputs[0] }

  func receptiveField(
    of inputs: [ReceptiveField], over size: Int, along axis: Axis
  ) -> ReceptiveField? {
    var field = inputs[0]
    for input in inputs.dropFirst() {
      guard input.stride == field.stride else { return nil }
      field.before = max(field.before, input.before)
      field.after = max(field.after, input.after)
    }
    return field
  }

  func cut(_ vertical: TileCut, _ horizontal: TileCut) -> Self { self }

  var isConvolution: Bool { false }
  var makesSingleCell: Bool { false }
  var keepsClasses: Bool { false }
}

/// An operation whose kernel moves over its one input, window by window.
protocol WindowOperation: Graph.Operation {
  var geometry: KernelGeometry { get set }
  /// Channels of what it makes of so many; if nothing else is said, as many.
  func outputChannels(of inputChannels: Int) -> Int
}

extension WindowOperation {
  func outputChannels(of inputChannels: Int) -> Int { inputChannels }

  func shape(of inputs: [Shape]) throws(Misfit) -> Shape { try windowedShape(of: inputs[0]) }

  /// The shape of one cell for each window over `input`.
  func windowedShape(of input: Shape) throws(Misfit) -> Shape {
    let (height, width) = (geometry.vertical(input.height).output, geometry.horizontal(input.width).output)
    guard height > 0, width > 0 else { throw .nothingLeft }
    return Shape(height: height, width: width, channels: outputChannels(of: input.channels))
  }

  func receptiveField(
    of inputs: [ReceptiveField], over size: Int, along axis: Axis
  ) -> ReceptiveField? {
    let (window, input) = (axis.window(geometry, over: size), inputs[0])
    return ReceptiveField(
      stride: input.stride * window.stride, before: input.before + window.before * input.stride,
      after: input.after + (window.extent - 1 - window.before) * input.stride)
  }

  func cut(_ vertical: TileCut, _ horizontal: TileCut) -> Self {
    var cut = self
    cut.geometry = geometry.cut(vertical, horizontal)
    return cut
  }
}
