import ArgumentParser
import Foundation
import Media
import Rendering

/// The options of commands that can write frames beside a clip, or instead of one.
struct FrameArguments: ParsableArguments {
  @Option(
    name: .customLong("frames"),
    help: ArgumentHelp(
      """
      Write PNG frames for an editor to this folder, and a clip only with -o; 'reverie encode' makes a clip of them. Frames \
      of an earlier render are replaced.
      """, valueName: "folder"), completion: .directory)
  var folder: String?
  @Option(
    help: ArgumentHelp(
      "Depth of the frames' colours: 8, or 16 to grade them further (default: 8).", valueName: "8|16"))
  var bits: BitDepth?

  func validate() throws {
    guard folder != nil || bits == nil else {
      throw ValidationError("--bits is of use only with --frames FOLDER; a clip has 8.")
    }
    guard folder?.isEmpty != true else { throw ValidationError("--frames wants a folder's name.") }
  }

  /// What they ask for; nil without frames.
  var output: FrameOutput? { folder.map { FrameOutput(folder: $0, depth: bits ?? .eight) } }

  /// - Throws: a `ValidationError` where `clip` would be among the frames.
  func checkApart(from clip: String) throws {
    guard let folder else { return }
    guard !isSameFile(folder, URL(fileURLWithPath: clip).deletingLastPathComponent().path) else {
      throw ValidationError("\(clip) can't be in the folder of frames; name another with -o.")
    }
  }

  /// What Ctrl-C leaves behind.
  var leftovers: String {
    folder.map { "finished frames stay in \($0)" } ?? "nothing was written"
  }
}

extension BitDepth: ExpressibleByArgument {
  /// Reads "8" or "16".
  public init?(argument: String) {
    guard let bits = Int(argument) else { return nil }
    self.init(rawValue: bits)
  }
}
