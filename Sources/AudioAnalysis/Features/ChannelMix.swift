/// What each channel of a file is: how loud it counts, and how it goes into the mix that is listened to.
///
/// Channels come in the order of WAV and FLAC files: left, right, centre, low-frequency effects, then the ones
/// behind and beside. For 1 to 8 channels: C; L R; L R C; L R Ls Rs; L R C Ls Rs; L R C LFE Ls Rs;
/// L R C LFE Cs Ls Rs; L R C LFE Lb Rb Ls Rs.
struct ChannelMix: Sendable {
  /// A channel's share in the middle, the mean of all that play music, no effects channel: `[channel]`.
  let mid: [Float]
  /// A channel's share in the difference between left and right: `[channel]`.
  let side: [Float]
  /// How much a channel's power counts for loudness, 1, 1.41 for those behind and beside, 0 for effects: `[channel]`.
  ///
  /// - Source: ITU-R BS.1770-4 (2015).
  let loudness: [Float]

  /// - Parameter channels: 1...8.
  init(channels: Int) {
    let places = Self.places[channels - 1]
    let count = Float(places.count { $0 != .effects })
    mid = places.map { $0 == .effects ? 0 : 1 / count }
    side = places.map { $0.pan / count }
    loudness = places.map { $0.isAround ? 1.41 : $0 == .effects ? 0 : 1 }
  }

  private enum Place {
    case centre, left, right, effects, leftAround, rightAround, behind

    var isAround: Bool { self == .leftAround || self == .rightAround || self == .behind }
    /// 1 is left, -1 is right.
    var pan: Float {
      switch self {
      case .left, .leftAround: 1
      case .right, .rightAround: -1
      case .centre, .effects, .behind: 0
      }
    }
  }

  /// `[channels - 1][channel]`
  private static let places: [[Place]] = [
    [.centre],
    [.left, .right],
    [.left, .right, .centre],
    [.left, .right, .leftAround, .rightAround],
    [.left, .right, .centre, .leftAround, .rightAround],
    [.left, .right, .centre, .effects, .leftAround, .rightAround],
    [.left, .right, .centre, .effects, .behind, .leftAround, .rightAround],
    [.left, .right, .centre, .effects, .leftAround, .rightAround, .leftAround, .rightAround],
  ]
}
