import Media

/// A folder for frames, and how deep they are.
public struct FrameOutput: Sendable {
  /// New, empty, or with frames of an earlier render, which are replaced.
  public var folder: String
  /// 8 bits, as screens show, or 16 for an editor.
  public var depth: BitDepth

  /// Frames of `depth` in `folder`.
  public init(folder: String, depth: BitDepth = .eight) {
    (self.folder, self.depth) = (folder, depth)
  }
}

/// Where a render's frames go: a clip, a folder of frames, or both.
struct Outputs {
  let clip: String?
  let frames: FrameOutput?

  /// - Precondition: one of them is given.
  init(clip: String?, frames: FrameOutput?) {
    precondition(clip != nil || frames != nil)
    (self.clip, self.frames) = (clip, frames)
  }

  /// What is made, to name what is put beside it.
  var path: String { clip ?? frames?.folder ?? "" }

  /// Makes sure, before hours of dreaming, that they can be written.
  func check() throws(MediaError) {
    if let clip { try ClipWriter.checkTarget(clip) }
    if let frames { try FrameFolderWriter.checkTarget(frames.folder) }
  }

  /// Begins them; frames of an earlier render are gone then.
  ///
  /// - Parameter size: of the whole picture.
  func open(for excerpt: Excerpt, size: PictureSize) throws(MediaError) -> [any FrameSink] {
    var sinks: [any FrameSink] = []
    let (count, rate, track) = (excerpt.frames.count, excerpt.frameRate, excerpt.track)
    if let clip {
      sinks.append(
        try ClipWriter(
          path: clip, width: size.width, height: size.height, frameRate: rate, frameCount: count, track: track
        ))
    }
    if let frames {
      let notes = FrameNotes(
        frameRate: rate, start: track.start, duration: track.duration, count: count, size: size,
        depth: frames.depth)
      sinks.append(try FrameFolderWriter(path: frames.folder, notes: notes))
    }
    return sinks
  }
}

/// What takes finished frames, one after the other.
protocol FrameSink {
  func append(_ frame: Frame) throws(MediaError)
  /// Says that all are there.
  func finish() throws(MediaError)
  /// Gives up, unless it is finished: leaves nothing half done.
  func cancel()
}

extension ClipWriter: FrameSink {}

extension FrameFolderWriter: FrameSink {
  func finish() {}
  func cancel() {}
}
