import ArgumentParser
import Foundation
import Rendering

/// `reverie render`
struct Render: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make a clip from a song, and from footage if you like.",
    discussion: """
      Without -o, song.flac becomes song.mp4 beside it; with --frames and without -o, only frames are written. Without a \
      song the footage's own sound is the song, and video.mp4 becomes video.dream.mp4.

      Examples:
        reverie render song.flac
        reverie render song.flac --footage video.mp4 --cuts bar
        reverie render song.flac --footage photo.jpg --mapping classic
        reverie render --footage video.mp4
      """)

  @Argument(help: .clipSong, completion: .file()) var song: String?
  @Option(name: .shortAndLong, help: .clip(" (keeps FLAC, Opus and Vorbis)"), completion: .file())
  var output: String?
  @Option(help: .usualMapping, completion: .file()) var mapping: String?
  @OptionGroup var clip: ClipArguments

  /// nil where only frames are written.
  private var clipPath: String? {
    if output != nil || clip.frames.folder != nil { return output }
    func bare(_ path: String) -> String { URL(fileURLWithPath: path).deletingPathExtension().relativePath }
    return song.map { bare($0) + ".mp4" } ?? bare(clip.footage.paths.first ?? "") + ".dream.mp4"
  }

  func validate() throws {
    try clip.checkNotOverwritten(by: clipPath, song: try clip.footage.soundtrack(named: song))
  }

  func run() async throws {
    var options = clip.options
    options.mapping = mapping
    let (song, clipPath, chosen) = (try clip.footage.soundtrack(named: song), clipPath, options)
    try await showingProgress(leaving: clip.frames.leftovers) { report in
      try await render(song: song, to: clipPath, options: chosen, report: report)
    }
    for path in [clipPath, clip.frames.folder].compactMap(\.self) { print(path) }
  }
}
