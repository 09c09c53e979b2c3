/// A pull toward the colours a scene began with: without it a loop of dreams saturates.
///
/// Of each channel, with mean m and deviation d now, and M and D wanted,
///
///     x ← (1 - pull) x + pull ((x - m) D / d + M)
public struct Steadying: Sendable, Equatable {
  /// The colours to stay near: those of the scene's first frame.
  public var toward: ColourStatistics
  /// How far one frame goes: 0 leaves the picture as it is, 1 gives it the mean and deviation of `toward`.
  public var pull: Float

  /// A pull of `pull`, 0...1, toward given colours.
  public init(toward: ColourStatistics, pull: Float) {
    (self.toward, self.pull) = (toward, pull)
  }

  /// Brings each channel's mean and deviation nearer, and every value within 0...255.
  func steady(_ picture: FloatPicture) {
    guard pull > 0 else { return }
    let now = ColourStatistics(of: picture)
    for channel in 0..<3 {
      // A flat channel has no contrast to change.
      let isFlat = now.deviation[channel] < 1e-3
      let contrast = isFlat ? 1 : toward.deviation[channel] / now.deviation[channel]
      let scale = 1 - pull + pull * contrast
      let offset = pull * (toward.mean[channel] - now.mean[channel] * contrast)
      let plane = picture.plane(channel)
      for i in 0..<picture.area {
        plane[i] = min(max(plane[i] * scale + offset, 0), 255)
      }
    }
  }
}
