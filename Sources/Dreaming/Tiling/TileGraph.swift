extension Graph {
  /// The graph for a tile of a picture: given the pixels the tile sees, it computes for every value the cells that the tile
  /// sees of the whole picture's, each from the same cells as the whole would.
  ///
  /// Only cells near a border of the tile within the picture come out wrong: there the whole goes on, while the tile has
  /// padding. `TileGrid` sees to it that no pixel of the tile's own depends on them.
  ///
  /// - Parameters:
  ///   - values: what is to be computed.
  ///   - shapes: of these and all they are computed from, for the whole picture.
  ///   - fields: the same, along each axis.
  func tile(
    for values: Set<Value>, shapes: [Value: Shape], rows: (span: TileSpan, fields: [Value: ReceptiveField]),
    columns: (span: TileSpan, fields: [Value: ReceptiveField])
  ) -> Graph {
    func cut(_ value: Value, _ axis: Axis) -> (whole: Int, seen: Int) {
      let (span, fields) = axis == .vertical ? rows : columns
      let size = axis.size(shapes[value]!)
      return (size, span.seenCells(of: size, stride: fields[value]!.stride).count)
    }
    var graph = self
    for value in needs(of: values).needed {
      let node = self[value]
      let input = node.inputs[0]
      let vertical = TileCut(
        input: cut(input, .vertical), output: cut(value, .vertical), seesEnd: rows.span.seesEnd)
      let horizontal = TileCut(
        input: cut(input, .horizontal), output: cut(value, .horizontal), seesEnd: columns.span.seesEnd)
      graph[value].operation = node.operation.cut(vertical, horizontal)
    }
    return graph
  }
}

/// What a tile sees of an operation's input and output along one axis, in cells, and whether it sees the picture's end.
struct TileCut {
  let input: (whole: Int, seen: Int)
  let output: (whole: Int, seen: Int)
  let seesEnd: Bool

  /// Padding that makes the tile's output of its input.
  ///
  /// - Parameters:
  ///   - window: how the kernel moves over the whole input.
  ///   - explicitAfter: the padding after the whole input, where that doesn't follow from its size.
  func padding(_ window: Window, explicitAfter: Int?) -> (before: Int, after: Int) {
    if seesEnd, let explicitAfter { return (window.before, explicitAfter) }
    return (
      window.before, (output.seen - 1) * window.stride + window.extent - input.seen - window.before
    )
  }
}

extension KernelGeometry {
  /// The kernel with the padding that makes a tile's output of its input.
  func cut(_ vertical: TileCut, _ horizontal: TileCut) -> KernelGeometry {
    var explicit: (bottom: Int, right: Int)?
    if case .explicit(_, _, let bottom, let right) = padding { explicit = (bottom, right) }
    let rows = vertical.padding(self.vertical(vertical.input.whole), explicitAfter: explicit?.bottom)
    let columns = horizontal.padding(
      self.horizontal(horizontal.input.whole), explicitAfter: explicit?.right)
    var geometry = self
    geometry.padding = .explicit(
      top: rows.before, left: columns.before, bottom: rows.after, right: columns.after)
    return geometry
  }
}
