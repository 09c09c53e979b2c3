import ArgumentParser
import Rendering

/// How each step of a dream is made, for commands that dream.
struct StepArguments: ParsableArguments {
  @Option(help: "Mean change of a value (0...255) in one step (default: 1.5; for clips the mapping's).")
  var step: Float?
  @Option(
    help: ArgumentHelp(
      "Largest random shift before a step, 0...256 (default: 32; for clips the mapping's).",
      valueName: "pixels"))
  var jitter: Int?
  @Option(
    help: ArgumentHelp(
      "How strongly each step also smooths the picture, 0...4 (default: 0, and 0.15 for classes).",
      valueName: "weight"))
  var smooth: Float?
  @Option(
    help: ArgumentHelp(
      "Blurs each step by so many pixels, 0...50: larger shapes; '3-0.5' begins with 3 and ends with 0.5.",
      valueName: "pixels"))
  var blur: BlurRange?
  @Flag(
    inversion: .prefixedNo, help: "Give coarse and fine shapes the same strength in each step.")
  var bands = true
  @Flag(inversion: .prefixedNo, help: "Keep values within black and white after each step.")
  var clip = true

  func validate() throws {
    guard (0...255).contains(step ?? 0) else { throw ValidationError("--step takes 0 to 255.") }
    guard (0...256).contains(jitter ?? 0) else { throw ValidationError("--jitter takes 0 to 256.") }
    guard (0...4).contains(smooth ?? 0) else { throw ValidationError("--smooth takes 0 to 4.") }
  }

  /// The same for the renderer.
  var options: StepOptions {
    StepOptions(
      step: step, jitter: jitter, smoothing: smooth, blur: blur.map { ($0.first, $0.last) },
      normalisesBands: bands, clips: clip)
  }
}

/// "2", or "3-0.5" for a blur that changes from the first step to the last.
struct BlurRange: ExpressibleByArgument {
  let first: Float
  let last: Float

  init?(argument: String) {
    let ends = argument.split(separator: "-", omittingEmptySubsequences: false).map { Float($0) }
    guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1],
      (0...50).contains(first), (0...50).contains(last)
    else { return nil }
    (self.first, self.last) = (first, last)
  }
}
