/// The form of a song: its sections one after the other.
struct Form {
  /// Together as long as the song.
  let sections: [Analysis.Section]
  /// When each section but the first begins, and how strong the change is; and which of these are drops.
  let events: Events
  /// The energy, which section it is, from 0, its letter as a number, how far through it, 0...1, and what leads up to it.
  let signals: Signals

  /// The novelty, beside the song's median, of as strong a change as most songs have.
  private static let strongest: Float = 5
  /// Stretches of silence or of a fade that are a section by themselves; fewer belong to the music beside them.
  private static let shortestEnd = 4

  /// Finds the sections; they begin on downbeats.
  init(of sound: SoundFeatures, signals: Signals, beats: [Analysis.Beat]) {
    let downbeats = beats.filter { $0.position == 1 }.map(\.time)
    let grid = SectionGrid(downbeats: downbeats, duration: sound.duration)
    let music = SongEnds.music(in: sound, grid)
    let features = SectionFeatures(of: sound, signals: signals, grid: grid, stretches: music)
    let found = SectionBoundaries().boundaries(in: features, count: music.count)
    let parts = Self.withEnds(Self.parts(found, of: features, count: music.count), music, of: grid.count)
    let energy = Energy.signal(
      signals, sectionsFrom: parts.map { grid.times[$0.stretches.lowerBound] },
      in: FrameGrid.frames(
        from: grid.times[music.lowerBound], to: grid.times[music.upperBound], of: sound.frameCount))
    sections = parts.map { part in
      let (start, end) = (grid.times[part.stretches.lowerBound], grid.times[part.stretches.upperBound])
      // Silence at its end doesn't count against a part.
      let heard = part.stretches.overlaps(music) ? part.stretches.clamped(to: music) : part.stretches
      return Analysis.Section(
        start: roundedTime(start), end: end < sound.duration ? roundedTime(end) : sound.duration,
        label: SectionLabels.name(part.group),
        energy: Self.mean(of: energy, from: grid.times[heard.lowerBound], to: grid.times[heard.upperBound]))
    }
    let curves = BuildUp.Curves(signals, energy: energy)
    let buildUps = zip(sections, sections.dropFirst()).map {
      BuildUp(leadingTo: $1.start, notBefore: $0.start, bar: grid.usualLength, in: curves)
    }
    events = [
      .sectionStart: zip(sections, parts).dropFirst().map { section, part in
        Analysis.Event(time: section.start, strength: min(part.strength / Self.strongest, 1))
      },
      .drop: zip(sections.dropFirst(), buildUps).compactMap {
        Drop.event(at: $0.start, energy: energy, after: $1)
      },
    ]
    self.signals = Self.clocks(of: sections, parts.map(\.group), frameCount: sound.frameCount)
      .merging([
        .energy: energy, .buildUp: Self.curve(of: buildUps.compactMap { $0 }, frameCount: sound.frameCount),
      ]) { clock, _ in clock }
  }

  private typealias Part = (stretches: Range<Int>, group: Int, strength: Float)

  /// The sections between boundaries with their groups; one that is like the one before it goes on with it.
  private static func parts(
    _ boundaries: [(stretch: Int, strength: Float)], of features: SectionFeatures, count: Int
  ) -> [Part] {
    let starts = boundaries.map(\.stretch)
    let stretches = zip(starts, starts.dropFirst() + [count]).map { $0..<$1 }
    let groups = SectionLabels().groups(of: stretches, features)
    var parts: [Part] = []
    for (index, stretch) in stretches.enumerated() {
      if let last = parts.last, last.group == groups[index] {
        parts[parts.count - 1].stretches = last.stretches.lowerBound..<stretch.upperBound
      } else {
        parts.append((stretch, groups[index], boundaries[index].strength))
      }
    }
    return parts
  }

  /// The parts of the music, moved to where it is among `count` stretches, and what is before and behind it: as parts of
  /// their own where they are long enough, else with the first and the last part.
  private static func withEnds(_ parts: [Part], _ music: Range<Int>, of count: Int) -> [Part] {
    let (hasIntro, hasOutro) = (music.lowerBound >= shortestEnd, count - music.upperBound >= shortestEnd)
    var all = parts.map { part -> Part in
      let (from, to) = (part.stretches.lowerBound, part.stretches.upperBound)
      return (from + music.lowerBound..<to + music.lowerBound, part.group + (hasIntro ? 1 : 0), part.strength)
    }
    let outro = (all.map(\.group).max() ?? 0) + 1
    if hasIntro {
      all[0].strength = strongest
      all.insert((0..<music.lowerBound, 0, 0), at: 0)
    } else {
      all[0].stretches = 0..<all[0].stretches.upperBound
    }
    if hasOutro {
      all.append((music.upperBound..<count, outro, strongest))
    } else {
      all[all.count - 1].stretches = all[all.count - 1].stretches.lowerBound..<count
    }
    return all
  }

  private static func mean(of curve: [Float], from start: Double, to end: Double) -> Float {
    let part = curve[FrameGrid.frames(from: start, to: end, of: curve.count)]
    return (part.reduce(0, +) / Float(part.count)).roundedToTenThousandths
  }

  private static func curve(of buildUps: [BuildUp], frameCount: Int) -> [Float] {
    var curve = [Float](repeating: 0, count: frameCount)
    for buildUp in buildUps {
      for frame in FrameGrid.frames(from: buildUp.start, to: buildUp.end, of: frameCount) {
        curve[frame] = max(curve[frame], buildUp.value(at: FrameGrid.seconds(of: frame)))
      }
    }
    return curve
  }

  private static func clocks(of sections: [Analysis.Section], _ groups: [Int], frameCount: Int) -> Signals {
    var (indices, labels, phases) = ([Float](), [Float](), [Float]())
    var current = 0
    for frame in 0..<frameCount {
      let time = FrameGrid.seconds(of: frame)
      while current + 1 < sections.count, sections[current + 1].start <= time { current += 1 }
      let section = sections[current]
      indices.append(Float(current))
      labels.append(Float(groups[current]))
      phases.append(Float(min((time - section.start) / max(section.end - section.start, 1e-9), 1)))
    }
    return [.section: indices, .sectionLabel: labels, .sectionPhase: phases]
  }
}
