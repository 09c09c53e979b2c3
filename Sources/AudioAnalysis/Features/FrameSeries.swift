/// What was measured of a song at equal distances in time: rows of `width` values, `hop` frames of 10 ms apart.
///
/// It knows where it starts: frame 0 is the song's start, whatever came before it. A series of single values has rows of one.
struct FrameSeries: Sendable {
  /// Values in a row.
  let width: Int
  /// Frames from one row to the next.
  let hop: Int
  /// The frame of the first row; less than 0 lies before the song.
  let start: Int
  /// `[row][column]`
  private(set) var values: [Float]

  /// A series of these rows, one after the other; none yet unless told otherwise.
  init(width: Int = 1, hop: Int = 1, start: Int = 0, values: [Float] = []) {
    (self.width, self.hop, self.start, self.values) = (width, hop, start, values)
  }

  /// Rows so far.
  var count: Int { values.count / width }
  /// The frame of the row to come.
  var end: Int { start + count * hop }
  /// Rows in a second.
  var rowsPerSecond: Double { Double(FrameGrid.framesPerSecond) / Double(hop) }

  /// The row that a frame lies in: the last that is not behind it.
  func row(of frame: Int) -> Int { hop == 1 ? frame - start : (frame - start) / hop }

  /// The rows from that of the first frame to that of the frame behind the last; at least one, where there is any.
  func rows(covering frames: Range<Int>) -> Range<Int> {
    let first = row(of: frames.lowerBound)
    let end = min(max(first + 1, row(of: frames.upperBound)), count)
    return min(first, end)..<end
  }

  /// Seconds from the first row to a frame.
  func seconds(to frame: Int) -> Double { FrameGrid.seconds(of: frame - start) }

  /// The value in a column at a frame.
  subscript(frame: Int, column: Int) -> Float {
    get { values[row(of: frame) * width + column] }
    set { values[row(of: frame) * width + column] = newValue }
  }

  /// The value in a column of a row.
  subscript(row row: Int, column: Int) -> Float { values[row * width + column] }

  /// The value in a column at a frame, in proportion between the rows before and behind it; from the last row on the last.
  ///
  ///     x + (y - x) · (frame - frame of x) / hop
  func interpolated(at frame: Int, column: Int = 0) -> Float {
    let (row, passed) = (frame - start).quotientAndRemainder(dividingBy: hop)
    let last = count - 1
    let (before, behind) = (min(row, last), min(row + 1, last))
    let (x, y) = (self[row: before, column], self[row: behind, column])
    return x + (y - x) * Float(passed) / Float(hop)
  }

  /// A value for each of `frameCount` frames from the song's start, in proportion between rows: `[frame]`; 0 where there are
  /// no rows.
  func spread(over frameCount: Int) -> [Float] {
    count == 0
      ? [Float](repeating: 0, count: frameCount) : (0..<frameCount).map { interpolated(at: $0) }
  }

  /// Appends a row of one.
  mutating func append(_ value: Float) { values.append(value) }

  /// Appends a row that `fill` writes over zeros.
  mutating func appendRow(_ fill: (UnsafeMutablePointer<Float>) -> Void) {
    let end = values.count
    values.append(contentsOf: repeatElement(0, count: width))
    values.withUnsafeMutableBufferPointer { fill($0.baseAddress! + end) }
  }

  /// Forgets all rows.
  mutating func removeAll() { values.removeAll(keepingCapacity: true) }
}
