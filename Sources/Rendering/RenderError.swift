import Media

/// What keeps a clip from being made: one sentence a user can act on.
public enum RenderError: Error, Equatable, CustomStringConvertible {
  /// A recipe names something to dream of that the network doesn't have; a sentence.
  case unknownTerm(String)
  /// `--start` lies at or past the song's end. Both in seconds.
  case startPastEnd(song: String, start: Double, duration: Double)
  /// The excerpt asked for holds no frame.
  case nothingToRender(song: String)
  /// The folder for frames that wait their turn can't be written.
  case workingFolder(path: String, reason: String)
  /// No file in a folder of frames says how many there are a second.
  case unknownFrameRate(folder: String)
  /// Frames have a size that no clip can have.
  case unencodableFrames(folder: String, size: PictureSize)

  /// So many of a folder's pictures couldn't be dreamed; each was warned of.
  case leftOut(count: Int, of: Int, folder: String)

  /// The sentence.
  public var description: String {
    switch self {
    case .unknownTerm(let sentence):
      sentence
    case .startPastEnd(let song, let start, let duration):
      "\(song): starts at \(ClockTime(start)), but the song ends at \(ClockTime(duration))"
    case .nothingToRender(let song):
      "\(song): a duration of 0 s leaves nothing to render"
    case .leftOut(let count, let total, let folder):
      "\(folder): \(count) of \(total) pictures left out"
    case .workingFolder(let path, let reason):
      "\(path): can't keep waiting frames there: \(reason)"
    case .unknownFrameRate(let folder):
      "\(folder): has no \(FrameNotes.fileName) to say how many frames there are a second; say it with --fps"
    case .unencodableFrames(let folder, let size):
      "\(folder): its frames are \(size), but H.264 wants even sides of 16 to 16384 pixels; "
        + "\(size.nearestEncodable) would do"
    }
  }
}

extension PictureSize {
  /// The nearest size, none smaller if that is possible, that a clip can have.
  fileprivate var nearestEncodable: PictureSize {
    func nearest(_ side: Int) -> Int {
      min(max(side + side % 2, ClipWriter.sides.lowerBound), ClipWriter.sides.upperBound)
    }
    return PictureSize(width: nearest(width), height: nearest(height))
  }
}
