import ArgumentParser
import Dreaming
import Media
import Rendering

/// `reverie still`
struct Still: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Dream one picture.",
    discussion: "Example:  reverie still photo.jpg -o dream.png --layer block5 --layer block8=0.5")

  @Argument(help: "The picture: PNG or JPEG.") var image: String
  @Option(name: .shortAndLong, help: ArgumentHelp("The picture to write: .png or .jpg.", valueName: "image"))
  var output: String
  @Option(
    name: .customLong("layer"),
    help: ArgumentHelp(
      "A layer to dream of, and how strongly (1); may be given more than once. 'reverie layers' lists them.",
      valueName: "name[=weight]"))
  var layers: [WeightedLayer] = []
  @Option(help: "Ascent steps in each octave, 0...1000.") var iterations = 10
  @Option(help: "Sizes the picture is dreamed at, 1...12.") var octaves = 4
  @Option(help: "Ratio between one octave's size and the next, 1.05...4.") var octaveScale: Float = 1.4
  @Option(help: "Mean change of a value (0...255) in one step.") var step: Float = 1.5
  @Option(help: "Another number is another dream.") var seed: UInt64 = 0

  func validate() throws {
    guard (0...1000).contains(iterations) else { throw ValidationError("--iterations takes 0 to 1000.") }
    guard (1...12).contains(octaves) else { throw ValidationError("--octaves takes 1 to 12.") }
    guard (1.05...4).contains(octaveScale) else { throw ValidationError("--octave-scale takes 1.05 to 4.") }
    guard (0...255).contains(step) else { throw ValidationError("--step takes 0 to 255.") }
    if isSameFile(image, output) {
      throw ValidationError("\(output) is the picture itself; name another with -o.")
    }
  }

  func run() async throws {
    let weights = Dictionary(layers.map { ($0.name, $0.weight) }, uniquingKeysWith: +)
    let recipe = Recipe(
      layerWeights: weights.isEmpty ? ["block11.expand": 1] : weights,
      step: step, iterations: iterations, octaves: octaves, octaveScale: octaveScale)
    try await reportingFailure {
      try dreamStill(image, to: output, recipe: recipe, seed: seed)
    }
    print(output)
  }
}

/// "block5" or "block5=0.5".
struct WeightedLayer: ExpressibleByArgument {
  let name: String
  let weight: Float

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard let weight = parts.count == 1 ? 1 : Float(parts[1]), weight.isFinite, weight >= 0, !parts[0].isEmpty
    else { return nil }
    self.name = String(parts[0])
    self.weight = weight
  }
}
