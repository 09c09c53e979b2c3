import Media

extension Picture {
  /// This picture at another size: bilinear, smoothed where it shrinks.
  ///
  /// - Precondition: `width` and `height` are at least 1.
  public func resized(width: Int, height: Int) -> Picture {
    let resize = Resize(fromWidth: self.width, fromHeight: self.height, toWidth: width, toHeight: height)
    let resized = FloatPicture(width: width, height: height)
    resize.resize(FloatPicture(self), into: resized)
    return resized.rounded()
  }
}
