import ArgumentParser
import Foundation
import Mapping
import Media
import Rendering

/// How clips are made, for every command that makes one.
struct ClipArguments: ParsableArguments {
  @Option(
    name: .customLong("guide"),
    help: ArgumentHelp(
      "A picture for mappings that dream with a guide; of several, the mapping's 'guide' chooses and fades.",
      valueName: "image"), completion: .file())
  var guides: [String] = []
  @OptionGroup var footage: FootageArguments
  @Option(
    help: """
      Picture size, even numbers (default: the footage's, or \(RenderOptions.standardSize); for a draft \
      \(RenderOptions.draftSize)).
      """)
  var size: PictureSize?
  @Option(help: .framesPerSecond) var fps: FrameRate?
  @Option(help: "Where in the song to start: seconds or m:ss (default: 0).") var start: ClockTime?
  @Option(help: "How much of the song to render: seconds or m:ss (default: up to its end).") var duration:
    ClockTime?
  @Flag(help: "Render the 20 s around the song's strongest change, such as a drop.") var highlight = false
  @Flag(
    help:
      "Begin an excerpt with a dream of its own at once, instead of dreaming up to it as the whole clip does."
  )
  var quick = false
  @Option(
    help: ArgumentHelp(
      "Come out of black in so many seconds; 0 not at all (default: as the song does).", valueName: "seconds")
  )
  var fadeIn: ClockTime?
  @Option(
    help: ArgumentHelp(
      "Go into black in so many seconds at the end; 0 not at all (default: as the song does).",
      valueName: "seconds"))
  var fadeOut: ClockTime?
  @Flag(help: "Show curves, beats and the layers' weights at the bottom of the picture.") var overlay = false
  @Option(help: "Another number is another dream.") var seed: UInt64 = 0
  @OptionGroup var frames: FrameArguments
  @OptionGroup var hearing: HearingArguments
  @OptionGroup var network: NetworkArguments
  @Flag(help: "A fast look: small picture, few steps, --quick; the same timing.") var draft = false
  @OptionGroup var steps: StepArguments
  @Option(help: "Scenes dreamed at a time (default: one a processor). Doesn't change the result.") var jobs:
    Int?

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs: \(jobs) is too few; give 1 or more.") }
    if highlight, start != nil || duration != nil {
      throw ValidationError("--highlight chooses where to start itself; leave out --start and --duration.")
    }
  }

  /// What they ask for.
  var options: RenderOptions {
    var options = RenderOptions(jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount)
    options.hearing = hearing.options
    options.network = network.name
    options.input = network.overrides
    options.size = size
    options.frameRate = fps
    options.start = start?.seconds ?? 0
    options.duration = duration?.seconds
    options.showsHighlight = highlight
    options.isQuick = quick
    options.fadeIn = fadeIn?.seconds
    options.fadeOut = fadeOut?.seconds
    options.showsOverlay = overlay
    options.seed = seed
    options.isDraft = draft
    options.guides = guides
    options.footage = footage.options
    options.cover = footage.cover
    options.frames = frames.output
    options.steps = steps.options
    return options
  }

  /// - Parameter clip: nil where only frames are written.
  /// - Throws: a `ValidationError` where `clip` is a file that the clip is made from, or among the frames.
  func checkNotOverwritten(by clip: String?, song: String) throws {
    guard let clip else { return }
    try frames.checkApart(from: clip)
    try checkApart(clip, from: ["the song": song])
    try hearing.checkNotOverwritten(by: clip)
    for guide in guides { try checkApart(clip, from: ["the guide": guide]) }
    try footage.checkNotOverwritten(by: clip)
  }
}

extension ArgumentHelp {
  /// Of the song that a clip plays.
  static let clipSong: ArgumentHelp = "The song: any sound file, or a video for its soundtrack."
  /// Of a mapping.
  static let mapping = ArgumentHelp(
    "A built-in mapping ('reverie mappings' lists them) or a file.", valueName: "name|file")
  /// Of a mapping that need not be named.
  static let usualMapping = ArgumentHelp(
    """
    A built-in mapping ('reverie mappings' lists them) or a file (default: \(Mapping.defaultName), over moving footage \
    \(Mapping.defaultNameOverFootage)).
    """, valueName: "name|file")
  /// Of a clip's frame rate.
  static let framesPerSecond = ArgumentHelp(
    "Frames a second (default: the footage's, or 24).", valueName: "rate")

  /// Of the clip that a command writes.
  ///
  /// - Parameter note: what more there is to be said about it.
  static func clip(_ note: String) -> ArgumentHelp {
    ArgumentHelp("The clip to write: .mp4, .mov or .mkv\(note).", valueName: "clip")
  }
}
