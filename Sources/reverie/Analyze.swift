import ArgumentParser
import AudioAnalysis
import Media
import Rendering

/// `reverie analyze`
struct Analyze: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what is heard in a song: tempo, beats, sections, key, drums, bands, loudness.",
    discussion: """
      To correct the beats, write them down (--format beats, labels or sonic), change them in an editor, in \
      Audacity or in Sonic Visualiser, and give that file to analyze, curves or render with --beats.
      """)

  @Argument(help: "The song.") var song: String
  @Option(
    help: """
      table: a summary; json: all of it; csv: every signal, a row each 10 ms; beats: seconds and place \
      in the bar; labels: a label track for Audacity; sonic: for Sonic Visualiser.
      """)
  var format = Analysis.Format.table
  @Option(
    help: ArgumentHelp(
      "Also draw the whole song, its beats, sections and curves, in this picture.",
      valueName: "png"))
  var plot: String?
  @Option(
    help: ArgumentHelp(
      "Also write the song with a click on each beat, a higher one on downbeats: .flac, .wav or .ogg.",
      valueName: "sound"))
  var clicks: String?
  @OptionGroup var hearing: HearingArguments

  func validate() throws {
    for (option, output) in [("--plot", plot), ("--clicks", clicks)] {
      guard let output else { continue }
      if isSameFile(song, output) {
        throw ValidationError("\(output) is the song itself; name another file with \(option).")
      }
      try hearing.checkNotOverwritten(by: output)
    }
    if let plot, let clicks, isSameFile(plot, clicks) {
      throw ValidationError("\(plot) can't be both the plot and the clicks; name another file.")
    }
  }

  func run() async throws {
    let (song, plot, clicks, options) = (song, plot, clicks, hearing.options)
    let analysis = try await reportingFailure {
      if let plot { try Picture.checkTarget(plot) }
      if let clicks { try SoundWriter.checkTarget(clicks) }
      let analysis = try hear(song, options: options) { printError("warning: \($0)") }
      if let plot { try Rendering.plot(analysis, of: song, to: plot) }
      if let clicks { try analysis.writeClicks(over: song, to: clicks) }
      return analysis
    }
    if format == .table { printWhole("\(song)\n\n") }
    printWhole(analysis.text(as: format))
  }
}

extension Analysis.Format: ExpressibleByArgument {}
