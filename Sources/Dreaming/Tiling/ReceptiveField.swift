/// One of the two ways along which a picture is cut into tiles.
enum Axis {
  case vertical
  case horizontal

  /// How many cells a feature map has along it.
  func size(_ shape: Shape) -> Int { self == .vertical ? shape.height : shape.width }

  /// How a kernel moves along it, over `size` cells.
  func window(_ geometry: KernelGeometry, over size: Int) -> Window {
    self == .vertical ? geometry.vertical(size) : geometry.horizontal(size)
  }
}

/// Which pixels along one axis a cell of a feature map is made from: cell `i` from `i * stride - before` to
/// `i * stride + after`, as far as the picture goes.
struct ReceptiveField: Equatable {
  var stride = 1
  var before = 0
  var after = 0
}

extension Graph {
  /// The receptive fields of `values` and of all they are computed from.
  ///
  /// - Parameter shapes: of these values, for the whole picture.
  /// - Returns: nil if one of them is made from the whole picture, as squeeze-and-excite and averages over everything are, or
  ///   its inputs don't lie on one grid.
  func receptiveFields(of values: Set<Value>, shapes: [Value: Shape], along axis: Axis) -> [Value:
    ReceptiveField]?
  {
    var fields = [Value.picture: ReceptiveField()]
    for value in needs(of: values).needed {
      let node = self[value]
      guard let size = shapes[node.inputs[0]].map(axis.size),
        let field = node.operation.receptiveField(
          of: node.inputs.compactMap { fields[$0] }, over: size, along: axis),
        Set(node.inputs.map { shapes[$0].map(axis.size) }).count == 1
      else { return nil }
      fields[value] = field
    }
    return fields
  }
}
