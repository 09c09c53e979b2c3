import ArgumentParser
import Foundation
import Media
import Rendering

/// `reverie encode`
struct Encode: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make a clip from a folder of frames and a song.",
    discussion: """
      Frames that 'reverie render --frames' wrote bring their rate and their place in the song along, and give the clip that \
      render would have written; so do they after an editor has changed them. Frames of other programs need --fps. \
      Without -o, the clip is beside the folder: frames becomes frames.mp4.

      Examples:
        reverie encode frames song.flac -o clip.mp4
        reverie encode export song.flac --fps 25 --start 1:00
      """)

  @Argument(
    help: "The folder: PNG or JPEG pictures of one size, in the order of the numbers in their names.",
    completion: .directory)
  var folder: String
  @Argument(help: .clipSong, completion: .file()) var song: String
  @Option(name: .shortAndLong, help: .clip(" (keeps FLAC, Opus and Vorbis)"), completion: .file())
  var output: String?
  @Option(
    help: ArgumentHelp("Frames a second (default: what frames.json in the folder says).", valueName: "rate"))
  var fps: FrameRate?
  @Option(
    help: "Where in the song the first frame shows: seconds or m:ss (default: what frames.json says, or 0).")
  var start: ClockTime?

  private var clipPath: String {
    let url = URL(fileURLWithPath: folder)
    let hasName = ![".", ".."].contains(fileName(of: folder))
    return output ?? (hasName ? url.relativePath : url.standardizedFileURL.path) + ".mp4"
  }

  func validate() throws {
    try checkApart(clipPath, from: ["the song": song])
  }

  func run() async throws {
    let (folder, song, clipPath, fps, start) = (folder, song, clipPath, fps, start?.seconds)
    try await showingProgress { report in
      try encodeFrames(
        in: folder, song: song, to: clipPath, frameRate: fps, start: start, report: report)
    }
    print(clipPath)
  }
}
