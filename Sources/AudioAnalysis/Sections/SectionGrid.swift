/// A song cut into stretches about a bar long: where a section may begin.
struct SectionGrid {
  /// Where each stretch starts, in seconds, and at last where the song ends: `[stretch]`, one more.
  let times: [Double]
  /// Seconds that most stretches last.
  let usualLength: Double

  /// Without beats, stretches are about this long.
  private static let freeLength = 2.0
  /// In a song of hours, stretches are so long that there are no more than these.
  private static let most = 6000

  /// Stretches from downbeat to downbeat; where there are none, equal parts of about the same length.
  init(downbeats: [Double], duration: Double) {
    let bars = zip(downbeats.dropFirst(), downbeats).map { Float($0 - $1) }
    let usual = max(
      bars.isEmpty ? Self.freeLength : Double(percentile(0.5, of: bars)), duration / Double(Self.most))
    usualLength = usual
    var times = [0.0]
    for next in downbeats.filter({ $0 < duration }) + [duration] {
      let gap = next - times.last!
      if gap < usual * 0.7 && next < duration { continue }
      let parts = max(1, Int((gap / usual).rounded()))
      let start = times.last!
      for part in 1...parts { times.append(start + gap * Double(part) / Double(parts)) }
    }
    // What remains at the end, the beginning before a pick-up's bar: too short to be by itself.
    if times.count > 2, times[times.count - 1] - times[times.count - 2] < usual * 0.4 {
      times.remove(at: times.count - 2)
    }
    if times.count > 2, times[1] < usual * 0.7 { times.remove(at: 1) }
    self.times = times
  }

  /// Stretches.
  var count: Int { times.count - 1 }

  /// Frames of a stretch, at least one, within a song of `frameCount`.
  func frames(_ stretch: Int, of frameCount: Int) -> Range<Int> {
    FrameGrid.frames(from: times[stretch], to: times[stretch + 1], of: frameCount)
  }
}
