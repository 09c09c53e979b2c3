/// What the mapping says about one frame.
public struct DreamParameters: Sendable, Equatable {
  /// One weight a layer, 0...10, in the order of `Score.layerNames`.
  public var layerWeights: [Double]
  /// `[Parameter.rawValue]`
  private var values: [Double]

  /// Every parameter at its default value, every layer at weight 0.
  public init(layerCount: Int) {
    layerWeights = Array(repeating: 0, count: layerCount)
    values = Parameter.allCases.map(\.defaultValue)
  }

  /// A parameter's value, kept within its range: what is set outside is clamped, what is not a number is the default.
  public subscript(parameter: Parameter) -> Double {
    get { values[parameter.rawValue] }
    set {
      let range = parameter.range
      let value =
        newValue.isNaN ? parameter.defaultValue : min(max(newValue, range.lowerBound), range.upperBound)
      values[parameter.rawValue] = parameter.isWhole ? value.rounded() : toMillionths(value)
    }
  }
}

/// The nearest millionth, which is what the CSV prints: so a render uses exactly the numbers one can look at.
func toMillionths(_ value: Double) -> Double {
  (value * 1e6).rounded() / 1e6
}
