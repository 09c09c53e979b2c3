import Dreaming
import Media

/// Turns the song at `songPath` into a clip at `clipPath`: hear, map, dream, encode.
///
/// The same song, options and program give the same bytes, whatever `options.jobs` is. The clip appears under its name
/// only when it is whole; an error or cancelling the task leaves what was there before.
///
/// - Parameters:
///   - songPath: any sound file `Song` reads.
///   - clipPath: .mp4 or another ending `ClipWriter` writes.
///   - options: mapping, size, excerpt, seed...
///   - report: called as the render goes on, one call at a time, from whichever thread is at hand.
/// - Throws: `MediaError`, `MappingErrors`, `RenderError`, `DreamError`, or `CancellationError`.
public func render(
  song songPath: String, to clipPath: String, options: RenderOptions,
  report: @escaping @Sendable (RenderEvent) -> Void
) async throws {
  try ClipWriter.checkTarget(clipPath)
  let network = try Network(named: options.network, input: options.input)
  let mapping = try loadMapping(options.mapping, for: network) { report(.warning($0)) }
  let stage = try Stage(song: songPath, network: network, options: options, report: report)
  let performance = try Performance(of: mapping, on: stage) { report(.warning($0)) }
  let excerpt = performance.excerpt

  let writer = try ClipWriter(
    path: clipPath, width: options.size.width, height: options.size.height, frameRate: options.frameRate,
    frameCount: excerpt.frames.count, track: excerpt.track)
  defer { writer.cancel() }
  try await performance.dream(jobs: options.jobs, spillingBeside: clipPath) { frames in
    try await writer.append(excerpt.frames, report: report) { try await frames.next($0) }
  }
  try Task.checkCancellation()
  try writer.finish()
}

extension ClipWriter {
  /// Encodes each of these frames as `next` gives it, and tells how far it is.
  func append(
    _ frames: Range<Int>, report: (RenderEvent) -> Void, next: (Int) async throws -> Picture
  ) async throws {
    var progress = RenderProgress(of: "frames", count: frames.count)
    report(.progress(progress))
    for frame in frames {
      try append(try await next(frame))
      progress.finishOne()
      report(.progress(progress))
    }
  }
}
