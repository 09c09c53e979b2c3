/// What to listen to where left and right cancel each other.
enum Antiphase {
  /// The side's power counts in full where the middle has nothing, and not at all where the middle has a twentieth
  /// of it: then there is something to hear in the middle alone.
  ///
  /// - Returns: the share of the side to add to the middle, 0...1.
  static func share(mid: Float, side: Float) -> Float {
    side > 0 ? max(0, 1 - 20 * mid / side) : 0
  }
}
