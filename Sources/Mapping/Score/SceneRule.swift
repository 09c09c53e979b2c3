import AudioAnalysis
import Media

/// How a mapping cuts a clip into scenes.
struct SceneRule: Sendable, Equatable {
  /// Whether each part of the song begins a scene.
  var followsSections = true
  /// Whether a part of the song that comes back is dreamed as it was the first time.
  var recalls = false
  /// Bars from one cut to the next.
  var bars = 8
  /// The longest a scene should be.
  var seconds = 24.0
  /// For how many seconds two scenes overlap where the mapping's parameter `dissolve` says nothing.
  var dissolve = Parameter.dissolve.defaultValue

  /// The longest a scene should be where a mapping's expression says when scenes begin, and nothing else.
  static let longestByExpression = 60.0

  /// Scenes shorter than this join a neighbour where there is one.
  private static let shortest = 2.0

  /// The scenes in `ranges`, each with the transition and the dissolve that its first frame asks for.
  ///
  /// A dissolve takes at most half of the shortest scene, so that no more than two scenes are ever seen at a time.
  ///
  /// - Parameters:
  ///   - frames: what the mapping says about every frame.
  ///   - sections: the song's parts.
  func scenes(
    in ranges: [Range<Int>], of frames: [DreamParameters], sections: [Analysis.Section],
    at frameRate: FrameRate
  ) -> [Score.Scene] {
    let longest = (ranges.map(\.count).min() ?? 0) / 2
    let seeds = recalls ? recallingSeeds(of: ranges, sections, at: frameRate) : Array(ranges.indices)
    return ranges.enumerated().map { number, range in
      let first = frames[range.lowerBound]
      let wanted = Int((first[.dissolve] * frameRate.framesPerSecond).rounded())
      return Score.Scene(
        frames: range, transition: Transition(rawValue: Int(first[.transition])) ?? .into,
        dissolve: min(wanted, longest), seed: seeds[number])
    }
  }

  /// For each scene the number of the first that is as far into a part of its label, counted in scenes: `[scene]`.
  private func recallingSeeds(
    of ranges: [Range<Int>], _ sections: [Analysis.Section], at frameRate: FrameRate
  ) -> [Int] {
    struct Place: Hashable {
      let label: String
      let number: Int
    }
    var first: [Place: Int] = [:]
    var (current, number) = (-1, 0)
    return ranges.indices.map { scene in
      let begun = sections.lastIndex { frameRate.frame(at: $0.start) <= ranges[scene].lowerBound } ?? 0
      number = begun == current ? number + 1 : 0
      current = begun
      guard sections.indices.contains(begun) else { return scene }
      let place = Place(label: sections[begun].label, number: number)
      let seed = first[place] ?? scene
      first[place] = seed
      return seed
    }
  }

  /// The scenes, which cover all frames: cut in the frames in which a section begins, and within it at every `bars`th downbeat,
  /// counted from there, as long as half of that is left; stretches longer than `seconds` are cut again, in even numbers of bars
  /// if these are short enough, else evenly; and stretches of less than 2 s go to a neighbour, to one in the same section where
  /// there is one, and to the shorter one: it may become longer than `seconds` by that.
  ///
  /// - Parameters:
  ///   - downbeats: seconds from the song's start, in order.
  ///   - sections: where sections begin, in seconds and in order.
  ///   - moments: where to cut instead of by sections and downbeats, in seconds and in order.
  func ranges(
    downbeats: [Double], sections: [Double] = [], beginningAt moments: [Double]? = nil, frameCount: Int,
    at frameRate: FrameRate
  ) -> [Range<Int>] {
    guard frameCount > 0 else { return [] }
    func frames(_ times: [Double]) -> [Int] {
      times.reduce(into: []) { frames, time in
        let frame = frameRate.frame(at: time)
        if frame < frameCount, frame >= 0, frame > frames.last ?? -1 { frames.append(frame) }
      }
    }
    let bars = frames(downbeats)
    let given = moments.map(frames) ?? (followsSections ? frames(sections) : [])
    let starts = [0] + given.filter { $0 > 0 }
    var edges: [Int] = []
    for (start, end) in zip(starts, starts.dropFirst() + [frameCount]) {
      let counted = moments == nil ? everyFewBars(of: bars, from: start, to: end) : []
      for (from, to) in zip([start] + counted, counted + [end]) {
        edges += [from] + cuts(from: from, to: to, bars: bars, at: frameRate)
      }
    }
    let ranges = zip(edges, edges.dropFirst() + [frameCount]).map { $0..<$1 }
    return joined(ranges, keeping: Set(given), at: frameRate)
  }

  /// Every `bars`th bar within a stretch that at least half as many bars follow in it; they are counted from the first that begins
  /// in it.
  private func everyFewBars(of bars: [Int], from start: Int, to end: Int) -> [Int] {
    let inside = bars.filter { $0 >= start && $0 < end }
    return stride(from: self.bars, to: inside.count, by: self.bars)
      .filter { 2 * (inside.count - $0) >= self.bars }.map { inside[$0] }
  }

  /// Where a stretch must be cut, if it is too long; half a frame is not.
  private func cuts(from start: Int, to end: Int, bars: [Int], at frameRate: FrameRate) -> [Int] {
    let longest = seconds * frameRate.framesPerSecond + 0.5
    let parts = Int((Double(end - start) / longest).rounded(.up))
    guard parts > 1 else { return [] }
    let inside = bars.filter { $0 > start && $0 < end }
    // As many edges as bars begin here: the first bar begins at `start` itself, or before the music's first.
    let edges = [start] + inside + [end]
    for count in stride(from: parts, to: edges.count, by: 1) {
      let cuts = (0...count).map { edges[Int((Double($0 * (edges.count - 1)) / Double(count)).rounded())] }
      if zip(cuts, cuts.dropFirst()).allSatisfy({ Double($1 - $0) <= longest }) {
        return Array(cuts.dropFirst().dropLast())
      }
    }
    return (1..<parts).map { start + (end - start) * $0 / parts }
  }

  /// - Parameter beginnings: edges that stay where there is another to give up.
  private func joined(
    _ ranges: [Range<Int>], keeping beginnings: Set<Int>, at frameRate: FrameRate
  ) -> [Range<Int>] {
    var ranges = ranges
    let shortest = Self.shortest * frameRate.framesPerSecond
    /// What it costs to give up the edge that a scene begins with, by how long the scene on the other side is.
    func cost(ofEdge index: Int, other: Int) -> (Int, Int) {
      guard index > 0, index < ranges.count else { return (2, 0) }
      return (beginnings.contains(ranges[index].lowerBound) ? 1 : 0, ranges[other].count)
    }
    while ranges.count > 1, let index = ranges.firstIndex(where: { Double($0.count) < shortest }) {
      let joinsBefore = cost(ofEdge: index, other: index - 1) <= cost(ofEdge: index + 1, other: index + 1)
      let first = joinsBefore ? index - 1 : index
      ranges[first...first + 1] = [ranges[first].lowerBound..<ranges[first + 1].upperBound]
    }
    return ranges
  }
}
