import ArgumentParser
import Dreaming
import Foundation
import Media

/// Times ascent steps: what race-steps.py puts beside PyTorch's.
@main struct StepTimer: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "step-timer",
    abstract: "Time steps up the gradient of a layer's energy.",
    discussion: """
      Prints milliseconds a step as throughput: what a step takes, divided by the scenes that take one at the same time. \
      Then the peak of the memory in use, in megabytes.
      """)

  @Option(
    help: ArgumentHelp(
      "lite0, which is in the program, an installed one, or an ONNX file.", valueName: "name|file"))
  var network = "lite0"
  @Option(help: "The layer to climb.") var layer = "block11.expand"
  @Option(help: "Width of the picture.") var width = 640
  @Option(help: "Height of the picture.") var height = 360
  @Option(help: "Pictures dreamed at a time, each by a dreamer of its own.") var scenes = 1
  @Option(help: "Threads on each picture.") var threads = 1
  @Option(help: "Steps timed in each scene.") var steps = 12
  @Option(help: "Steps in each scene before those.") var warmup = 2
  @Flag(help: "Give every frequency band of the gradient the same strength.") var bands = false

  static func main() {
    restartWithFastProducts()
    main(nil)
  }

  func validate() throws {
    for (name, value) in [("width", width), ("height", height)] where !(16...8192).contains(value) {
      throw ValidationError("--\(name) takes 16 to 8192.")
    }
    let processors = ProcessInfo.processInfo.activeProcessorCount
    guard (1...processors).contains(scenes) else {
      throw ValidationError("--scenes takes 1 to \(processors), the number of processors.")
    }
    guard (1...256).contains(threads) else { throw ValidationError("--threads takes 1 to 256.") }
    guard (1...1000).contains(steps) else { throw ValidationError("--steps takes 1 to 1000.") }
    guard (0...1000).contains(warmup) else { throw ValidationError("--warmup takes 0 to 1000.") }
  }

  func run() throws {
    let network = try Network(named: network)
    let recipe = Recipe(
      [WeightedTerm(layer)], iterations: warmup + steps, octaves: 1, normalisesBands: bands)
    let timings = try dreamAtOnce { scene in
      let dreamer = try Dreamer(network: network, width: width, height: height, threads: threads)
      let picture = pinkNoise(width: width, height: height, seed: UInt64(scene))
      var instants = [ContinuousClock.now]
      _ = try dreamer.dream(picture, recipe: recipe, seed: UInt64(scene)) { _ in
        instants.append(.now)
        return true
      }
      return zip(instants, instants.dropFirst()).map { $0.duration(to: $1) }
    }
    let milliseconds = timings.flatMap { $0.dropFirst(warmup) }.map { $0 / .milliseconds(1) }.sorted()
    let median = milliseconds[milliseconds.count / 2] / Double(scenes)
    let mean = milliseconds.reduce(0, +) / Double(milliseconds.count * scenes)
    print(
      "median \(tenths(median)) ms a step, mean \(tenths(mean)), fastest \(tenths(milliseconds[0] / Double(scenes)))"
    )
    if let peak = peakMemory() { print("peak \(peak / 1_000_000) MB") }
  }

  /// What `dream` returns for each scene, each in a thread of its own.
  private func dreamAtOnce(_ dream: @escaping @Sendable (Int) throws -> [Duration]) throws -> [[Duration]] {
    let results = Results(count: scenes)
    DispatchQueue.concurrentPerform(iterations: scenes) { scene in
      results.set(scene, to: Result { try dream(scene) })
    }
    return try results.values.map { try $0.get() }
  }

  private func tenths(_ value: Double) -> Double { (value * 10).rounded() / 10 }

  /// The most memory that the process has held so far, in bytes; nil where the system doesn't tell.
  private func peakMemory() -> Int? {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
      let kilobytes = line.split(whereSeparator: \.isWhitespace).compactMap({ Int($0) }).first
    else { return nil }
    return kilobytes * 1024
  }
}
