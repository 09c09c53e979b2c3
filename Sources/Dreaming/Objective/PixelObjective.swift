/// What a dream climbs: a function of a picture that knows its gradient.
protocol PixelObjective: AnyObject {
  /// Makes these terms, with their weights, what is climbed from now on. Other weights of the same terms cost nothing.
  ///
  /// - Throws: `DreamError.tooSmall` when nothing would be left of the picture at one of their layers; what is wrong with a
  ///   guide.
  func prepare(for terms: [ResolvedTerm]) throws(DreamError)

  /// The value at `picture`, and its gradient with respect to every pixel.
  ///
  /// - Parameters:
  ///   - picture: planes of red, green, blue, `[3][height][width]`, pixels on the scale 0...255.
  ///   - gradient: room for `[3][height][width]`; all zeros if nothing answers.
  func gradient(at picture: UnsafePointer<Float>, into gradient: UnsafeMutablePointer<Float>) -> Float
}
