import Dreaming
import Foundation
import Mapping
import Media

/// A mapping's dream of an excerpt, ready to be dreamed.
struct Performance: Sendable {
  let stage: Stage
  let score: Score
  let excerpt: Excerpt
  /// `[scene]`, in order; their frames are the excerpt's.
  let scenes: [Scene]
  /// What each frame is dreamed over; nil where there is no footage.
  let footage: FootageSchedule?

  /// How its finished frames come out of black and go back.
  let fades: Fades

  /// How many frames it dreams that aren't seen, so that the excerpt is as in the whole clip.
  var unseenCount: Int { scenes.map(\.unseenCount).reduce(0, +) }

  /// Dreams it while `consume` takes its frames in order; as `dreamInParallel`.
  func dream(
    jobs: Int, spillingBeside path: String, throwAway: @escaping @Sendable () -> Void,
    consume: (FinishedFrames) async throws -> Void
  ) async throws {
    let player = ScenePlayer(
      network: stage.network, score: score, guides: stage.guides, reel: stage.reel, footage: footage,
      options: stage.options)
    let overlay =
      stage.options.showsOverlay
      ? Overlay(of: score, beats: stage.analysis.beats, frames: excerpt.frames) : nil
    let cover = try player.reelReader().map { try Cover(of: $0, options: stage.options) }
    let depth = stage.options.frames?.depth ?? .eight
    try await dreamInParallel(scenes, with: player, jobs: jobs, spillingBeside: path, throwAway: throwAway) {
      spool in
      try await consume(
        FinishedFrames(
          score: score, scenes: scenes, cover: cover, overlay: overlay, fades: fades, depth: depth,
          spool: spool))
    }
  }
}

extension Stage {
  /// Plays a mapping over the song, and cuts what the clip shows out of that, and that into scenes.
  ///
  /// - Parameter warn: told where the clip would flash, see `play`.
  /// - Throws: `RenderError` where there is nothing to show, `MediaError` where footage can't be looked through.
  func cut(_ mapping: Mapping, warn: (String) -> Void) throws -> Performance {
    let score = play(mapping, over: analysis, at: options.clipRate, warn: warn)
    let excerpt = try Excerpt(of: score, song: songPath, duration: analysis.duration, options: options)
    let footage = try reel.map {
      try FootageSchedule(
        of: $0, for: score, isSwitched: mapping.sets(.footage), analysis: analysis, seed: options.seed)
    }
    return Performance(
      stage: self, score: score, excerpt: excerpt,
      scenes: Scene.scenes(of: score, within: excerpt.frames, isQuick: options.isQuick || options.isDraft),
      footage: footage, fades: Fades(of: analysis, over: excerpt, options: options))
  }
}

extension [Performance] {
  /// Says how much is dreamed before the excerpt that all of them show, if anything is; a sentence without its full stop.
  func noteWhatIsUnseen(_ note: (String) -> Void) {
    guard let longest = self.max(by: { $0.unseenCount < $1.unseenCount }), longest.unseenCount > 0 else {
      return
    }
    let excerpt = longest.excerpt
    let seconds = excerpt.frameRate.time(ofFrame: longest.unseenCount)
    note(
      "dreams \(String(format: "%.1f", seconds)) s before "
        + "\(ClockTime(excerpt.frameRate.time(ofFrame: excerpt.frames.lowerBound))) first, so that the clip is the same there; "
        + "--quick leaves that out")
  }
}
