import CLibAV

/// Makes whole frames of those whose even and odd lines were filmed at two moments, by libavfilter's `bwdif`.
final class Deinterlacer {
  private let path: String
  /// The order of the stream's fields, where its decoder doesn't know better.
  private let fieldOrder: AVFieldOrder
  private var graph: FilterGraph?
  /// The two frames that went in last.
  private var latest: [DecodedFrame] = []
  private var timestamp: Int64 = 0

  /// - Parameters:
  ///   - path: the file that errors name.
  ///   - parameters: of the stream that the frames come from.
  init(path: String, parameters: AVCodecParameters) {
    self.path = path
    let knowing = [AV_CODEC_ID_H264, AV_CODEC_ID_HEVC, AV_CODEC_ID_MPEG2VIDEO, AV_CODEC_ID_VC1]
    fieldOrder = knowing.contains(parameters.codec_id) ? AV_FIELD_UNKNOWN : parameters.field_order
  }

  /// Whether a frame is interlaced, as it says itself, or the stream where its decoder doesn't know.
  func isNeeded(by frame: DecodedFrame) -> Bool {
    frame.frame.pointee.interlaced_frame != 0 || Self.interlacedOrders.contains(fieldOrder)
  }

  /// A frame made whole, with the help of its neighbours; where they are missing or of another kind, it stands in.
  ///
  /// - Returns: a frame that is valid until the next call.
  func frame(
    _ frame: DecodedFrame, after previous: DecodedFrame?, before next: DecodedFrame?
  ) throws(MediaError) -> UnsafeMutablePointer<AVFrame> {
    func orStandIn(_ neighbour: DecodedFrame?) -> DecodedFrame {
      neighbour.flatMap { $0.isLike(frame) ? $0 : nil } ?? frame
    }
    let (previous, next) = (orStandIn(previous), orStandIn(next))
    let graph: FilterGraph
    if let made = self.graph, let last = latest.last, last.isLike(frame) {
      graph = made
    } else {
      graph = try FilterGraph("bwdif=mode=send_frame:parity=auto:deint=all", for: frame.frame, path: path)
      self.graph = graph
      latest = []
    }
    // The filter remembers two frames; after a jump it gets all three.
    let hasBoth = latest.count == 2 && latest[0] === previous && latest[1] === frame
    for frame in hasBoth ? [next] : [previous, frame, next] { try push(frame, into: graph) }
    latest = [frame, next]
    return graph.frame
  }

  private func push(_ frame: DecodedFrame, into graph: FilterGraph) throws(MediaError) {
    let tagged = try OwnedFrame(sharing: frame.frame, path)
    tagged.frame.pointee.pts = timestamp
    timestamp += 1
    if frame.frame.pointee.interlaced_frame == 0 {
      tagged.frame.pointee.interlaced_frame = 1
      tagged.frame.pointee.top_field_first = fieldOrder == AV_FIELD_BB || fieldOrder == AV_FIELD_TB ? 0 : 1
    }
    try graph.push(tagged.frame)
    while try graph.pull() {}
  }

  private static let interlacedOrders = [AV_FIELD_TT, AV_FIELD_BB, AV_FIELD_TB, AV_FIELD_BT]
}

extension DecodedFrame {
  /// Whether size and pixel format are the same.
  fileprivate func isLike(_ other: DecodedFrame) -> Bool {
    let (one, two) = (frame.pointee, other.frame.pointee)
    return (one.width, one.height, one.format) == (two.width, two.height, two.format)
  }
}
