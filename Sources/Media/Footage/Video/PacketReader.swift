import CLibAV

/// Reads a video's packets by their numbers.
final class PacketReader {
  /// The file.
  private(set) var input: LibAVInput

  /// Packets that are read and dropped at less cost than seeking.
  private static let nearby = 32

  private let timeline: VideoTimeline
  /// The packet that the input gives next.
  private var position = 0
  /// Packets that two segments share, read for the earlier one.
  private var shared: [Int: UnsafeMutablePointer<AVPacket>] = [:]
  /// The packet from which on they are kept.
  private var boundary = 0
  /// Seeking isn't tried again once it led astray.
  private var canSeek: Bool

  init(path: String, timeline: VideoTimeline) throws(MediaError) {
    self.timeline = timeline
    canSeek = timeline.isSeekable
    input = try LibAVInput(path: path, kind: AVMEDIA_TYPE_VIDEO)
  }

  deinit { forget { _ in true } }

  /// Makes the segment's first packet the one that is read next.
  func go(toSegment index: Int) throws(MediaError) {
    let segment = timeline.segments[index]
    boundary = segment.firstPacket + segment.packetCount
    if segment.firstPacket <= position, (segment.firstPacket..<position).allSatisfy({ shared[$0] != nil }) {
      forget { $0 < segment.firstPacket }
      return
    }
    forget { _ in true }
    let isNear = (position...position.advanced(by: Self.nearby)).contains(segment.firstPacket)
    if canSeek, !isNear {
      if seek(to: segment) { return }
      canSeek = false
      position = timeline.segments.last!.firstPacket + 1
    }
    if position > segment.firstPacket {
      input = try LibAVInput(path: input.path, kind: AVMEDIA_TYPE_VIDEO)
      position = 0
    }
    while position < segment.firstPacket, read() != nil {}
  }

  /// A packet from the segment's first on, each after the one before; nil at the file's end.
  func packet(_ number: Int) -> UnsafeMutablePointer<AVPacket>? {
    if let packet = shared[number] { return packet }
    guard let packet = read() else { return nil }
    if number >= boundary { shared[number] = av_packet_clone(packet) }
    return packet
  }

  private func read() -> UnsafeMutablePointer<AVPacket>? {
    guard input.readPacket() else { return nil }
    position += 1
    return input.packet
  }

  /// Seeks to a segment's keyframe, and makes sure that it is the one.
  private func seek(to segment: VideoTimeline.Segment) -> Bool {
    let mark = segment.keyframe
    let target =
      segment.decoding == shim_AV_NOPTS_VALUE ? segment.start : min(segment.decoding, segment.start)
    guard av_seek_frame(input.format, input.stream.pointee.index, target, AVSEEK_FLAG_BACKWARD) >= 0 else {
      return false
    }
    while input.readPacket() {
      let found = VideoTimeline.PacketMark(input.packet)
      if found == mark {
        shared[segment.firstPacket] = av_packet_clone(input.packet)
        position = segment.firstPacket + 1
        return true
      }
      if found.presentation > mark.presentation { return false }
    }
    return false
  }

  private func forget(_ isForgotten: (Int) -> Bool) {
    for (number, packet) in shared where isForgotten(number) {
      var packet: UnsafeMutablePointer<AVPacket>? = packet
      av_packet_free(&packet)
      shared[number] = nil
    }
  }
}
