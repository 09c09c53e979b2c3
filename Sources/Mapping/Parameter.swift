/// A dream parameter that a mapping can set with an expression; layer weights come beside these.
public enum Parameter: Int, Sendable, CaseIterable {
  /// Scales the ascent step. 0 leaves the picture as it is, 1 is the usual dream.
  case intensity
  /// Mean change of a pixel's value (0...255) in an ascent step, at intensity 1.
  case step
  /// Ascent steps an octave, a whole number.
  case iterations
  /// Sizes the picture is dreamed at, a whole number.
  case octaves
  /// Ratio between one octave's size and the next.
  case octaveScale
  /// Largest random shift of the picture before an ascent step, in whole pixels.
  case jitter
  /// Enlargement per 1/24 s; 1 stands still, above 1 flies in.
  case zoom
  /// Degrees per 1/24 s, positive turns the picture anticlockwise.
  case rotation
  /// Where across the picture the point lies that zoom, rotation and mirrors have in their middle; 0 is the left border.
  case centerX
  /// Where down the picture that point lies; 0 is the upper border.
  case centerY
  /// Percent of the picture's width per 1/24 s that the picture moves to the right.
  case panX
  /// Percent of the picture's height per 1/24 s that the picture moves down.
  case panY
  /// How much of the last frame is left after 1/24 s; the rest is the noise that the scene began with.
  case feedback
  /// How far each 1/24 s pulls colours back to the scene's first frame, so that the loop doesn't saturate.
  case steadying
  /// Mirrors through the finished frame's center, a whole number; n of them make a kaleidoscope of 2n sectors.
  case mirror
  /// How much finer the finished frame's edges are drawn.
  case sharpen
  /// Degrees that hues turn by, on the finished frame only.
  case hue
  /// Colourfulness of the finished frame; 0 is grey, 1 as dreamed.
  case saturation
  /// Contrast of the finished frame around middle grey; 1 as dreamed.
  case contrast
  /// Brightness of the finished frame; 0 is black, 1 as dreamed.
  case brightness
  /// Seconds for which a scene fades in over the one before; its value where the scene begins counts.
  case dissolve

  /// As mapping files and the CSV write it.
  public var name: String { String(describing: self) }

  /// The values that make sense; anything else is clamped.
  public var range: ClosedRange<Double> {
    switch self {
    case .intensity: 0...4
    case .step: 0...20
    case .iterations: 0...50
    case .octaves: 1...8
    case .octaveScale: 1.1...2
    case .jitter: 0...256
    case .zoom: 0.5...2
    case .rotation: -180...180
    case .centerX, .centerY, .feedback, .steadying: 0...1
    case .panX, .panY: -50...50
    case .mirror: 0...24
    case .sharpen, .saturation, .contrast, .brightness: 0...4
    case .hue: -36000...36000
    case .dissolve: 0...10
    }
  }

  /// The value where a mapping is silent. Of `dissolve`, a mapping's `scenes` may give another.
  public var defaultValue: Double {
    switch self {
    case .intensity, .zoom, .feedback, .saturation, .contrast, .brightness: 1
    case .step: 1.5
    case .iterations: 2
    case .octaves: 3
    case .octaveScale: 1.5
    case .jitter: 24
    case .rotation, .panX, .panY, .mirror, .sharpen, .hue: 0
    case .centerX, .centerY: 0.5
    case .steadying: 0.05
    case .dissolve: 0.4
    }
  }

  /// What its values count, as in "degrees per 1/24 s"; empty for a plain number.
  public var unit: String {
    let counted =
      switch self {
      case .step: "of 255"
      case .jitter: "pixels"
      case .zoom: "times"
      case .rotation, .hue: "degrees"
      case .centerX: "of the width"
      case .centerY: "of the height"
      case .panX: "% of the width"
      case .panY: "% of the height"
      case .dissolve: "s"
      case .intensity, .iterations, .octaves, .octaveScale, .feedback, .steadying, .mirror, .sharpen,
        .saturation, .contrast, .brightness:
        ""
      }
    return [counted, isSpeed ? "per 1/24 s" : ""].filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// What it looks like, for users.
  public var meaning: String {
    switch self {
    case .intensity: "how strongly each frame is dreamed on; 0 not at all"
    case .step:
      "how far a step of dreaming changes the picture: 0.5 draws softly, 5 hard and in garish colours"
    case .iterations: "steps of dreaming a frame and size; a whole number; time to render grows with it"
    case .octaves: "sizes at which the picture is dreamed; more make larger shapes"
    case .octaveScale: "ratio from one of these sizes to the next"
    case .jitter:
      "how far, at most, the picture is shifted by chance before each step; 0 makes hard, ring-like lines"
    case .zoom: "enlargement: 1 stands still, 1.02 is a lively flight, below 1 flies backward"
    case .rotation: "turn of the picture, anticlockwise"
    case .centerX:
      "where the flight goes to: zoom, rotation and mirrors have this point in their middle; 0 is left"
    case .centerY: "the same from top, 0, to bottom, 1"
    case .panX: "drift to the right"
    case .panY: "drift downward"
    case .feedback:
      "how much of the last frame lives on; below 1, shapes sink into the scene's first clouds and grow anew"
    case .steadying: "how much of the way back to the scene's first colours is gone"
    case .mirror:
      "mirrors in the finished frame: 1 makes the halves alike, 2 the quarters, 6 a kaleidoscope of 12 sectors"
    case .sharpen: "how much crisper the finished frame's edges are; 1 is crisp, 4 etched"
    case .hue: "by how much the finished frame's hues turn"
    case .saturation: "colourfulness of the finished frame; 0 is grey"
    case .contrast: "contrast of the finished frame"
    case .brightness: "brightness of the finished frame; 0 is black"
    case .dissolve: "how long a new dream fades in over the old one; its value as the new one begins counts"
    }
  }

  /// Whether values are rounded to whole numbers.
  public var isWhole: Bool {
    switch self {
    case .iterations, .octaves, .jitter, .mirror: true
    default: false
    }
  }
}
