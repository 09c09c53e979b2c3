import ArgumentParser
import Foundation
import Rendering

/// `reverie render`
struct Render: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make a clip from a song.",
    discussion: """
      Without -o, song.flac becomes song.mp4 beside it; with --frames and without -o, only frames are written.
      """)

  @Argument(help: .clipSong, completion: .file()) var song: String
  @Option(name: .shortAndLong, help: .clip(" (keeps FLAC, Opus and Vorbis)"), completion: .file())
  var output: String?
  @Option(help: .mapping, completion: .file()) var mapping = "default"
  @OptionGroup var clip: ClipArguments

  /// nil where only frames are written.
  private var clipPath: String? {
    if output == nil, clip.frames.folder != nil { return nil }
    return output ?? URL(fileURLWithPath: song).deletingPathExtension().relativePath + ".mp4"
  }

  func validate() throws {
    try clip.checkNotOverwritten(by: clipPath, song: song)
  }

  func run() async throws {
    var options = clip.options
    options.mapping = mapping
    let (song, clipPath, chosen) = (song, clipPath, options)
    try await showingProgress(leaving: clip.frames.leftovers) { report in
      try await render(song: song, to: clipPath, options: chosen, report: report)
    }
    for path in [clipPath, clip.frames.folder].compactMap(\.self) { print(path) }
  }
}
