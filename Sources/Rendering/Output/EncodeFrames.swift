import Media

/// Puts the frames in a folder and a song together as a clip.
///
/// Frames that `render` wrote give the very bytes of the clip that it writes beside them. The clip is as long as its frames; the
/// track ends with them, or with the song.
///
/// - Parameters:
///   - folder: PNG or JPEG pictures of one size, even both ways, in the order of the numbers in their names; 16 bits a value are
///     all used.
///   - songPath: any sound file `Song` reads.
///   - clipPath: .mp4 or another ending `ClipWriter` writes.
///   - frameRate: nil is what the folder's `frames.json` says.
///   - start: where in the song the first frame shows, in seconds; nil is what `frames.json` says, without one 0.
///   - report: called as frames are encoded. Cancelling the task leaves what was there before.
/// - Throws: `MediaError`, `RenderError`, or `CancellationError`.
public func encodeFrames(
  in folder: String, song songPath: String, to clipPath: String, frameRate: FrameRate? = nil,
  start: Double? = nil, report: (RenderEvent) -> Void
) throws {
  try ClipWriter.checkTarget(clipPath)
  let frames = try FrameFolder(path: folder)
  if let gap = frames.gap { report(.warning(gap)) }
  let notes = frameRate != nil && start != nil ? nil : try FrameNotes(ofFolder: folder)
  guard let rate = frameRate ?? notes?.frameRate else { throw RenderError.unknownFrameRate(folder: folder) }
  if let notes, notes.count != frames.names.count {
    report(.warning("\(folder): holds \(frames.names.count) frames; rendered were to be \(notes.count)"))
  }

  let isAsRendered = frameRate == nil && start == nil && notes?.count == frames.names.count
  let writer = try open(
    clipPath, for: frames, at: rate,
    track: ClipWriter.Track(
      songPath: songPath, start: start ?? notes?.start ?? 0, duration: isAsRendered ? notes?.duration : nil))
  defer { writer.cancel() }
  var progress = RenderProgress(of: "frames", count: frames.names.count)
  for place in frames.names.indices {
    try Task.checkCancellation()
    try writer.append(try frames.frame(at: place, sizedAsFirst: writer.size))
    progress.finishOne()
    report(.progress(progress))
  }
  try writer.finish()
}

/// Begins a clip as large as the first frame.
private func open(
  _ clipPath: String, for frames: FrameFolder, at rate: FrameRate, track: ClipWriter.Track
) throws -> ClipWriter {
  let size = try frames.frame(at: 0).size
  guard [size.width, size.height].allSatisfy({ $0.isMultiple(of: 2) && ClipWriter.sides.contains($0) }) else {
    throw RenderError.unencodableFrames(folder: frames.path, size: size)
  }
  return try ClipWriter(
    path: clipPath, width: size.width, height: size.height, frameRate: rate, frameCount: frames.names.count,
    track: track)
}

extension FrameFolder {
  /// The frame at a place in `names`.
  ///
  /// - Parameter size: of the first.
  fileprivate func frame(at place: Int, sizedAsFirst size: PictureSize) throws -> Frame {
    let frame = try frame(at: place)
    guard frame.size == size else {
      throw MediaError("\(path)/\(names[place])", "is \(frame.size), but \(names[0]) is \(size)")
    }
    return frame
  }
}
