import CLibAV

/// What a video's packets say, read once from the first to the last.
struct PacketScan {
  /// Packets of the video.
  private(set) var count = 0
  /// Those that aren't empty: AVI has empty ones where a frame was dropped.
  private(set) var frameCount = 0
  /// Those that show a frame and say when, sorted by that; by the stream's clock.
  private(set) var shown: [(time: Int64, duration: Int64)] = []
  /// Those that show a frame and don't say when.
  private(set) var unstampedCount = 0
  /// From keyframe to keyframe.
  private(set) var segments: [VideoTimeline.Segment] = []
  /// Whether frames show in the order of the segments that they belong to.
  private(set) var canSeek = true
  /// The first packet.
  private(set) var firstMark: VideoTimeline.PacketMark?
  /// When all streams have ended, in seconds from the file's own start.
  private(set) var endOfAll = 0.0
  /// Whether the last packet was whole.
  private(set) var endsWhole = true

  /// Whether the frames' times can be relied on: the first and most others have one, and they don't go back at a
  /// keyframe. AVI has times of decoding only; what else is in it libav made up.
  var hasUsableTimes: Bool {
    !isAVI && shown.count > unstampedCount && keyframesRise && firstMark?.presentation != shim_AV_NOPTS_VALUE
  }

  /// When packets are decoded, by the stream's clock: the n-th frame shows as long after the first as the n-th packet
  /// is decoded after the first. Nil unless all packets say it, one after the other.
  private(set) var decodingTimes: [Int64]? = []

  private let isAVI: Bool
  private let keyframes: H264Keyframe?
  private var keyframesRise = true
  /// Whether something was seen that shows after the latest keyframe.
  private var isAfterKeyframe = false

  /// Reads the packets of a file that was just opened.
  init(_ input: LibAVInput) {
    let parameters = input.stream.pointee.codecpar.pointee
    keyframes = parameters.codec_id == AV_CODEC_ID_H264 ? H264Keyframe(parameters) : nil
    isAVI = String(cString: input.format.pointee.iformat.pointee.name) == "avi"
    input.heedAllStreams()
    let start = input.format.pointee.start_time == shim_AV_NOPTS_VALUE ? 0 : input.format.pointee.start_time
    // What comes after a picture in the same file isn't shown: a preview, a gain map.
    while !(input.isPicture && count == 1), input.readAnyPacket() {
      let packet = input.packet
      if let stream = input.format.pointee.streams[Int(packet.pointee.stream_index)] {
        let stamp = packet.pointee.pts == shim_AV_NOPTS_VALUE ? packet.pointee.dts : packet.pointee.pts
        if stamp != shim_AV_NOPTS_VALUE {
          let end = (Double(stamp) + Double(packet.pointee.duration)) * av_q2d(stream.pointee.time_base)
          endOfAll = max(endOfAll, end - Double(start) / Double(AV_TIME_BASE))
        }
      }
      if packet.pointee.stream_index == input.stream.pointee.index { take(packet) }
    }
    leaveOutWhatCannotBeDecoded()
    shown.sort { $0.time < $1.time }
  }

  private mutating func take(_ packet: UnsafeMutablePointer<AVPacket>) {
    defer { count += 1 }
    guard packet.pointee.size > 0 else {
      if let segment = segments.indices.last { segments[segment].packetCount += 1 }
      return
    }
    frameCount += 1
    let mark = VideoTimeline.PacketMark(packet)
    let decoding = packet.pointee.dts
    if firstMark == nil { firstMark = mark }
    let hasTime = mark.presentation != shim_AV_NOPTS_VALUE
    let isKeyframe = packet.pointee.flags & AV_PKT_FLAG_KEY != 0
    if decoding == shim_AV_NOPTS_VALUE || (decodingTimes?.last ?? .min) >= decoding { decodingTimes = nil }
    decodingTimes?.append(decoding)
    let isRepetition = segments.last?.start == mark.presentation
    if isKeyframe, hasTime, !isRepetition, keyframes?.isWhole(packet) ?? true {
      if let last = segments.last, last.start > mark.presentation { keyframesRise = false }
      segments.append(
        VideoTimeline.Segment(
          firstPacket: count, start: mark.presentation, keyframe: mark, decoding: decoding))
      isAfterKeyframe = false
    } else if isKeyframe, segments.isEmpty {
      canSeek = false
    }
    if let segment = segments.indices.last {
      segments[segment].packetCount += 1
      if hasTime, mark.presentation > segments[segment].start { isAfterKeyframe = true }
      // A packet that doesn't say when it shows, right behind the keyframe, may show before it.
      let isShared = hasTime ? mark.presentation < segments[segment].start : !isAfterKeyframe
      if isShared, segment > 0 {
        segments[segment - 1].sharedCount = segments[segment].packetCount
        if hasTime, mark.presentation < segments[segment - 1].start { canSeek = false }
      }
    }
    if packet.pointee.flags & AV_PKT_FLAG_DISCARD == 0 {
      if hasTime { shown.append((mark.presentation, packet.pointee.duration)) } else { unstampedCount += 1 }
    }
    endsWhole = packet.pointee.flags & AV_PKT_FLAG_CORRUPT == 0
  }

  /// Frames that show before the first keyframe need something that isn't there.
  private mutating func leaveOutWhatCannotBeDecoded() {
    guard canSeek, keyframesRise, let first = segments.first else { return }
    shown.removeAll { $0.time < first.start }
  }
}
