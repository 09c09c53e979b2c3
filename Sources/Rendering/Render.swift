import Dreaming
import Media
import Synchronization

/// Turns the song at `songPath` into a clip at `clipPath`, a folder of frames, or both: hear, map, dream, encode.
///
/// The same song, options and program give the same bytes, whatever `options.jobs` is. The clip appears under its name
/// only when it is whole; an error or cancelling the task leaves what was there before. Frames stay, once they are written.
///
/// - Parameters:
///   - songPath: any sound file `Song` reads.
///   - clipPath: .mp4 or another ending `ClipWriter` writes; nil for frames only, to `options.frames`.
///   - options: mapping, size, excerpt, seed...
///   - report: called as the render goes on, one call at a time, from whichever thread is at hand.
/// - Throws: `MediaError`, `MappingErrors`, `RenderError`, `DreamError`, or `CancellationError`.
public func render(
  song songPath: String, to clipPath: String?, options: RenderOptions,
  report: @escaping @Sendable (RenderEvent) -> Void
) async throws {
  let warn = { (sentence: String) in report(.warning(sentence)) }
  let outputs = Outputs(clip: clipPath, frames: options.frames)
  try outputs.check()
  let network = try Network(named: options.network, input: options.input)
  let reel = try options.openReel(warn: warn)
  let mapping = try loadMapping(options.mapping, for: network, over: reel, warn: warn)
  let stage = try options.setStage(
    for: songPath, network: network, reel: reel, warn: warn
  ) { report(.note($0)) }
  let performance = try stage.cut(mapping, warn: warn)
  [performance].noteWhatIsUnseen { report(.note($0)) }

  let counter = FrameCounter(of: performance.excerpt, unseen: Double(performance.unseenCount), report: report)
  try await write(performance.excerpt, to: outputs, size: stage.options.clipSize, counter: counter) {
    append in
    try await performance.dream(
      jobs: options.jobs, spillingBeside: outputs.path, throwAway: { counter.finishUnseen(1) }
    ) { frames in
      try await append { try await frames.next($0) }
    }
  }
}

/// Writes a clip, frames, or both: begins them, lets `dream` append the pictures, and finishes them.
///
/// - Parameters:
///   - size: of the whole picture.
///   - counter: counts the frames.
///   - dream: calls what it is given, once, with what makes each of the excerpt's frames.
func write(
  _ excerpt: Excerpt, to outputs: Outputs, size: PictureSize, counter: FrameCounter,
  dream: ((_ next: (Int) async throws -> Frame) async throws -> Void) async throws -> Void
) async throws {
  let sinks = try outputs.open(for: excerpt, size: size)
  defer { for sink in sinks { sink.cancel() } }
  counter.begin()
  try await dream { next in
    for number in excerpt.frames {
      let frame = try await next(number)
      for sink in sinks { try sink.append(frame) }
      counter.finishOne()
    }
  }
  try Task.checkCancellation()
  for sink in sinks { try sink.finish() }
}

/// Counts frames as they are finished, and those that are dreamed and not seen, from whichever thread, and reports.
final class FrameCounter: Sendable {
  private let progress: Mutex<RenderProgress>
  private let report: @Sendable (RenderEvent) -> Void

  /// - Parameter unseen: how many frames are dreamed and not seen; 1 is as much work as a frame that is.
  init(of excerpt: Excerpt, unseen: Double, report: @escaping @Sendable (RenderEvent) -> Void) {
    progress = Mutex(RenderProgress(of: "frames", count: excerpt.frames.count, unseen: unseen))
    self.report = report
  }

  func begin() { change { _ in } }
  func finishOne() { change { $0.finishOne() } }
  func finishUnseen(_ work: Double) { change { $0.finishUnseen(work) } }

  /// Reports within the lock, so that there is one call at a time.
  private func change(_ advance: (inout RenderProgress) -> Void) {
    progress.withLock { progress in
      advance(&progress)
      report(.progress(progress))
    }
  }
}
