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

  /// Cells of padding at the start and at the end.
  func padding(_ padding: BorderPadding) -> (before: Int, after: Int) {
    self == .vertical ? (padding.top, padding.bottom) : (padding.left, padding.right)
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
          node.inputs.compactMap { fields[$0] }, over: size, along: axis),
        Set(node.inputs.map { shapes[$0].map(axis.size) }).count == 1
      else { return nil }
      fields[value] = field
    }
    return fields
  }
}

extension Graph.Operation {
  /// The receptive field of what the operation makes of values with these, `size` cells each.
  fileprivate func receptiveField(_ inputs: [ReceptiveField], over size: Int, along axis: Axis)
    -> ReceptiveField?
  {
    var field = inputs[0]
    switch self {
    case .convolution(let convolution):
      field.slide(axis.window(convolution.geometry, over: size))
    case .depthwise(let depthwise):
      field.slide(axis.window(depthwise.geometry, over: size))
    case .maximumPool(let geometry):
      field.slide(axis.window(geometry, over: size))
    case .averagePool(let pool):
      field.slide(axis.window(pool.geometry, over: size))
    case .pad(let padding):
      // The cells move, and at a border those that are mirrored there come from as far again.
      let (before, after) = axis.padding(padding)
      let most = max(abs(before), abs(after)) * field.stride
      field.before += most
      field.after += most
    case .globalAveragePool:
      return nil
    case .clamp, .activation, .affine, .localResponseNormalisation, .softmax, .add, .subtract, .multiply,
      .concatenate:
      for input in inputs.dropFirst() {
        guard input.stride == field.stride else { return nil }
        field.before = max(field.before, input.before)
        field.after = max(field.after, input.after)
      }
    }
    return field
  }
}

extension ReceptiveField {
  fileprivate mutating func slide(_ window: Window) {
    before += window.before * stride
    after += (window.extent - 1 - window.before) * stride
    stride *= window.stride
  }
}
