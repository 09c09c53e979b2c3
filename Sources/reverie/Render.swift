import ArgumentParser
import Foundation
import Media
import Rendering

/// `reverie render`
struct Render: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make a clip from a song.",
    discussion: "Without -o, song.flac becomes song.mp4 beside it.")

  @Argument(help: "The song: any sound file, or a video for its soundtrack.") var song: String
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The clip to write: .mp4, .mov or .mkv (keeps FLAC, Opus and Vorbis).", valueName: "clip"))
  var output: String?
  @Option(
    help: ArgumentHelp(
      "A built-in mapping ('reverie mappings' lists them) or a file.", valueName: "name|file"))
  var mapping = "default"
  @Option(help: ArgumentHelp("A picture for mappings that dream with a guide.", valueName: "image"))
  var guide: String?
  @Option(help: "Picture size, even numbers.") var size: PictureSize?
  @Option(help: ArgumentHelp("Frames a second.", valueName: "rate")) var fps = FrameRate(24)
  @Option(help: "Where in the song to start: seconds or m:ss.") var start = ClockTime(seconds: 0)
  @Option(help: "How much of the song to render: seconds or m:ss.") var duration: ClockTime?
  @Option(help: "Another number is another dream.") var seed: UInt64 = 0
  @OptionGroup var hearing: HearingArguments
  @OptionGroup var network: NetworkOptions
  @Flag(help: "A fast look: small picture, few steps, the same timing.") var draft = false
  @OptionGroup var steps: StepOptions
  @Option(help: "Scenes dreamed at a time (default: one a processor). Doesn't change the result.") var jobs:
    Int?

  private var clipPath: String {
    output ?? URL(fileURLWithPath: song).deletingPathExtension().relativePath + ".mp4"
  }

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs: \(jobs) is too few; give 1 or more.") }
    if isSameFile(song, clipPath) {
      throw ValidationError("\(clipPath) is the song itself; name another file with -o.")
    }
    try hearing.checkNotOverwritten(by: clipPath)
    if let guide, isSameFile(guide, clipPath) {
      throw ValidationError("\(clipPath) is the guide itself; name another file with -o.")
    }
  }

  func run() async throws {
    var options = RenderOptions(jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount)
    let size = size ?? (draft ? PictureSize(width: 256, height: 144) : PictureSize(width: 512, height: 288))
    options.mapping = mapping
    options.hearing = hearing.options
    options.network = network.name
    options.input = network.overrides
    options.width = size.width
    options.height = size.height
    options.frameRate = fps
    options.start = start.seconds
    options.duration = duration?.seconds
    options.seed = seed
    options.isDraft = draft
    options.guide = guide
    (options.step, options.jitter) = (steps.step, steps.jitter)
    steps.apply(to: &options.recipe)

    let display = ProgressDisplay()
    let (song, clipPath, chosen) = (song, clipPath, options)
    try await reportingFailure {
      defer { display.finish() }
      try await stoppingOnInterrupt {
        try await render(song: song, to: clipPath, options: chosen) { display.show($0) }
      }
    }
    print(clipPath)
  }
}
