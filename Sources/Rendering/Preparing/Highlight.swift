import AudioAnalysis
import Media

/// The 20 s of a song around its strongest change from one part to the next: what shows a mapping best in short.
struct Highlight: Equatable {
  /// Where it begins, in seconds.
  let start: Double
  /// How long it is, in seconds: 20, or all of a shorter song.
  let duration: Double
  /// Where and why, as a sentence without its full stop.
  let reason: String

  /// How long highlights are, in seconds.
  static let length = 20.0

  /// Finds the start of a part where energy rises most over the part before; where it rises nowhere, where it falls most.
  /// A song of one part has its highlight in its middle.
  init(of analysis: Analysis) {
    let pairs = Array(zip(analysis.sections, analysis.sections.dropFirst()))
    let highestRise = pairs.max { Self.rise($0) < Self.rise($1) }
    let deepestFall = pairs.min { Self.rise($0) < Self.rise($1) }
    let strongest = highestRise.flatMap { Self.rise($0) > 0 ? $0 : deepestFall }
    let middle = strongest?.1.start ?? analysis.duration / 2
    duration = min(Self.length, analysis.duration)
    start = min(max(middle - duration / 2, 0), analysis.duration - duration)
    let stretch = "highlight from \(ClockTime(start)) to \(ClockTime(start + duration))"
    if let (before, after) = strongest {
      let verb = after.energy > before.energy ? "rises" : "falls"
      reason =
        "\(stretch): at \(ClockTime(after.start)) part \(after.label) begins, and energy \(verb) "
        + "from \(Self.percent(before.energy)) to \(Self.percent(after.energy))"
    } else {
      reason = "\(stretch), the song's middle: it has no parts that differ"
    }
  }

  private static func rise(_ pair: (before: Analysis.Section, after: Analysis.Section)) -> Float {
    pair.after.energy - pair.before.energy
  }

  private static func percent(_ share: Float) -> String { "\(Int((share * 100).rounded())) %" }
}

extension RenderOptions {
  /// These options, with the start and the duration of the song's highlight where that is to be shown.
  ///
  /// - Parameter note: told which highlight that is, and why.
  func choosingExcerpt(of analysis: Analysis, note: (String) -> Void) -> RenderOptions {
    guard showsHighlight else { return self }
    let highlight = Highlight(of: analysis)
    note(highlight.reason)
    var chosen = self
    (chosen.start, chosen.duration) = (highlight.start, highlight.duration)
    return chosen
  }
}
