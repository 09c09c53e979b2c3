extension Rhythm {
  /// Sure beats at `times`, in seconds, rising, with their `positions`. One beat alone is no rhythm yet.
  init(_ times: [Double], _ positions: [Int], beatsPerBar: Int?) {
    beats = zip(times, positions).map { Analysis.Beat(time: $0, position: $1, confidence: 1) }
    tempo = Self.tempo(of: times)
    self.beatsPerBar = times.count < 2 ? nil : beatsPerBar
  }

  /// The rhythm that a user gives, every beat of it sure.
  ///
  /// Where the file doesn't say a beat's position in its bar, it counts on from the beat before; a file that says
  /// none at all is counted by the bars that were heard.
  init(_ given: BeatFile, countedBy heard: Rhythm) {
    let times = given.beats.map(\.time)
    let known = given.beats.map(\.position)
    if known.allSatisfy({ $0 == nil }) {
      let metre = heard.beatsPerBar ?? Self.usualMetre
      let downbeats = heard.beats.filter { $0.position == 1 }.map(\.time)
      self.init(times, Self.positions(of: times, by: downbeats, beatsPerBar: metre), beatsPerBar: metre)
    } else {
      let metre = Self.metre(of: known)
      self.init(times, Self.positions(around: known, beatsPerBar: metre), beatsPerBar: metre)
    }
  }

  private static let usualMetre = 4
  /// Heard downbeats around that say where a bar begins: one may be wrong. Even, for beats heard twice as fast as
  /// these are, half of whose downbeats mean the middle of the bar, shall not win.
  private static let voters = 8

  /// Positions `[beat]` of beats at `times` such that most of the downbeats heard around each fall on ones.
  private static func positions(of times: [Double], by downbeats: [Double], beatsPerBar: Int) -> [Int] {
    let votes = downbeats.map { nearest(to: $0, in: times) % beatsPerBar }
    guard !votes.isEmpty else { return times.indices.map { $0 % beatsPerBar + 1 } }
    var first = votes[0]
    return times.enumerated().map { i, time in
      let middle = nearest(to: time, in: downbeats)
      let start = max(0, min(middle - voters / 2, votes.count - voters))
      var counts = [Int](repeating: 0, count: beatsPerBar)
      for vote in votes[start...].prefix(voters) { counts[vote] += 1 }
      // A tie changes nothing.
      if let winner = counts.firstIndex(where: { $0 > counts[first] && $0 == counts.max()! }) {
        first = winner
      }
      return (i - first + beatsPerBar) % beatsPerBar + 1
    }
  }

  /// The index of the moment in `times`, which rise, that is nearest to `time`.
  private static func nearest(to time: Double, in times: [Double]) -> Int {
    var (low, high) = (0, times.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if times[middle] + times[middle + 1] < 2 * time { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Beats in most bars, or where there is no whole bar, the highest position.
  private static func metre(of known: [Int?]) -> Int {
    let downbeats = known.indices.filter { known[$0] == 1 }
    let lengths = zip(downbeats.dropFirst(), downbeats).map { $0 - $1 }
    return mostCommon(lengths) ?? max(2, known.compactMap { $0 }.max()!)
  }

  /// The positions that are known, and between them those that count on: back from the first.
  private static func positions(around known: [Int?], beatsPerBar: Int) -> [Int] {
    let first = known.firstIndex { $0 != nil }!
    let lead = (known[first]! - 1 - first) % beatsPerBar
    var position = (lead + beatsPerBar) % beatsPerBar
    return known.map { given in
      position = given ?? position % beatsPerBar + 1
      return position
    }
  }
}
