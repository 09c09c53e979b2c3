/// How footage is brought to the size of a clip that has another shape.
public enum FootageFit: String, CaseIterable, Sendable {
  /// It fills the clip; what sticks out is cut off, on both sides alike.
  case crop
  /// It is seen whole, in the middle, with black bars.
  case pad
  /// It is distorted to the clip's shape.
  case stretch

  /// The size that a picture of `source`'s shape is scaled to before it is cut or framed to `target`.
  ///
  /// - Parameter source: width and height in pixels that are square.
  func scaledSize(of source: SIMD2<Double>, in target: PictureSize) -> PictureSize {
    let ratios = SIMD2(Double(target.width), Double(target.height)) / source
    let ratio: Double
    switch self {
    case .stretch: return target
    case .crop: ratio = ratios.max()
    case .pad: ratio = ratios.min()
    }
    // The side that decides the ratio comes out exactly.
    func side(_ length: Double, _ wanted: Int) -> Int {
      let scaled = max(1, Int((length * ratio).rounded()))
      return self == .crop ? max(wanted, scaled) : min(wanted, scaled)
    }
    return PictureSize(width: side(source.x, target.width), height: side(source.y, target.height))
  }
}

extension Picture {
  /// The picture in the middle of one of `size`: cut where it is larger, black around it where it is smaller.
  func centred(in size: PictureSize) -> Picture {
    guard size != self.size else { return self }
    let columns = min(width, size.width)
    let (fromX, toX) = ((width - columns) / 2, (size.width - columns) / 2)
    let rows = min(height, size.height)
    let (fromY, toY) = ((height - rows) / 2, (size.height - rows) / 2)
    var centred = [UInt8](repeating: 0, count: 3 * size.area)
    for row in 0..<rows {
      let from = 3 * ((fromY + row) * width + fromX)
      let to = 3 * ((toY + row) * size.width + toX)
      centred.replaceSubrange(to..<to + 3 * columns, with: pixels[from..<from + 3 * columns])
    }
    return Picture(width: size.width, height: size.height, pixels: centred)
  }
}
