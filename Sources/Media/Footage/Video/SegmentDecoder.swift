import CLibAV

/// A frame of a video, decoded.
final class DecodedFrame {
  /// When it comes on screen, in seconds from the video's first frame.
  let start: Double
  /// The segment that it belongs to.
  let segment: Int
  /// The frame.
  var frame: UnsafeMutablePointer<AVFrame> { owned.frame }

  private let owned: OwnedFrame

  fileprivate init(_ owned: OwnedFrame, start: Double, segment: Int) {
    (self.owned, self.start, self.segment) = (owned, start, segment)
  }
}

/// Decodes a video segment by segment.
///
/// Each segment is decoded from its keyframe by a decoder that remembers nothing of others, so that its frames are the
/// same whatever was decoded before, also where the file is damaged.
final class SegmentDecoder {
  /// The segment being decoded; -1 before the first.
  private(set) var segment = -1
  /// The stream, for what it says about frames.
  var input: LibAVInput { packets.input }

  private let timeline: VideoTimeline
  private let packets: PacketReader
  private var decoder: FrameDecoder
  /// The packets that are still to be decoded.
  private var wanted = 0..<0
  private var frameCount = 0
  private var lastStart = -Double.infinity
  /// What was found of each segment that was decoded to its end: pieces that can be decoded and that can't.
  private var quality: [Int: (bad: Int, good: Int)] = [:]
  private var before = (bad: 0, good: 0)

  init(path: String, timeline: VideoTimeline) throws(MediaError) {
    self.timeline = timeline
    packets = try PacketReader(path: path, timeline: timeline)
    decoder = try FrameDecoder(packets.input)
  }

  /// Goes to the beginning of a segment.
  func open(_ segment: Int) throws(MediaError) {
    let first = timeline.segments[segment].firstPacket
    try packets.go(toSegment: segment)
    if timeline.isSeekable {
      decoder.restart()
    } else if self.segment >= 0 {
      decoder = try FrameDecoder(packets.input)
    }
    wanted = first..<first + timeline.segments[segment].packetCount + timeline.segments[segment].sharedCount
    self.segment = segment
    (frameCount, lastStart) = (0, -.infinity)
    before = (decoder.badPackets, decoder.goodPackets)
  }

  /// The segment's next frame in the order in which they show; nil after its last.
  ///
  /// - Throws: `MediaError` when the last segment that wasn't decoded yet ends, and more of all couldn't be decoded than
  ///   could.
  func next() throws(MediaError) -> DecodedFrame? {
    while try decoder.next({ () throws(MediaError) in try nextPacket() }) {
      let start = self.start(of: decoder.frame)
      frameCount += 1
      guard start > lastStart, belongs(start) else { continue }
      lastStart = start
      return DecodedFrame(
        try OwnedFrame(sharing: decoder.frame, input.path), start: start, segment: segment)
    }
    let found = (decoder.badPackets - before.bad, decoder.goodPackets - before.good)
    if quality.updateValue(found, forKey: segment) == nil, quality.count == timeline.segments.count {
      let (bad, good) = quality.values.reduce((0, 0)) { ($0.0 + $1.bad, $0.1 + $1.good) }
      try FrameDecoder.check(bad: bad, good: good, of: input.path)
    }
    return nil
  }

  private func nextPacket() throws(MediaError) -> UnsafeMutablePointer<AVPacket>? {
    while let number = wanted.popFirst() {
      guard let packet = packets.packet(number) else { return nil }
      // An empty one would tell the decoder to end.
      if packet.pointee.size > 0 { return packet }
    }
    return nil
  }

  private func start(of frame: UnsafeMutablePointer<AVFrame>) -> Double {
    if let times = timeline.countedTimes {
      return frameCount < times.count ? times[frameCount] : timeline.frameRate.time(ofFrame: frameCount)
    }
    let stamps = [frame.pointee.pts, frame.pointee.best_effort_timestamp]
    guard let stamp = stamps.first(where: { $0 != shim_AV_NOPTS_VALUE }) else {
      return max(lastStart, 0) + timeline.frameRate.time(ofFrame: 1)
    }
    return timeline.time(of: stamp)
  }

  /// Whether a frame shows within the segment: those before its keyframe lack what they refer to.
  private func belongs(_ start: Double) -> Bool {
    guard timeline.isSeekable else { return true }
    let next = segment + 1
    return start >= timeline.time(of: timeline.segments[segment].start)
      && (next == timeline.segments.count || start < timeline.time(of: timeline.segments[next].start))
  }
}
