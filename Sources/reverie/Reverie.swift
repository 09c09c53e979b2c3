import ArgumentParser
import Dreaming

/// The command line: one subcommand a file.
@main struct Reverie: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reverie",
    abstract: "Turns a song into a dream video that moves with the music.",
    discussion: """
      Start with:  reverie render song.flac

      Results go to standard output or the named file, everything else to standard error. Exit code 1 says that an input or \
      the machine was the trouble, 64 that the command line was.
      """,
    version: "0.1.0",
    subcommands: [
      Render.self, Encode.self, Compare.self, Analyze.self, Curves.self, Still.self, Layers.self,
      Mappings.self,
    ])

  static func main() async {
    restartWithFastProducts()
    await main(nil)
  }
}
