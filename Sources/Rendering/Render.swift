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
  let warn = { (sentence: String) in report(.warning(sentence)) }
  try ClipWriter.checkTarget(clipPath)
  let network = try Network(named: options.network, input: options.input)
  let reel = try options.openReel(warn: warn)
  let mapping = try loadMapping(options.mapping, for: network, over: reel, warn: warn)
  let stage = try options.setStage(
    for: songPath, network: network, reel: reel, warn: warn
  ) { report(.note($0)) }
  let performance = try stage.cut(mapping, warn: warn)

  try await encode(performance.excerpt, to: clipPath, size: stage.options.clipSize, report: report) {
    append in
    try await performance.dream(jobs: options.jobs, spillingBeside: clipPath) { frames in
      try await append { try await frames.next($0) }
    }
  }
}

/// Writes a clip: begins it, lets `dream` append its frames, and finishes it.
///
/// - Parameters:
///   - size: of the whole picture.
///   - dream: calls what it is given, once, with what makes each of the excerpt's frames.
func encode(
  _ excerpt: Excerpt, to clipPath: String, size: PictureSize, report: @escaping (RenderEvent) -> Void,
  dream: ((_ next: (Int) async throws -> Picture) async throws -> Void) async throws -> Void
) async throws {
  let writer = try ClipWriter(
    path: clipPath, width: size.width, height: size.height, frameRate: excerpt.frameRate,
    frameCount: excerpt.frames.count, track: excerpt.track)
  defer { writer.cancel() }
  try await dream { next in
    var progress = RenderProgress(of: "frames", count: excerpt.frames.count)
    report(.progress(progress))
    for frame in excerpt.frames {
      try writer.append(try await next(frame))
      progress.finishOne()
      report(.progress(progress))
    }
  }
  try Task.checkCancellation()
  try writer.finish()
}
