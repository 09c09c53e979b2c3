import AudioAnalysis
import CBundledPages
import Foundation
import Mapping
import Media

/// A mapping's curves over a song as a page that plays the song: one file without anything from elsewhere.
///
/// It shows what `CurvePlot` shows, a curve a lane, and what is switched on of them; the browser draws it, so that
/// one can look at a second as well as at the song.
struct CurvePage {
  private let content: Content
  private let song: EmbeddedSong

  /// Waveform stretches to take of a song: fifty a second, so that a beat can be told, and for long songs fewer.
  static func stretches(for duration: Double) -> Int {
    min(max(CurvePlot.songWidth, Int(duration * 50)), 60_000)
  }

  /// A page to be.
  ///
  /// - Parameters:
  ///   - waveform: of the song, best of `stretches(for:)` stretches.
  ///   - title: the song's name.
  ///   - mapping: the mapping's name.
  ///   - others: curves of as many frames as the score has, to show beside its own.
  init(
    _ score: Score, over analysis: Analysis, waveform: Waveform, song: EmbeddedSong, title: String,
    mapping: String, beside others: [FrameCurve] = []
  ) {
    self.song = song
    let curves = SortedCurves(of: score, beside: others)
    let heard = Set(others.map(\.name))
    content = Content(
      title: title, facts: CurvePlot.facts(of: score, over: analysis, mapping: mapping), notes: curves.notes,
      duration: analysis.duration, framesPerSecond: score.frameRate.framesPerSecond,
      sections: analysis.sections.map {
        .init(
          start: $0.start, end: $0.end, label: $0.label, colour: PlotColours.section($0.label).hexadecimal)
      },
      beats: analysis.beats.map { .init(time: $0.time, isDownbeat: $0.position == 1) },
      scenes: score.scenes.map { score.frameRate.time(ofFrame: $0.frames.lowerBound) },
      waveform: .init(waveform),
      curves: curves.moving.enumerated().map { index, curve in
        .init(curve, colour: PlotColours.curve(index).hexadecimal, isHeard: heard.contains(curve.name))
      })
  }

  /// The page's text.
  var html: String {
    HTMLPage(
      title: "\(content.title): \(content.facts.first ?? "")", style: Self.style, body: body,
      script: String(cString: curve_page_script())
    ).text
  }

  private var body: String {
    """
    <header>
    <h1>\(escaped(content.title))</h1>
    <p>\(content.facts.map(escaped).joined(separator: " &nbsp; "))</p>
    <p id="controls">
    <button id="play">Play</button> <output id="clock">0:00.0</output>
    <button id="out" title="Show more of the song">−</button>
    <button id="in" title="Look closer">+</button>
    <button id="whole">Whole song</button>
    <span id="trouble" role="alert"></span>
    <span class="hint">Click to jump there. Turn the wheel over the lanes to look closer, drag to move along,
    drag with Shift to look at a stretch. Space plays and pauses, the arrow keys jump.</span>
    </p>
    </header>
    <p id="choices"><button id="all">All</button> <button id="none">None</button></p>
    <main><canvas id="lanes" role="img" aria-label="Curves over the song"></canvas><canvas id="cursor"></canvas></main>
    <footer>
    \(content.notes.map { "<p>\(escaped($0))</p>" }.joined(separator: "\n"))
    </footer>
    <audio id="song" preload="auto" src="\(song.address)"></audio>
    <script type="application/json" id="content">\(content.json)</script>
    """
  }

  /// The style sheet, its variables replaced by the plots' colours.
  private static var style: String {
    let colours = [
      "background": PlotColours.background, "bright": PlotColours.bright, "dim": PlotColours.dim,
      "grid": PlotColours.grid, "energy": PlotColours.energy, "kick": PlotColours.kick,
    ]
    return colours.reduce(String(cString: curve_page_style())) { style, colour in
      style.replacing("var(--\(colour.key))", with: colour.value.hexadecimal)
    }
  }
}

extension CurvePage {
  /// What the page's script draws.
  struct Content: Encodable {
    let title: String
    let facts: [String]
    let notes: [String]
    /// Seconds.
    let duration: Double
    let framesPerSecond: Double
    let sections: [Section]
    let beats: [Beat]
    /// Where each begins, in seconds.
    let scenes: [Double]
    let waveform: Swing
    let curves: [Curve]
    let colours = [
      "lane": PlotColours.lane, "grid": PlotColours.grid, "bright": PlotColours.bright,
      "dim": PlotColours.dim, "dark": PlotColours.dark, "beat": PlotColours.beat,
      "downbeat": PlotColours.downbeat, "background": PlotColours.background,
      "wave": PlotColours.section("A"),
    ].mapValues(\.hexadecimal)

    struct Section: Encodable {
      let start: Double
      let end: Double
      let label: String
      let colour: String
    }

    struct Beat: Encodable {
      let time: Double
      let isDownbeat: Bool
    }

    /// A waveform as Base64 of signed bytes, 127 being the highest of all swings.
    struct Swing: Encodable {
      let highest: String
      let lowest: String
      let effective: String

      init(_ waveform: Waveform) {
        let peak = max(waveform.highest.max() ?? 0, -(waveform.lowest.min() ?? 0), 1e-6)
        func packed(_ values: [Float]) -> String {
          Data(values.map { UInt8(bitPattern: Int8(max(-127, min(127, $0 / peak * 127)))) })
            .base64EncodedString()
        }
        highest = packed(waveform.highest)
        lowest = packed(waveform.lowest)
        effective = packed(waveform.effective)
      }
    }

    /// A curve as Base64 of 16-bit numbers, low byte first: 0 is `low`, 65535 is `high`.
    struct Curve: Encodable {
      let name: String
      let low: Double
      let high: Double
      let colour: String
      /// Whether it is of the song, not of the mapping.
      let isHeard: Bool
      let values: String

      init(_ curve: FrameCurve, colour: String, isHeard: Bool) {
        let extent = curve.extent
        name = curve.name
        (low, high) = (extent.lowerBound, extent.upperBound)
        self.colour = colour
        self.isHeard = isHeard
        let scale = 65535 / max(high - low, 1e-9)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(2 * curve.values.count)
        for value in curve.values {
          let share = UInt16(min(65535, ((value - extent.lowerBound) * scale).rounded()))
          bytes.append(UInt8(share & 255))
          bytes.append(UInt8(share >> 8))
        }
        values = Data(bytes).base64EncodedString()
      }
    }

    /// The content as a script element may hold it: without anything that could end the element.
    var json: String {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      guard let data = try? encoder.encode(self) else { preconditionFailure("only finite numbers and texts") }
      return String(decoding: data, as: UTF8.self).replacing("<", with: "\\u003c")
    }
  }
}
