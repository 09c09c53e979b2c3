import Media

/// Where the moments of a song lie in a picture.
struct TimeAxis: Equatable {
  /// Length of the song in seconds, above 0.
  let duration: Double
  /// The leftmost column, where the song starts.
  let x: Int
  /// Columns that the song fills.
  let width: Int

  /// The column of a moment; moments beyond the song's ends are at its ends.
  func column(of seconds: Double) -> Int {
    x + min(max(Int(seconds / duration * Double(width)), 0), width - 1)
  }

  /// Columns that so many seconds fill.
  func columns(for seconds: Double) -> Double { seconds / duration * Double(width) }

  /// Which of `count` values, spread evenly over the song, lie in a column; at least one. Columns count from 0.
  func values(in column: Int, of count: Int) -> Range<Int> {
    let first = min(column * count / width, count - 1)
    return first..<max(first + 1, (column + 1) * count / width)
  }

  /// Which of a clip's frames are on screen in a column, at least one. Columns count from 0.
  ///
  /// - Parameter count: how many frames there are, at least 1.
  func frames(in column: Int, of count: Int, at rate: FrameRate) -> Range<Int> {
    let (start, end) = (seconds(at: column), seconds(at: column + 1))
    let first = min(rate.frame(at: start), count - 1)
    return first..<min(max(first + 1, rate.frameCount(covering: end)), count)
  }

  private func seconds(at column: Int) -> Double { Double(column) / Double(width) * duration }

  /// `[column]`: the means of a curve's values, from left to right; zeros for a curve without values.
  func means(of curve: [Float]) -> [Float] {
    resampled(curve) { $0.reduce(0, +) / Float($0.count) }
  }

  /// `[column]`: the largest of a curve's values, from left to right; zeros for a curve without values.
  func peaks(of curve: [Float]) -> [Float] {
    resampled(curve) { $0.max()! }
  }

  private func resampled(_ curve: [Float], _ summary: (ArraySlice<Float>) -> Float) -> [Float] {
    guard !curve.isEmpty else { return [Float](repeating: 0, count: width) }
    return (0..<width).map { summary(curve[values(in: $0, of: curve.count)]) }
  }

  /// Seconds between labels: as few as leave each `room` columns.
  func labelStep(room: Int) -> Double {
    let steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600]
    return steps.first { columns(for: $0) >= Double(room) } ?? 7200
  }

  /// The times to label, from 0.
  func labelTimes(room: Int) -> [Double] {
    let step = labelStep(room: room)
    return (0...Int(duration / step)).map { Double($0) * step }
  }
}
