import CLibAV
import Foundation

/// A video, a still picture or a folder of frames, to dream over.
///
/// A file's content says what it is, not its name. Of a video everything that libav decodes is welcome: any rate, also a
/// varying one, any colours (HDR is toned down), turned or interlaced, with pixels that aren't square.
public struct Footage: Sendable {
  /// The file or folder, as the user named it.
  public let path: String
  /// Width and height as shown: turned upright, with square pixels; of the first frame where they change.
  public let size: PictureSize
  /// The nominal rate, 1 to 240 frames a second; nil for a still.
  public let frameRate: FrameRate?
  /// From the first frame's start to the last one's end, in seconds; 0 for a still.
  public let duration: Double
  /// Whether it is a picture, or a video or folder of just one frame.
  public let isStill: Bool
  /// Whether the video has sound.
  public let hasSound: Bool
  /// What is wrong with it though it can be used: "clip.mkv: is cut off: ...".
  public let warnings: [String]

  private let content: Content

  private enum Content: Sendable {
    case video(VideoTimeline)
    case folder(Film)
  }

  /// Opens footage: reads a video through without decoding it, and decodes the first frame.
  ///
  /// - Parameters:
  ///   - path: the file or folder.
  ///   - folderRate: frames a second of a folder of pictures.
  /// - Throws: `MediaError` when there is no such file, it isn't a video or picture, or too damaged to be one, has no
  ///   frames, or is smaller than 16 x 16 pixels; for a folder when it holds no pictures.
  public init(path: String, folderRate: FrameRate = FrameRate(24)) throws(MediaError) {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      let folder = try Film(path: path, rate: folderRate)
      self = try Footage(path: path, folder: folder)
    } else {
      self = try Footage(video: path)
    }
    guard size.width >= 16, size.height >= 16 else {
      throw MediaError(path, "is \(size) pixels: footage must be at least 16x16")
    }
  }

  private init(path: String, folder: Film) throws(MediaError) {
    self.path = path
    size = try StillFile(path: folder.files[0]).shape.pictureSize
    isStill = folder.files.count == 1
    frameRate = isStill ? nil : folder.rate
    duration = isStill ? 0 : folder.rate.time(ofFrame: folder.files.count)
    hasSound = false
    warnings = []
    content = .folder(folder)
  }

  private init(video path: String) throws(MediaError) {
    try requireReadable(path, as: "a video")
    let input = try LibAVInput(path: path, kind: AVMEDIA_TYPE_VIDEO)
    let timeline = try VideoTimeline(scanning: input)
    let window = try VideoWindow(path: path, timeline: timeline)
    try window.move(to: 0)
    self.path = path
    size = FrameShape(of: window.current!.frame, in: window.decoder.input).pictureSize
    isStill = timeline.isStill
    frameRate = isStill ? nil : timeline.frameRate
    duration = timeline.duration
    hasSound = input.has(AVMEDIA_TYPE_AUDIO)
    warnings = timeline.warnings.map { "\(path): \($0)" }
    content = .video(timeline)
  }

  /// Opens the footage to be read at one size.
  ///
  /// - Parameters:
  ///   - size: of the pictures, at least 1x1.
  ///   - fit: what happens where their shape is another than the footage's.
  /// - Throws: `MediaError` when it can't be opened any more.
  public func makeReader(size: PictureSize, fit: FootageFit) throws(MediaError) -> FootageReader {
    FootageReader(try frames(size: size, fit: fit), size: size, duration: duration)
  }

  /// The frames at one size.
  func frames(size: PictureSize, fit: FootageFit) throws(MediaError) -> any FrameSource {
    switch content {
    case .video(let timeline): try VideoSource(path: path, timeline: timeline, size: size, fit: fit)
    case .folder(let folder): FolderSource(folder: folder, size: size, fit: fit)
    }
  }
}

extension FrameShape {
  /// Whole pixels.
  fileprivate var pictureSize: PictureSize {
    PictureSize(width: max(1, Int(size.x.rounded())), height: max(1, Int(size.y.rounded())))
  }
}
