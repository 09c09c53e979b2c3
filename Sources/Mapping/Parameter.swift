/// A dream parameter that a mapping can set with an expression; layer weights come beside these.
///
/// What there is to know about each stands in one row of `row`.
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
  /// Over moving footage: the standard deviation (of 255) of detail above which it is held down, at intensity 1.
  case strength
  /// Over moving footage: how far detail is carried along the motion; 0 not at all, 1 where it can be followed, 2 everywhere.
  case trust
  /// Over moving footage: the share of the last dream mixed into the new frame without following any motion.
  case blend
  /// How much of the difference between dream and footage the finished frame shows.
  case detail
  /// How far a mask hides the dream in the finished frame.
  case mask
  /// Which of several pieces of footage is seen, a whole number, 0 for the first.
  case footage
  /// Which of several guides a dream borrows from, 0 for the first; fractions fade between two.
  case guide
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
  /// How a scene comes after the one before, a whole number: see `Transition`; its value where the scene begins counts.
  case transition
  /// Seconds for which a scene fades in over the one before; its value where the scene begins counts.
  case dissolve
}

extension Parameter {
  /// As mapping files and the CSV write it.
  public var name: String { String(describing: self) }

  /// The values that make sense; anything else is clamped.
  public var range: ClosedRange<Double> { Self.table[rawValue].range }

  /// The value where a mapping is silent. Of `dissolve`, a mapping's `scenes` may give another; `transition` is a cut where the
  /// music drops in.
  public var defaultValue: Double { Self.table[rawValue].defaultValue }

  /// What its values count, as in "degrees per 1/24 s"; empty for a plain number.
  public var unit: String {
    [Self.table[rawValue].unit, isSpeed ? "per 1/24 s" : ""].filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// What it looks like, for users.
  public var meaning: String { Self.table[rawValue].meaning }

  /// Whether values are rounded to whole numbers.
  public var isWhole: Bool { Self.table[rawValue].isWhole }

  /// Whether it says how much happens in 1/24 s, so that "30deg/s" makes sense.
  var isSpeed: Bool { Self.table[rawValue].isSpeed }

  /// What an expression for it may count.
  var counts: Unit { Self.table[rawValue].counts }

  /// Words that stand for numbers in its expressions, and nowhere else.
  var words: [String: Double] { self == .transition ? Transition.words : [:] }

  /// The parameter that files call `name`.
  init?(name: String) {
    guard let parameter = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = parameter
  }
}

extension Parameter {
  /// What there is to know about a parameter.
  private struct Row {
    let range: ClosedRange<Double>
    let defaultValue: Double
    let unit: String
    let counts: Unit
    let isWhole: Bool
    let isSpeed: Bool
    let meaning: String

    init(
      _ range: ClosedRange<Double>, default defaultValue: Double, unit: String = "", counts: Unit = .none,
      isWhole: Bool = false, isSpeed: Bool = false, _ meaning: String
    ) {
      (self.range, self.defaultValue, self.unit, self.counts) = (range, defaultValue, unit, counts)
      (self.isWhole, self.isSpeed, self.meaning) = (isWhole, isSpeed, meaning)
    }
  }

  /// The rows, `[rawValue]`, made once: they are looked up in every frame.
  private static let table = allCases.map(\.row)

  private var row: Row {
    switch self {
    case .intensity: Row(0...4, default: 1, "how strongly each frame is dreamed on; 0 not at all")
    case .step:
      Row(
        0...20, default: 1.5, unit: "of 255",
        "how far a step of dreaming changes the picture: 0.5 draws softly, 5 hard and in garish colours")
    case .iterations:
      Row(
        0...50, default: 2, isWhole: true,
        "steps of dreaming a frame and size; a whole number; time to render grows with it")
    case .octaves:
      Row(1...8, default: 3, isWhole: true, "sizes at which the picture is dreamed; more make larger shapes")
    case .octaveScale: Row(1.1...2, default: 1.5, "ratio from one of these sizes to the next")
    case .jitter:
      Row(
        0...256, default: 24, unit: "pixels", counts: .pixels, isWhole: true,
        "how far, at most, the picture is shifted by chance before each step; 0 makes hard, ring-like lines")
    case .zoom:
      Row(
        0.5...2, default: 1, unit: "times", isSpeed: true,
        "enlargement: 1 stands still, 1.02 is a lively flight, below 1 flies backward")
    case .rotation:
      Row(
        -180...180, default: 0, unit: "degrees", counts: .angle, isSpeed: true,
        "turn of the picture, anticlockwise")
    case .centerX:
      Row(
        0...1, default: 0.5, unit: "of the width",
        "where the flight goes to: zoom, rotation and mirrors have this point in their middle; 0 is left")
    case .centerY: Row(0...1, default: 0.5, unit: "of the height", "the same from top, 0, to bottom, 1")
    case .panX:
      Row(-50...50, default: 0, unit: "% of the width", counts: .percent, isSpeed: true, "drift to the right")
    case .panY:
      Row(-50...50, default: 0, unit: "% of the height", counts: .percent, isSpeed: true, "drift downward")
    case .feedback:
      Row(
        0...1, default: 1, isSpeed: true,
        "how much of the last frame lives on; below 1, shapes sink into the scene's first clouds and grow anew"
      )
    case .steadying:
      Row(
        0...1, default: 0.05, isSpeed: true,
        "how much of the way back to the scene's first colours is gone")
    case .strength:
      Row(
        0...127, default: 25, unit: "of 255",
        "over footage: how far the dream may stand out from it; 14 is gentle, 25 strong, 40 the full look of 2015"
      )
    case .trust:
      Row(
        0...2, default: 1,
        "over footage: how far the dream is carried along with what moves; 0 each frame dreams anew, 2 the dream smears"
      )
    case .blend:
      Row(
        0...1, default: 0,
        "over footage: how much of the last dream stays in the frame where it was, as a trail; 0.5 and more in 2015"
      )
    case .detail:
      Row(
        0...4, default: 1,
        "over footage: how much of the dream shows in the finished frame; 0 the footage alone, 2 the dream doubled"
      )
    case .mask:
      Row(0...1, default: 1, "over footage: how far a mask hides the dream; 0 not at all")
    case .footage:
      Row(
        0...999, default: 0, isWhole: true,
        "which of several pieces of footage is seen, 0 for the first; without it they follow each other")
    case .guide:
      Row(
        0...99, default: 0,
        "which of several guides 'guide:' borrows from, 0 for the first; 0.5 is half the first and half the second"
      )
    case .mirror:
      Row(
        0...24, default: 0, isWhole: true,
        "mirrors in the finished frame: 1 makes the halves alike, 2 the quarters, 6 a kaleidoscope of 12 sectors"
      )
    case .sharpen:
      Row(0...4, default: 0, "how much crisper the finished frame's edges are; 1 is crisp, 4 etched")
    case .hue:
      Row(
        -36000...36000, default: 0, unit: "degrees", counts: .angle,
        "by how much the finished frame's hues turn")
    case .saturation: Row(0...4, default: 1, "colourfulness of the finished frame; 0 is grey")
    case .contrast: Row(0...4, default: 1, "contrast of the finished frame")
    case .brightness: Row(0...4, default: 1, "brightness of the finished frame; 0 is black")
    case .transition:
      Row(
        0...2, default: 1, isWhole: true,
        "how a new dream begins: cut (0) on the beat, into (1) it by a dissolve that ends there, or from (2) it on; cut on drops"
      )
    case .dissolve:
      Row(
        0...10, default: 0.4, unit: "s", counts: .time(.seconds),
        "how long a new dream fades in over the old one; its value as the new one begins counts")
    }
  }
}
