import Mapping

/// Curves, by whether there is anything to see in them.
struct SortedCurves {
  /// Those that change: the layers, the parameters, and then what else is shown.
  private(set) var moving: [FrameCurve] = []
  /// Those that keep to one value, which isn't a parameter's default.
  private var steady: [FrameCurve] = []
  /// The names of parameters that keep to their default.
  private var untouched: [String] = []

  /// Sorts a score's curves, and `others` behind them.
  init(of score: Score, beside others: [FrameCurve]) {
    for curve in score.layerCurves { sort(curve) }
    for parameter in Parameter.allCases { sort(score.curve(of: parameter), default: parameter.defaultValue) }
    for curve in others { sort(curve) }
  }

  private mutating func sort(_ curve: FrameCurve, default usual: Double? = nil) {
    let first = curve.values.first
    if curve.values.contains(where: { $0 != first }) {
      moving.append(curve)
    } else if first == usual {
      untouched.append(curve.name)
    } else {
      steady.append(curve)
    }
  }

  /// Sentences about those that don't change.
  var notes: [String] {
    let values = steady.map { "\($0.name) \(shortNumber($0.values.first ?? 0))" }
    return [("always the same", values), ("at their defaults", untouched)]
      .filter { !$0.1.isEmpty }
      .map { "\($0.0): \($0.1.joined(separator: ", "))" }
  }
}

extension FrameCurve {
  /// From the lowest value to the highest; 0 for a curve without values.
  var extent: ClosedRange<Double> { (values.min() ?? 0)...(values.max() ?? 0) }
}
