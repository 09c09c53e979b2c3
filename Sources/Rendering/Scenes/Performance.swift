import AudioAnalysis
import Dreaming
import Mapping
import Media

/// What clips of one song have in common, whatever mapping they follow.
struct Stage: Sendable {
  let songPath: String
  let network: Network
  let guide: Picture?
  let analysis: Analysis
  /// As given, but for a highlight's start and duration.
  let options: RenderOptions

  /// Reads the guide and hears the song.
  init(
    song: String, network: Network, options: RenderOptions, report: (RenderEvent) -> Void
  ) throws {
    (songPath, self.network) = (song, network)
    guide = try options.guide.map { try Picture(contentsOf: $0) }
    analysis = try hear(song, options: options.hearing) { report(.warning($0)) }
    var resolved = options
    if options.showsHighlight {
      let highlight = Highlight(of: analysis)
      (resolved.start, resolved.duration) = (highlight.start, highlight.duration)
      report(.note(highlight.reason))
    }
    self.options = resolved
  }
}

/// A mapping's dream of an excerpt, ready to be dreamed.
struct Performance: Sendable {
  let score: Score
  let excerpt: Excerpt
  let scenes: [Scene]
  private let player: ScenePlayer
  private let overlay: Overlay?

  /// - Parameter warn: told when it flashes too often.
  init(of mapping: Mapping, on stage: Stage, warn: (String) -> Void) throws(RenderError) {
    score = play(mapping, over: stage.analysis, at: stage.options.frameRate, warn: warn)
    excerpt = try Excerpt(
      of: score, song: stage.songPath, duration: stage.analysis.duration, options: stage.options)
    scenes = Scene.scenes(of: score, within: excerpt.frames)
    player = ScenePlayer(
      network: stage.network, score: score, guide: stage.guide, options: stage.options)
    overlay =
      stage.options.showsOverlay
      ? Overlay(of: score, beats: stage.analysis.beats, frames: excerpt.frames) : nil
  }

  /// Dreams it while `consume` takes its frames in order; as `dreamInParallel`.
  func dream(
    jobs: Int, spillingBeside path: String, consume: (FinishedFrames) async throws -> Void
  ) async throws {
    try await dreamInParallel(scenes, with: player, jobs: jobs, spillingBeside: path) { spool in
      try await consume(FinishedFrames(score: score, scenes: scenes, overlay: overlay, spool: spool))
    }
  }
}
