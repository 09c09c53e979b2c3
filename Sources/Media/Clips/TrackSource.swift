import CLibAV

/// Where a clip's sound comes from: packet by packet, whether copied or encoded.
protocol TrackSource: AnyObject {
  /// The unit of the packets' times, in seconds.
  var timeBase: AVRational { get }
  /// The packet that `nextPacket()` filled last.
  var packet: UnsafeMutablePointer<AVPacket> { get }
  var tags: SongTags { get }

  /// The stream's description for the container.
  func describe(_ parameters: UnsafeMutablePointer<AVCodecParameters>)

  /// Fills `packet` with the next piece of sound. Time 0 is the first sample to be heard; what an encoder wants
  /// played before it, silently, has negative times.
  ///
  /// - Returns: false at the end.
  func nextPacket() throws(MediaError) -> Bool
}
