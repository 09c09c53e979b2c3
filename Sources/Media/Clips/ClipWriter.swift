import CLibAV

/// Writes a clip: H.264 pictures at a constant rate, and a song as its track.
///
/// The clip grows in a working file beside the target and gets its name only when it is whole. The same pictures,
/// track and settings give the same bytes. A writer belongs to one task at a time.
public final class ClipWriter {
  /// The song that a clip plays.
  public struct Track: Sendable {
    /// The song's file.
    public let songPath: String
    /// Where in the song the clip begins, in seconds.
    public let start: Double
    /// How much of the song the clip plays, in seconds; nil to the song's end.
    public let duration: Double?

    /// From `start` 0 with no `duration`, the song is copied unchanged where the container takes it, else encoded
    /// anew; an excerpt is always encoded anew: as AAC (256 kb/s or more), in Matroska as FLAC.
    public init(songPath: String, start: Double = 0, duration: Double? = nil) {
      self.songPath = songPath
      self.start = start
      self.duration = duration
    }
  }

  /// Pixels that a side may have; their number must be even.
  public static let sides = 16...16_384

  /// Of every picture.
  public let size: PictureSize

  private let path: String
  private let frameCount: Int
  private let working: WorkingFile
  private let video: VideoEncoder
  private let pictures: MuxedStream
  private let track: (source: any TrackSource, stream: MuxedStream)?
  /// nil once the clip is finished or cancelled.
  private var muxer: Muxer?
  private var framesAppended = 0
  /// Whether the track's next packet is there but not yet due.
  private var trackPacketWaits = false
  private var trackIsOver = false

  /// Opens the working file and the track.
  ///
  /// - Parameters:
  ///   - path: the clip; .mp4, .m4v, .mov or .mkv.
  ///   - width: pixels, even, at least 16.
  ///   - height: pixels, even, at least 16.
  ///   - frameRate: how many of them a second.
  ///   - frameCount: how many pictures will come, at least 1; the track doesn't outlast them. To play a whole
  ///     song, `frameRate.frameCount(covering:)` its duration.
  ///   - track: the song; nil for a silent clip. Its title, artist and so on become the clip's.
  /// - Throws: `MediaError` for another ending, an odd size, a target that can't be written, or a song that can't
  ///   be read.
  public init(
    path: String, width: Int, height: Int, frameRate: FrameRate, frameCount: Int, track: Track?
  ) throws(MediaError) {
    quietLibAV()
    precondition(frameCount > 0)
    let container = try ClipContainer(path: path)
    guard [width, height].allSatisfy({ $0 % 2 == 0 && Self.sides.contains($0) }) else {
      throw MediaError(
        path, "cannot be \(width) x \(height): H.264 wants even sides of 16 to 16384 pixels")
    }
    self.path = path
    size = PictureSize(width: width, height: height)
    self.frameCount = frameCount
    working = try WorkingFile(for: path)
    video = try VideoEncoder(path: path, width: width, height: height, frameRate: frameRate)
    let source = try Self.open(track, container: container, frameRate: frameRate, frameCount: frameCount)
    let muxer = try Muxer(
      path: path, workingPath: working.workingPath, container: container, tags: source?.tags ?? SongTags([:]))
    pictures = try muxer.addStream(
      timeBase: video.timeBase, frameRate: av_inv_q(video.timeBase), describe: video.describe)
    if let source {
      let stream = try muxer.addStream(timeBase: source.timeBase, describe: source.describe)
      self.track = (source, stream)
    } else {
      self.track = nil
    }
    try muxer.start()
    self.muxer = muxer
  }

  deinit { cancel() }

  /// Makes sure, before hours of dreaming, that a clip can be written at `path`.
  ///
  /// - Throws: `MediaError` for an ending that is no clip's, or a target that can't be written.
  public static func checkTarget(_ path: String) throws(MediaError) {
    _ = try ClipContainer(path: path)
    try WorkingFile.checkTarget(path)
  }

  /// Adds the next picture, and the sound that plays up to it.
  ///
  /// - Throws: `MediaError` when the picture has another size, is one too many, or the disk is full; the working
  ///   file is removed then.
  public func append(_ picture: Picture) throws(MediaError) { try append(.eight(picture)) }

  /// Adds the next picture as `append(_:)` does, from as many bits as it has.
  public func append(_ frame: Frame) throws(MediaError) {
    try removingOnFailure { muxer throws(MediaError) in
      guard frame.size == size else {
        throw MediaError(
          path, "cannot take a picture of \(frame.size.width) x \(frame.size.height) pixels")
      }
      guard framesAppended < frameCount else { throw MediaError(path, "has all its \(frameCount) frames") }
      framesAppended += 1
      try video.append(frame)
      try writeVideo(to: muxer)
    }
  }

  /// Writes what is left of pictures and sound, and gives the clip its name.
  ///
  /// - Throws: `MediaError` when pictures are missing, the song turns out cut off, or the disk is full; the working
  ///   file is removed then.
  public func finish() throws(MediaError) {
    try removingOnFailure { muxer throws(MediaError) in
      guard framesAppended == frameCount else {
        throw MediaError(path, "has only \(framesAppended) of its \(frameCount) frames")
      }
      try video.end()
      try writeVideo(to: muxer)
      try writeTrack(before: .infinity, to: muxer)
      try muxer.finish()
      try working.keep()
    }
    muxer = nil
  }

  /// Gives up: removes the working file. Does nothing after `finish()`.
  public func cancel() {
    muxer = nil
    working.discard()
  }

  private func removingOnFailure(_ work: (Muxer) throws(MediaError) -> Void) throws(MediaError) {
    guard let muxer else { throw MediaError(path, "is already closed") }
    do {
      try work(muxer)
    } catch {
      cancel()
      throw error
    }
  }

  private func writeVideo(to muxer: Muxer) throws(MediaError) {
    while try video.nextPacket() {
      let time = Double(video.packet.pointee.dts) * av_q2d(video.timeBase)
      try muxer.write(video.packet, to: pictures)
      try writeTrack(before: time, to: muxer)
    }
  }

  /// Writes the track's packets that begin before `time`, in seconds.
  private func writeTrack(before time: Double, to muxer: Muxer) throws(MediaError) {
    guard let (source, stream) = track else { return }
    while !trackIsOver {
      if !trackPacketWaits {
        guard try source.nextPacket() else {
          trackIsOver = true
          return
        }
      }
      trackPacketWaits = Double(source.packet.pointee.dts) * av_q2d(source.timeBase) >= time
      if trackPacketWaits { return }
      try muxer.write(source.packet, to: stream)
    }
  }

  private static func open(
    _ track: Track?, container: ClipContainer, frameRate: FrameRate, frameCount: Int
  ) throws(MediaError) -> (any TrackSource)? {
    guard let track else { return nil }
    try requireReadable(track.songPath, as: "a song")
    let clipDuration = frameRate.time(ofFrame: frameCount)
    if track.start == 0, track.duration == nil,
      let copier = TrackCopier(
        songPath: track.songPath, container: container, clipDuration: clipDuration)
    {
      return copier
    }
    return try TrackEncoder(
      songPath: track.songPath, container: container, start: track.start, duration: track.duration,
      clipDuration: clipDuration, slack: frameRate.time(ofFrame: 1))
  }
}
