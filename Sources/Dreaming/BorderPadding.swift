/// Cells added around a feature map, or cut off where the number is negative.
struct BorderPadding: Sendable, Equatable {
  /// What the new cells hold.
  enum Content: Sendable, Equatable {
    case constant(Float)
    /// The inside mirrored at the outermost cells, which aren't repeated.
    case reflection
    /// The outermost cells repeated.
    case edge
  }

  var top: Int
  var left: Int
  var bottom: Int
  var right: Int
  var content: Content
}
