import Mapping
import Media

/// A mapping's dream of an excerpt, ready to be dreamed.
struct Performance: Sendable {
  let stage: Stage
  let score: Score
  let excerpt: Excerpt
  /// `[scene]`, in order; their frames are the excerpt's.
  let scenes: [Scene]

  /// Dreams it while `consume` takes its frames in order; as `dreamInParallel`.
  func dream(
    jobs: Int, spillingBeside path: String, consume: (FinishedFrames) async throws -> Void
  ) async throws {
    let player = ScenePlayer(
      network: stage.network, score: score, guide: stage.guide, options: stage.options)
    let overlay =
      stage.options.showsOverlay
      ? Overlay(of: score, beats: stage.analysis.beats, frames: excerpt.frames) : nil
    let depth = stage.options.frames?.depth ?? .eight
    try await dreamInParallel(scenes, with: player, jobs: jobs, spillingBeside: path) { spool in
      try await consume(
        FinishedFrames(score: score, scenes: scenes, overlay: overlay, depth: depth, spool: spool))
    }
  }
}

extension Stage {
  /// Cuts what the clip shows out of a score, and that into scenes.
  ///
  /// - Throws: `RenderError` where there is nothing to show.
  func cut(_ score: Score) throws(RenderError) -> Performance {
    let excerpt = try Excerpt(of: score, song: songPath, duration: analysis.duration, options: options)
    return Performance(
      stage: self, score: score, excerpt: excerpt, scenes: Scene.scenes(of: score, within: excerpt.frames))
  }
}
