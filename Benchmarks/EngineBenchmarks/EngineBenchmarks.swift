import Benchmark
import Dreaming
import Foundation
import Media
import Rendering

/// Everything that is timed. The generated main registers what this makes, then runs it.
let benchmarks: @Sendable () -> Void = {
  restartWithFastProducts()
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock, .cpuUser, .peakMemoryResident, .throughput],
    warmupIterations: 2, maxDuration: .seconds(4), maxIterations: 200)
  let processors = ProcessInfo.processInfo.activeProcessorCount
  for layer in ["block5", "block11.expand", "logits"] {
    timeStep(to: layer, threads: 1)
    if processors > 1 { timeStep(to: layer, threads: processors) }
  }
  timeZoomLoop()
  timeHearing()
  timeEncoding()
}

/// One ascent step on a picture of 640x360, from the shifted picture to the clamped one.
private func timeStep(to layer: String, threads: Int) {
  let people = threads == 1 ? "1 thread" : "\(threads) threads"
  Benchmark("ascent step to \(layer), 640x360, \(people)") { benchmark in
    let dreamer = try Dreamer(network: .efficientNetLite0(), width: 640, height: 360, threads: threads)
    let recipe = Recipe([WeightedTerm(layer)], iterations: 1, octaves: 1, normalisesBands: false)
    var picture = pinkNoise(width: 640, height: 360, seed: 1)
    picture = try dreamer.dream(picture, recipe: recipe, seed: 0)  // the first one also makes plans
    benchmark.startMeasurement()
    blackHole(try dreamer.dream(picture, recipe: recipe, seed: 1))
    benchmark.stopMeasurement()
  }
}

/// A frame of a clip: the last one moved, three octaves of two steps, steadied.
private func timeZoomLoop() {
  Benchmark("zoom-loop frame, 512x288, 3 octaves x 2 steps, 1 thread") { benchmark in
    let dreamer = try Dreamer(network: .efficientNetLite0(), width: 512, height: 288)
    let recipe = Recipe(
      [WeightedTerm("block8")], iterations: 2, octaves: 3, octaveScale: 1.5, jitter: 24)
    let first = pinkNoise(width: 512, height: 288, seed: 1)
    let steadying = Steadying(toward: ColourStatistics(of: first), pull: 0.03)
    let motion = Motion(zoom: 1.02, rotation: 0.004)
    func frame(after picture: Picture, seed: UInt64) throws -> Picture {
      try dreamer.dream(after: picture, motion: motion, recipe: recipe, steadying: steadying, seed: seed)
    }
    let second = try frame(after: first, seed: 0)
    benchmark.startMeasurement()
    blackHole(try frame(after: second, seed: 1))
    benchmark.stopMeasurement()
  }
}

/// From a file of 41 s to beats, bars and bands.
private func timeHearing() {
  let song = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../Songs/neon-tide.ogg").standardizedFileURL.path
  Benchmark("hear a song of 41 s") { _ in
    blackHole(try hear(song, options: HearingOptions(usesCache: false)) { _ in })
  }
}

/// A second of clip, from pictures to a file.
private func timeEncoding() {
  Benchmark("encode 24 frames, 512x288") { benchmark in
    let frames = (0..<4).map { pinkNoise(width: 512, height: 288, seed: $0) }
    let clip = FileManager.default.temporaryDirectory
      .appendingPathComponent("reverie-benchmark-\(UUID().uuidString).mp4").path
    defer { try? FileManager.default.removeItem(atPath: clip) }
    benchmark.startMeasurement()
    let writer = try ClipWriter(
      path: clip, width: 512, height: 288, frameRate: FrameRate(24), frameCount: 24, track: nil)
    for frame in 0..<24 { try writer.append(frames[frame % frames.count]) }
    try writer.finish()
    benchmark.stopMeasurement()
  }
}
