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
