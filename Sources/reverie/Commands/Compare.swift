import ArgumentParser
import Rendering

/// `reverie compare`
struct Compare: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show two mappings side by side, on the same song and seed.",
    discussion: "Example:  reverie compare song.flac pulse mine.yaml -o side-by-side.mp4 --draft --highlight")

  @Argument(help: .clipSong, completion: .file()) var song: String
  @Argument(
    help: ArgumentHelp(
      "The left mapping: a built-in one ('reverie mappings' lists them) or a file.", valueName: "left"),
    completion: .file())
  var left: String
  @Argument(help: ArgumentHelp("The right mapping.", valueName: "right"), completion: .file())
  var right: String
  @Option(name: .shortAndLong, help: .clip(", twice as wide as --size"), completion: .file())
  var output: String?
  @OptionGroup var clip: ClipArguments

  func validate() throws {
    guard output != nil || clip.frames.folder != nil else {
      throw ValidationError("Name the clip to write with -o, or a folder for its frames with --frames.")
    }
    try clip.checkNotOverwritten(by: output, song: song)
    guard let output else { return }
    try checkApart(output, from: ["the mapping \(left)": left, "the mapping \(right)": right])
  }

  func run() async throws {
    let (song, mappings, output, options) = (song, (left, right), output, clip.options)
    try await showingProgress(leaving: clip.frames.leftovers) { report in
      try await compare(song: song, mappings: mappings, to: output, options: options, report: report)
    }
    for path in [output, clip.frames.folder].compactMap(\.self) { print(path) }
  }
}
