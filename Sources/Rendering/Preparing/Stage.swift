import AudioAnalysis
import Dreaming
import Media

/// What clips of one song have in common, whatever mapping they follow.
struct Stage: Sendable {
  let songPath: String
  let analysis: Analysis
  let network: Network
  let guide: Picture?
  /// With a highlight's start and duration, where that is shown.
  let options: RenderOptions
}
