import ArgumentParser
import AudioAnalysis
import Media
import Rendering

/// `reverie analyze`
struct Analyze: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what is heard in a song: tempo, beats, sections, key, drums, bands, loudness.")

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

  func validate() throws {
    if let plot, isSameFile(song, plot) {
      throw ValidationError("\(plot) is the song itself; name another file with --plot.")
    }
  }

  func run() async throws {
    let analysis = try await reportingFailure {
      if let plot { try Picture.checkTarget(plot) }
      let analysis = try hear(song) { printError("warning: \($0)") }
      if let plot { try Rendering.plot(analysis, of: song, to: plot) }
      return analysis
    }
    if format == .table { printWhole("\(song)\n\n") }
    printWhole(analysis.text(as: format))
  }
}

extension Analysis.Format: ExpressibleByArgument {}
