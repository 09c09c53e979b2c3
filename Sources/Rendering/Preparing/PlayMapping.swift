import AudioAnalysis
import Mapping
import Media

/// Plays a mapping over a song, as `Mapping.play` does, and warns where photosensitive viewers could be harmed.
///
/// - Parameters:
///   - mapping: what is played.
///   - analysis: what was heard.
///   - frameRate: of the clip to be.
///   - warn: told, in a sentence, when brightness or contrast flash more than three times a second.
public func play(
  _ mapping: Mapping, over analysis: Analysis, at frameRate: FrameRate, warn: (String) -> Void
) -> Score {
  let score = mapping.play(over: analysis, at: frameRate)
  if let flashing = score.flashing {
    warn(
      "mapping \(mapping.name) flashes up to \(flashing.perSecond) times a second, first at "
        + "\(ClockTime(flashing.start)); more than \(Flashing.harmless) can harm photosensitive viewers: let "
        + "brightness and contrast change less, or less often")
  }
  return score
}
