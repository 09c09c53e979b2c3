/// The form of a song: its sections one after the other.
struct Form {
  /// Together as long as the song.
  let sections: [Analysis.Section]
  /// When each section but the first begins, and how strong the change is.
  let events: [Analysis.Event]
  /// The energy, which section it is, from 0, and how far through it, 0...1.
  let signals: Signals

  /// The novelty, beside the song's median, of as strong a change as most songs have.
  private static let strongest: Float = 5

  /// Finds the sections; they begin on downbeats.
  init(of sound: SoundFeatures, signals: Signals, beats: [Analysis.Beat]) {
    let grid = SectionGrid(downbeats: beats.filter { $0.position == 1 }.map(\.time), duration: sound.duration)
    let features = SectionFeatures(of: sound, signals: signals, grid: grid)
    let found = SectionBoundaries().boundaries(in: features, count: grid.count)
    let parts = Self.parts(found, of: features, count: grid.count)
    let energy = Energy.signal(signals, sectionsFrom: parts.map { grid.times[$0.stretches.lowerBound] })
    sections = parts.map { part in
      let (start, end) = (grid.times[part.stretches.lowerBound], grid.times[part.stretches.upperBound])
      return Analysis.Section(
        start: roundedTime(start), end: end < sound.duration ? roundedTime(end) : sound.duration,
        label: part.label, energy: Self.mean(of: energy, from: start, to: end))
    }
    events = zip(sections, parts).dropFirst().map { section, part in
      Analysis.Event(time: section.start, strength: min(part.strength / Self.strongest, 1))
    }
    self.signals = Self.clocks(of: sections, frameCount: sound.frameCount)
      .merging([.energy: energy]) { clock, _ in clock }
  }

  private typealias Part = (stretches: Range<Int>, label: String, strength: Float)

  /// The sections between boundaries with their labels; one that is like the one before it goes on with it.
  private static func parts(
    _ boundaries: [(stretch: Int, strength: Float)], of features: SectionFeatures, count: Int
  ) -> [Part] {
    let starts = boundaries.map(\.stretch)
    let stretches = zip(starts, starts.dropFirst() + [count]).map { $0..<$1 }
    let labels = SectionLabels().labels(of: stretches, features)
    var parts: [Part] = []
    for (index, stretch) in stretches.enumerated() {
      if let last = parts.last, last.label == labels[index] {
        parts[parts.count - 1].stretches = last.stretches.lowerBound..<stretch.upperBound
      } else {
        parts.append((stretch, labels[index], boundaries[index].strength))
      }
    }
    return parts
  }

  private static func mean(of curve: [Float], from start: Double, to end: Double) -> Float {
    let part = curve[FrameGrid.frames(from: start, to: end, of: curve.count)]
    return (part.reduce(0, +) / Float(part.count)).roundedToTenThousandths
  }

  private static func clocks(of sections: [Analysis.Section], frameCount: Int) -> Signals {
    var (indices, phases) = ([Float](), [Float]())
    var current = 0
    for frame in 0..<frameCount {
      let time = FrameGrid.seconds(of: frame)
      while current + 1 < sections.count, sections[current + 1].start <= time { current += 1 }
      let section = sections[current]
      indices.append(Float(current))
      phases.append(Float(min((time - section.start) / max(section.end - section.start, 1e-9), 1)))
    }
    return [.section: indices, .sectionPhase: phases]
  }
}
