import Media

extension Analysis {
  /// A summary for people: what the song is, its beats, key, drums and sections, and its curves drawn over time.
  public func table() -> String {
    var lines = [
      row("Length", "\(ClockTime(duration).minutes) (\(Decimals.text(duration, places: 2)) s)"),
      row("Format", "\(sampleRate) Hz, \(channels) channel\(channels == 1 ? "" : "s")"),
      row("Tempo", tempoText),
      row("Beats", beatText),
      row("Key", keyText),
      row("Onsets", onsetText),
      row("Drums", drumText),
      row("Loudest", loudestText),
    ]
    lines += sectionRows + [""]
    let curves = [.loudness] + Self.bandGroups + [.centroid, .onsetStrength]
    lines += curves.map { row($0.rawValue, sparkline(signals[$0] ?? [])) }
    if !sections.isEmpty { lines.append(row("sections", sectionLetters)) }
    lines.append(row("", axis))
    return lines.joined(separator: "\n") + "\n"
  }

  private static let plotWidth = 60

  private func row(_ name: String, _ text: String) -> String {
    name + String(repeating: " ", count: max(1, 15 - name.count)) + text
  }

  private var tempoText: String {
    guard let tempo, let beatsPerBar else { return "none" }
    return "\(Decimals.text(tempo, places: 1)) bpm, \(beatsPerBar) beats in a bar"
  }

  private var beatText: String {
    guard let first = beats.first, let last = beats.last else { return "none" }
    let bars = beats.count { $0.position == 1 }
    let (from, to) = (Decimals.text(first.time, places: 2), Decimals.text(last.time, places: 2))
    return "\(beats.count) in \(bars) bar\(bars == 1 ? "" : "s"), from \(from) s to \(to) s"
  }

  private var keyText: String {
    guard let key else { return "none" }
    return "\(key.name), confidence \(Decimals.text(Double(key.confidence), places: 2))"
  }

  private func count(_ name: EventName) -> Int { events[name]?.count ?? 0 }

  private var onsetText: String {
    "\(count(.onset)); \(count(.lowOnset)) low, \(count(.midOnset)) mid, \(count(.highOnset)) high"
  }

  private var drumText: String { "\(count(.kick)) kick, \(count(.snare)) snare, \(count(.hat)) hat" }

  /// A line a section: when, its letter, its energy.
  private var sectionRows: [String] {
    sections.enumerated().map { index, section in
      let energy = Decimals.text(Double(section.energy), places: 2)
      return row(
        index == 0 ? "Sections" : "",
        "\(ClockTime(section.start).minutes) to \(ClockTime(section.end).minutes)  \(section.label)  energy \(energy)"
      )
    }
  }

  /// Each section's letter where it starts, and dots as long as it lasts.
  private var sectionLetters: String {
    var letters = Array(repeating: "·", count: Self.plotWidth)
    for section in sections {
      let column = Int(section.start / duration * Double(Self.plotWidth))
      letters[min(max(column, 0), Self.plotWidth - 1)] = section.label
    }
    return letters.joined()
  }

  /// The loudest second.
  private var loudestText: String {
    let loudness = signals[.loudness] ?? []
    let second = FrameGrid.framesPerSecond
    let seconds = stride(from: 0, to: loudness.count, by: second).map { start in
      loudness[start..<min(start + second, loudness.count)].reduce(0, +)
    }
    guard let most = seconds.max(), most > 0 else { return "silent throughout" }
    return "around \(ClockTime(Double(seconds.firstIndex(of: most)!)).minutes)"
  }

  /// A curve `[frame]` in `plotWidth` blocks: the mean of each stretch of the song, beside the highest such mean.
  private func sparkline(_ curve: [Float]) -> String {
    let blocks = Array(" ▁▂▃▄▅▆▇█")
    let means = (0..<Self.plotWidth).map { column in
      let start = column * curve.count / Self.plotWidth
      let end = max(start + 1, (column + 1) * curve.count / Self.plotWidth)
      let part = curve[min(start, curve.count)..<min(end, curve.count)]
      return part.reduce(0, +) / Float(max(part.count, 1))
    }
    let highest = max(means.max() ?? 0, 1e-6)
    return String(means.map { blocks[Int(($0 / highest * 8).rounded())] })
  }

  /// Times under the sparklines, at a quarter's distance.
  private var axis: String {
    (0..<4).map { quarter in
      let text = ClockTime(duration * Double(quarter) / 4).minutes
      return text + String(repeating: " ", count: max(1, Self.plotWidth / 4 - text.count))
    }.joined() + ClockTime(duration).minutes
  }
}
