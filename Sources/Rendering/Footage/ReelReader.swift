import Media

/// Reads the pictures that frames of a score are dreamed over. It belongs to one task at a time.
final class ReelReader {
  private let reel: Reel
  private let schedule: FootageSchedule
  private let size: PictureSize
  /// One for each file that was needed, `[file]`.
  private var readers: [FootageReader?]
  /// The latest picture, which many frames of slow footage share.
  private var latest: (moment: FootageSchedule.Moment, picture: Picture)?

  init(_ reel: Reel, as schedule: FootageSchedule, size: PictureSize) {
    (self.reel, self.schedule, self.size) = (reel, schedule, size)
    readers = Array(repeating: nil, count: reel.files.count)
  }

  /// What happens where the footage's shape is another than the clip's.
  var fit: FootageFit { reel.options.fit }

  /// Where the footage lies in the picture at a frame, in columns and rows: all of it, but for padding.
  func place(at frame: Int) -> (columns: Range<Int>, rows: Range<Int>) {
    guard fit == .pad else { return (0..<size.width, 0..<size.height) }
    let shape = reel.files[moment(at: frame).file].size
    let scale = min(
      Double(size.width) / Double(shape.width), Double(size.height) / Double(shape.height))
    func middle(_ length: Int, of side: Int) -> Range<Int> {
      let covered = min(side, Int((Double(length) * scale).rounded()))
      let start = (side - covered) / 2
      return start..<start + covered
    }
    return (middle(shape.width, of: size.width), middle(shape.height, of: size.height))
  }

  /// What of the reel is seen at a frame of the score; the last moment stays after its end.
  func moment(at frame: Int) -> FootageSchedule.Moment {
    schedule.moments[min(frame, schedule.moments.count - 1)]
  }

  /// The footage at a frame of the score, at the clip's size.
  ///
  /// - Throws: `MediaError` when the file can't be read any more.
  func picture(at frame: Int) throws(MediaError) -> Picture {
    let moment = moment(at: frame)
    if let latest, latest.moment == moment { return latest.picture }
    let reader: FootageReader
    if let open = readers[moment.file] {
      reader = open
    } else {
      reader = try reel.files[moment.file].makeReader(size: size, fit: reel.options.fit)
      readers[moment.file] = reader
    }
    let picture = try reader.picture(at: moment.time)
    latest = (moment, picture)
    return picture
  }
}
