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

  @Argument(help: "The song.", completion: .file()) var song: String
  @Option(
    help: """
      table: a summary; json: all of it; csv: every signal, a row each 10 ms; beats: seconds and place \
      in the bar; labels: a label track for Audacity; sonic: for Sonic Visualiser.
      """)
  var format = Analysis.Format.table
  @Option(
    help: ArgumentHelp(
      "Also draw the whole song, its beats, sections and curves, in this picture.",
      valueName: "png"), completion: .file())
  var plot: String?
  @Option(
    help: ArgumentHelp(
      "Also write the song with a click on each beat, a higher one on downbeats: .flac, .wav or .ogg.",
      valueName: "sound"), completion: .file())
  var clicks: String?
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"),
    completion: .file())
  var output: String?
  @OptionGroup var hearing: HearingArguments

  func validate() throws {
    var outputs: [(option: String, path: String)] = []
    for (option, path) in [("-o", output), ("--plot", plot), ("--clicks", clicks)] {
      guard let path else { continue }
      try checkApart(path, from: ["the song": song], remedy: "name another file with \(option)")
      try hearing.checkNotOverwritten(by: path)
      if let other = outputs.first(where: { isSameFile($0.path, path) }) {
        throw ValidationError("\(path) can't be for both \(other.option) and \(option); name another file.")
      }
      outputs.append((option, path))
    }
  }

  func run() async throws {
    try await reportingFailure {
      if let output { try WorkingFile.checkTarget(output) }
      if let plot { try Picture.checkTarget(plot) }
      if let clicks { try SoundWriter.checkTarget(clicks) }
      let analysis = try hear(song, options: hearing.options) { printError("warning: \($0)") }
      if let plot { try Rendering.plot(analysis, of: song, to: plot) }
      if let clicks { try analysis.writeClicks(over: song, to: clicks) }
      let text = (format == .table ? "\(song)\n\n" : "") + analysis.text(as: format)
      if let output {
        try writeWhole(text, to: output)
      } else {
        printWhole(text)
      }
    }
  }
}

extension Analysis.Format: ExpressibleByArgument {}
