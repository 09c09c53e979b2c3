import Media

/// How much of the frame before lives on in the next one; a picture that stays the same takes the place of the rest:
///
///     x ← share x + (1 - share) ground
public struct Feedback: Sendable, Equatable {
  /// What takes the place, such as the noise that a scene begins with.
  public var ground: Picture
  /// How much of the frame before stays: 1 all of it, 0 nothing.
  public var share: Float

  /// A feedback of `share`, 0...1, over a ground.
  public init(over ground: Picture, share: Float) {
    (self.ground, self.share) = (ground, share)
  }

  /// Mixes the ground into a picture of its size.
  func mix(into picture: FloatPicture) {
    guard share < 1 else { return }
    precondition(picture.width == ground.width && picture.height == ground.height)
    ground.pixels.withUnsafeBufferPointer { pixels in
      for channel in 0..<3 {
        let plane = picture.plane(channel)
        for i in 0..<picture.area {
          plane[i] = share * plane[i] + (1 - share) * Float(pixels[3 * i + channel])
        }
      }
    }
  }
}
