import ArgumentParser
import Rendering

/// How a song is heard, for every command that hears one.
struct HearingArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Take the beats from this file instead of hearing them: one that 'analyze' wrote, labels from Audacity, or \
      CSV from Sonic Visualiser.
      """, valueName: "file"), completion: .file())
  var beats: String?
  @Flag(help: "Hear the song anew, and don't remember what was heard (in ~/.cache/reverie).") var noCache =
    false

  /// The same for the renderer.
  var options: HearingOptions { HearingOptions(beats: beats, usesCache: !noCache) }

  /// - Throws: a `ValidationError` where `output` is the file of beats.
  func checkNotOverwritten(by output: String) throws {
    try checkApart(output, from: ["the file of beats": beats], remedy: "name another file")
  }
}
