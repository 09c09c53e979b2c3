import ArgumentParser
import Dreaming
import Mapping
import Media
import Rendering

/// `reverie curves`
struct Curves: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show every dream parameter of every frame, exactly as render will use them.",
    discussion: """
      A table (.csv, and on standard output without -o), a picture (.png, .svg), or a page that plays the song beside \
      its curves (.html).

      Examples:
        reverie curves song.flac --mapping mine.yaml -o curves.csv
        reverie curves song.flac --mapping mine.yaml -o curves.html --watch
      """)

  @Argument(help: "The song.", completion: .file()) var song: String?
  @Option(help: .usualMapping, completion: .file()) var mapping: String?
  @Option(help: .framesPerSecond) var fps: FrameRate?
  @OptionGroup var footage: FootageArguments
  @Flag(help: "Add what was heard: every signal and event, as a mapping sees them frame by frame.")
  var signals = false
  @Flag(help: "Write the file anew after each save of the mapping, until Ctrl-C.") var watch = false
  @OptionGroup var hearing: HearingArguments
  @OptionGroup var network: NetworkArguments
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write to this file instead of standard output: \(CurveFormat.endings).", valueName: "file"),
    completion: .file())
  var output: String?

  func validate() throws {
    if let output {
      try checkApart(output, from: ["the song": song, "the mapping": mapping])
      try footage.checkNotOverwritten(by: output)
      try hearing.checkNotOverwritten(by: output)
      guard CurveFormat(path: output) != nil else {
        throw ValidationError("\(output) should end in \(CurveFormat.endings).")
      }
    }
    _ = try footage.soundtrack(named: song)
    guard watch else { return }
    if output == nil { throw ValidationError("--watch needs a file to write to; name one with -o.") }
    let mapping = mapping ?? Mapping.defaultName
    if Mapping.isBuiltIn(mapping) {
      throw ValidationError(
        "--watch waits for changes to a file, but '\(mapping)' is built in; "
          + "'reverie mappings \(mapping) > mine.yaml' makes a file of it.")
    }
  }

  func run() async throws {
    try await reportingFailure {
      if let output { try WorkingFile.checkTarget(output) }
      let network = try network.load()
      let reel = try footage.options.map { try Reel($0, folderRate: fps, warn: Self.warn) }
      let preview = try preview(as: output, over: reel)
      if watch, let output, let mapping {
        try await stoppingOnInterrupt {
          try await Self.keepUp(preview, with: mapping, for: network, in: output)
        }
        return
      }
      let mapping = try loadMapping(mapping, for: network, over: reel, warn: Self.warn)
      if let output {
        try preview.write(mapping, to: output, warn: Self.warn)
      } else {
        printWhole(preview.csv(mapping, warn: Self.warn))
      }
    }
  }

  private static func warn(_ message: String) { printError("warning: \(message)") }

  /// The song, heard.
  ///
  /// - Parameter reel: what is dreamed over; its rate is the clip's.
  private func preview(as output: String?, over reel: Reel?) throws -> CurvePreview {
    let song = try footage.soundtrack(named: song)
    let analysis = try hear(song, options: hearing.options, warn: Self.warn)
    return try CurvePreview(
      of: song, heardAs: analysis, at: fps ?? reel?.frameRate ?? FrameRate(24),
      as: output.flatMap(CurveFormat.init(path:)) ?? .csv,
      showsSignals: signals)
  }

  /// Writes the curves after each save of the mapping; what is wrong with it is said, and waited for to be right.
  private static func keepUp(
    _ preview: CurvePreview, with mapping: String, for network: Network, in output: String
  ) async throws {
    do {
      try await repeating(onSavesOf: mapping) {
        do {
          let start = ContinuousClock.now
          try preview.write(try loadMapping(mapping, for: network, warn: warn), to: output, warn: warn)
          let milliseconds = (ContinuousClock.now - start) / .milliseconds(1)
          printError("\(output): written in \(Int(milliseconds)) ms; waiting for changes to \(mapping)")
        } catch {
          printError("error: \(error)")
        }
      }
    } catch is CancellationError {
      // Ctrl-C is how watching ends.
    }
  }
}
