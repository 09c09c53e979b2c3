/// `scale * x + offset` with numbers for each channel: batch normalisation, or arithmetic with constants.
struct Affine: Sendable, Equatable {
  /// `[channels]`
  var scale: [Float]
  /// `[channels]`
  var offset: [Float]
}
