import Testing

@testable import Dreaming

/// A pool's window, small enough for the checks' smallest picture, 9x7.
struct PoolGeometry: CustomTestStringConvertible {
  let geometry: KernelGeometry
  let testDescription: String

  init(
    _ height: Int, _ width: Int, strides: (Int, Int) = (1, 1), dilations: (Int, Int) = (1, 1),
    pads: (top: Int, left: Int, bottom: Int, right: Int) = (0, 0, 0, 0), same: Padding? = nil,
    roundsUp: Bool = false
  ) {
    let explicit = Padding.explicit(top: pads.top, left: pads.left, bottom: pads.bottom, right: pads.right)
    geometry = KernelGeometry(
      height: height, width: width, verticalStride: strides.0, horizontalStride: strides.1,
      verticalDilation: dilations.0, horizontalDilation: dilations.1, padding: same ?? explicit,
      roundsUp: roundsUp)
    testDescription =
      "\(height)x\(width) strides \(strides) dilations \(dilations) \(same ?? explicit) \(roundsUp)"
  }

  static let all = [
    PoolGeometry(2, 2, strides: (2, 2)),
    PoolGeometry(3, 3, strides: (2, 2), roundsUp: true),
    PoolGeometry(3, 3, pads: (1, 1, 1, 1)),
    PoolGeometry(3, 3, strides: (2, 2), pads: (1, 1, 1, 1), roundsUp: true),
    PoolGeometry(2, 3, strides: (3, 1), dilations: (2, 3), pads: (1, 0, 0, 2)),
    PoolGeometry(3, 2, strides: (2, 3), same: .sameUpper),
    PoolGeometry(4, 3, strides: (3, 2), same: .sameLower),
    PoolGeometry(1, 1, strides: (2, 2)),
    PoolGeometry(2, 2, strides: (4, 5), pads: (0, 0, 1, 1), roundsUp: true),
  ]

  /// Calls `body` with each cell's window: the values inside the input, and how many cells of it are padding or input.
  func windows(
    over map: ReferenceMap, _ body: @escaping (_ values: [Float], _ paddedCells: Int) -> Float
  ) -> ReferenceMap {
    let (vertical, horizontal) = (geometry.vertical(map.height), geometry.horizontal(map.width))
    var end = (map.height + geometry.height, map.width + geometry.width)
    if case .explicit(_, _, let bottom, let right) = geometry.padding {
      end = (map.height + bottom, map.width + right)
    }
    return ReferenceMap(height: vertical.output, width: horizontal.output, channels: map.channels) {
      y, x, channel in
      var values: [Float] = []
      var cells = 0
      for row in 0..<geometry.height {
        for column in 0..<geometry.width {
          let inputY = y * geometry.verticalStride - vertical.before + row * geometry.verticalDilation
          let inputX =
            x * geometry.horizontalStride - horizontal.before + column * geometry.horizontalDilation
          if inputY < end.0, inputX < end.1 { cells += 1 }
          if let value = map.inside(inputY, inputX, channel) { values.append(value) }
        }
      }
      return body(values, cells)
    }
  }
}
