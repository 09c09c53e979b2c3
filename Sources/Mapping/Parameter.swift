/// A dream parameter that a mapping can set with an expression; layer weights come beside these.
public enum Parameter: Int, Sendable, CaseIterable {
  /// Scales the ascent step. 0 leaves the picture as it is, 1 is the usual dream.
  case intensity
  /// Ascent steps an octave, a whole number.
  case iterations
  /// Sizes the picture is dreamed at, a whole number.
  case octaves
  /// Ratio between one octave's size and the next.
  case octaveScale
  /// Enlargement per 1/24 s; 1 stands still, above 1 flies in.
  case zoom
  /// Degrees per 1/24 s, positive turns the picture anticlockwise.
  case rotation
  /// Percent of the picture's width per 1/24 s that the picture moves to the right.
  case panX
  /// Percent of the picture's height per 1/24 s that the picture moves down.
  case panY
  /// How far each 1/24 s pulls colours back to the scene's first frame, so that the loop doesn't saturate.
  case steadying
  /// Degrees that hues turn by, on the finished frame only.
  case hue
  /// Colourfulness of the finished frame; 0 is grey, 1 as dreamed.
  case saturation
  /// Contrast of the finished frame around middle grey; 1 as dreamed.
  case contrast
  /// Brightness of the finished frame; 0 is black, 1 as dreamed.
  case brightness

  /// As mapping files and the CSV write it.
  public var name: String { String(describing: self) }

  /// The values that make sense; anything else is clamped.
  public var range: ClosedRange<Double> {
    switch self {
    case .intensity: 0...4
    case .iterations: 0...50
    case .octaves: 1...8
    case .octaveScale: 1.1...2
    case .zoom: 0.5...2
    case .rotation: -180...180
    case .panX, .panY: -50...50
    case .steadying: 0...1
    case .hue: -36000...36000
    case .saturation, .contrast, .brightness: 0...4
    }
  }

  /// The value where a mapping is silent.
  public var defaultValue: Double {
    switch self {
    case .intensity, .zoom, .saturation, .contrast, .brightness: 1
    case .iterations: 2
    case .octaves: 3
    case .octaveScale: 1.5
    case .rotation, .panX, .panY, .hue: 0
    case .steadying: 0.05
    }
  }

  /// What its values count, as in "degrees per 1/24 s"; empty for a plain number.
  public var unit: String {
    switch self {
    case .zoom: "times per 1/24 s"
    case .rotation: "degrees per 1/24 s"
    case .panX: "% of the width per 1/24 s"
    case .panY: "% of the height per 1/24 s"
    case .steadying: "per 1/24 s"
    case .hue: "degrees"
    case .intensity, .iterations, .octaves, .octaveScale, .saturation, .contrast, .brightness: ""
    }
  }

  /// What it looks like, for users.
  public var meaning: String {
    switch self {
    case .intensity: "how strongly each frame is dreamed on; 0 not at all"
    case .iterations: "steps of dreaming a frame and size; a whole number; time to render grows with it"
    case .octaves: "sizes at which the picture is dreamed; more make larger shapes"
    case .octaveScale: "ratio from one of these sizes to the next"
    case .zoom: "enlargement: 1 stands still, 1.02 is a lively flight, below 1 flies backward"
    case .rotation: "turn of the picture, anticlockwise"
    case .panX: "drift to the right"
    case .panY: "drift downward"
    case .steadying: "how much of the way back to the scene's first colours is gone"
    case .hue: "by how much the finished frame's hues turn"
    case .saturation: "colourfulness of the finished frame; 0 is grey"
    case .contrast: "contrast of the finished frame"
    case .brightness: "brightness of the finished frame; 0 is black"
    }
  }

  /// Whether values are rounded to whole numbers.
  public var isWhole: Bool { self == .iterations || self == .octaves }
}
