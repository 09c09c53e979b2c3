import CLibAV
import Foundation

/// When a video's frames show, and from where they can be decoded: what its packets say, before any is decoded.
struct VideoTimeline: Sendable {
  /// A run of packets, in decoding order, that can be decoded without those before: a keyframe and what follows it.
  struct Segment: Sendable {
    /// The keyframe's number among the packets.
    let firstPacket: Int
    /// Packets up to the next keyframe.
    var packetCount = 0
    /// Packets from the next keyframe on, it included, that this segment's last frames need: frames that show before
    /// that keyframe but are stored after it (an open group of pictures).
    var sharedCount = 0
    /// When the keyframe shows, by the stream's clock; the segment's frames show from here to the next one's.
    let start: Int64
    /// What tells the keyframe's packet from others.
    let keyframe: PacketMark
    /// When the keyframe is decoded, by the stream's clock, if that is known.
    let decoding: Int64
  }

  /// What stays the same of a packet, however one came to it.
  struct PacketMark: Sendable, Equatable {
    let presentation: Int64
    let size: Int32

    init(_ packet: UnsafeMutablePointer<AVPacket>) {
      (presentation, size) = (packet.pointee.pts, packet.pointee.size)
    }
  }

  /// In order of decoding and of showing; just one where one can't rely on keyframes and time stamps.
  let segments: [Segment]
  /// When the first frame shows, by the stream's clock.
  let origin: Int64
  /// A unit of the stream's clock, in seconds.
  let unit: Double
  /// When each frame shows, in seconds, where frames don't say it themselves; nil where they do.
  let countedTimes: [Double]?
  /// The nominal rate.
  let frameRate: FrameRate
  /// From the first frame's start to the last one's end, in seconds.
  let duration: Double
  /// Whether there is one frame only.
  let isStill: Bool
  /// What is wrong with the file though it can be used: "is cut off: ...".
  let warnings: [String]

  /// Whether the segments were found by keyframes, so that one can go to them.
  var isSeekable: Bool { segments.count > 1 }

  /// Seconds from the first frame, of a moment by the stream's clock.
  func time(of timestamp: Int64) -> Double { (Double(timestamp) - Double(origin)) * unit }

  /// The segment whose frames are on screen at `time` seconds from the first frame.
  func segment(at time: Double) -> Int {
    var (low, high) = (0, segments.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if self.time(of: segments[middle].start) <= time { low = middle } else { high = middle }
    }
    return low
  }

  /// Reads all packets of a file that was just opened.
  ///
  /// - Throws: `MediaError` when there are none.
  init(scanning input: LibAVInput) throws(MediaError) {
    let stream = input.stream.pointee
    unit = Double(stream.time_base.num) / Double(stream.time_base.den)
    let packets = PacketScan(input)
    guard packets.frameCount > 0 else {
      throw MediaError(
        input.path,
        input.readError < 0
          ? "is damaged: its frames cannot be read (\(libavReason(input.readError)))" : "has no frames in it")
    }

    isStill = packets.shown.count + packets.unstampedCount == 1
    let stamps = packets.shown
    let hasTimes = packets.hasUsableTimes
    let span = hasTimes ? (Double(stamps.last!.time) - Double(stamps.first!.time)) * unit : 0
    let frameRate = Self.nominalRate(
      guess: av_guess_frame_rate(input.format, input.stream, nil),
      average: span > 0 && packets.unstampedCount == 0 ? Double(stamps.count - 1) / span : nil)
    self.frameRate = frameRate
    let frameDuration = frameRate.time(ofFrame: 1)
    if hasTimes {
      origin = stamps.first!.time
      countedTimes = nil
      let last = Double(stamps.last!.duration) * unit
      // Frames that don't say when they show take their time as well.
      let counted = packets.unstampedCount > 0 ? frameRate.time(ofFrame: packets.frameCount) : 0
      duration = isStill ? 0 : max(span + (last > 0 ? last : frameDuration), counted)
    } else {
      origin = 0
      let unit = unit
      let times =
        packets.decodingTimes.map { times in times.map { (Double($0) - Double(times[0])) * unit } }
        ?? (0..<packets.frameCount).map { frameRate.time(ofFrame: $0) }
      countedTimes = times
      duration = isStill ? 0 : times.last! + frameDuration
    }
    let canSeek =
      packets.canSeek && hasTimes && !packets.segments.isEmpty
      && Self.reliable.contains(stream.codecpar.pointee.codec_id)
    segments =
      canSeek
      ? packets.segments
      : [
        Segment(
          firstPacket: 0, packetCount: packets.count, start: Int64.min / 2,
          keyframe: packets.firstMark!, decoding: shim_AV_NOPTS_VALUE)
      ]
    warnings = Self.warnings(about: packets, of: input.format.pointee)
  }

  private static func warnings(about packets: PacketScan, of format: AVFormatContext) -> [String] {
    if format.duration > 0, format.duration_estimation_method == AVFMT_DURATION_FROM_STREAM {
      let promised = Double(format.duration) / Double(AV_TIME_BASE)
      // Headers may be a frame or two off.
      if promised - packets.endOfAll > max(0.25, 0.02 * promised) {
        return [
          "is cut off: its header promises \(text(promised)) s, but only \(text(packets.endOfAll)) s are there"
        ]
      }
    }
    return packets.endsWhole && !endsInsideAPiece(format) ? [] : ["is cut off: its last piece is not whole"]
  }

  /// Transport streams are made of pieces of 188 bytes, some with 4 or 16 more.
  private static func endsInsideAPiece(_ format: AVFormatContext) -> Bool {
    guard String(cString: format.iformat.pointee.name) == "mpegts" else { return false }
    let size = avio_size(format.pb)
    return size > 0 && [188, 192, 204].allSatisfy { size % $0 != 0 }
  }

  private static func text(_ seconds: Double) -> String { String(format: "%.1f", seconds) }

  /// Codecs whose keyframes are what their containers say.
  private static let reliable: Set<AVCodecID> = [
    AV_CODEC_ID_H264, AV_CODEC_ID_HEVC, AV_CODEC_ID_VP8, AV_CODEC_ID_VP9, AV_CODEC_ID_AV1,
    AV_CODEC_ID_MPEG1VIDEO, AV_CODEC_ID_MPEG2VIDEO, AV_CODEC_ID_MPEG4, AV_CODEC_ID_PRORES, AV_CODEC_ID_DNXHD,
    AV_CODEC_ID_MJPEG, AV_CODEC_ID_DVVIDEO, AV_CODEC_ID_FFV1, AV_CODEC_ID_HUFFYUV, AV_CODEC_ID_FFVHUFF,
    AV_CODEC_ID_UTVIDEO, AV_CODEC_ID_RAWVIDEO, AV_CODEC_ID_V210, AV_CODEC_ID_CFHD, AV_CODEC_ID_THEORA,
  ]

  /// libav's guess, unless it isn't a rate or far from what the frames' times say; snapped to a usual rate nearby.
  private static func nominalRate(guess: AVRational, average: Double?) -> FrameRate {
    let usual = [
      FrameRate(24000, per: 1001), FrameRate(24), FrameRate(25), FrameRate(30000, per: 1001), FrameRate(30),
      FrameRate(48), FrameRate(50), FrameRate(60000, per: 1001), FrameRate(60), FrameRate(120),
    ]
    let plausible = 1.0...240
    var rate: FrameRate?
    if guess.num > 0, guess.den > 0 { rate = FrameRate(Int(guess.num), per: Int(guess.den)) }
    if let average, plausible.contains(average) {
      let ratio = rate.map { $0.framesPerSecond / average } ?? 0
      // A tenth: what is left out at the ends of a short clip doesn't change its rate, but variable rates do.
      if !(0.9...1.1).contains(ratio) { rate = FrameRate(Int((average * 1000).rounded()), per: 1000) }
    }
    guard let rate, plausible.contains(rate.framesPerSecond) else { return FrameRate(24) }
    func distance(_ other: FrameRate) -> Double { abs(other.framesPerSecond / rate.framesPerSecond - 1) }
    let nearest = usual.min { distance($0) < distance($1) }!
    return distance(nearest) < 0.005 ? nearest : rate
  }
}
