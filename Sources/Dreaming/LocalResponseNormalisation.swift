/// Each value divided by `(bias + alpha / size * sum of squares)^beta`, the sum over `size` neighbouring channels.
///
/// - Source: Krizhevsky, Sutskever and Hinton, "ImageNet classification with deep convolutional neural networks", 2012.
struct LocalResponseNormalisation: Sendable, Equatable {
  /// Channels summed over, the value's own in the middle.
  var size: Int
  var alpha: Float
  var beta: Float
  var bias: Float
}
