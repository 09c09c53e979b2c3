import ArgumentParser
import Dreaming
import Foundation
import Media
import Rendering

/// `reverie still`
struct Still: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Dream one picture, or a folder of them.",
    discussion: """
      Examples:
        reverie still photo.jpg -o dream.png --layer block5 --layer block8=0.5
        reverie still photo.jpg -o dream.png --layer class:jellyfish
        reverie still photo.jpg -o dream.png --guide flowers.jpg
        reverie still photos/ -o dreams/ --keep-colours
      """)

  @Argument(help: "The picture: PNG or JPEG; or a folder of pictures.", completion: .file()) var image: String
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The picture to write: .png or .jpg; for a folder a folder.", valueName: "image"),
    completion: .file())
  var output: String
  @Option(
    name: .customLong("layer"),
    help: ArgumentHelp(
      """
      What to dream of, and how strongly (1); may be given more than once. A layer ('reverie layers' lists them); \
      some of its channels: block8:12,40-43; a class by name or number: class:jellyfish; what a layer sees in the \
      guide: guide:block8.
      """,
      valueName: "term[=weight]"))
  var terms: [WeightedTerm] = []
  @Option(
    name: .customLong("guide"),
    help: ArgumentHelp(
      "A picture whose shapes the dream borrows; shapes of a second one are guide2:block8.",
      valueName: "image"),
    completion: .file())
  var guides: [String] = []
  @Option(help: "Ascent steps in each octave, 0...1000.") var iterations = 10
  @Option(help: "Sizes the picture is dreamed at, 1...12.") var octaves = 4
  @Option(help: "Ratio between one octave's size and the next, 1.05...4.") var octaveScale: Float = 1.4
  @OptionGroup var steps: StepArguments
  @Flag(help: "Keep the picture's colours; take only light and dark from the dream.") var keepColours = false
  @Option(
    help: ArgumentHelp(
      "Compute a large picture in parts of so many pixels a side (default: what half a gigabyte allows).",
      valueName: "pixels"))
  var tile: Int?
  @Option(help: "Another number is another dream.") var seed: UInt64 = 0
  @Option(help: "Threads (default: one a processor). Doesn't change the result.") var threads: Int?
  @OptionGroup var network: NetworkArguments

  func validate() throws {
    guard (0...1000).contains(iterations) else { throw ValidationError("--iterations takes 0 to 1000.") }
    guard (1...12).contains(octaves) else { throw ValidationError("--octaves takes 1 to 12.") }
    guard (1.05...4).contains(octaveScale) else { throw ValidationError("--octave-scale takes 1.05 to 4.") }
    guard (1...65536).contains(tile ?? 1) else { throw ValidationError("--tile takes 1 to 65536.") }
    guard (1...256).contains(threads ?? 1) else { throw ValidationError("--threads takes 1 to 256.") }
    try checkApart(output, from: ["the picture": image], remedy: "name another with -o")
    for guide in guides { try checkApart(output, from: ["the guide": guide], remedy: "name another with -o") }
  }

  func run() async throws {
    let (image, output, options) = (image, output, options)
    let (name, overrides) = (network.name, network.overrides)
    var isFolder: ObjCBool = false
    let isMany = FileManager.default.fileExists(atPath: image, isDirectory: &isFolder) && isFolder.boolValue
    try await showingProgress(
      quietSeconds: 5, leaving: isMany ? "finished pictures stay in \(output)" : "nothing was written"
    ) { report in
      let network = try Network(named: name, input: overrides)
      if isMany {
        try dreamStills(in: image, to: output, with: network, options: options, report: report)
      } else {
        try dreamStill(image, to: output, with: network, options: options, report: report)
      }
    }
    print(output)
  }

  private var options: StillOptions {
    var recipe = Recipe(terms, iterations: iterations, octaves: octaves, octaveScale: octaveScale)
    steps.options.apply(to: &recipe)
    var options = StillOptions(
      recipe: recipe, threads: threads ?? ProcessInfo.processInfo.activeProcessorCount)
    (options.guides, options.tile, options.seed) = (guides, tile, seed)
    options.keepsColours = keepColours
    return options
  }
}

extension WeightedTerm: ExpressibleByArgument {
  /// Reads "block5", "block5=0.5" or "class:jellyfish=0.5".
  public init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard let weight = parts.count == 1 ? 1 : Float(parts[1]), weight.isFinite, weight >= 0, !parts[0].isEmpty
    else { return nil }
    self.init(String(parts[0]), weight: weight)
  }
}
