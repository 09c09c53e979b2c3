/// How much of a layer, or of something else that a network knows, a frame dreams of.
public struct WeightedLayer: Sendable, Equatable {
  /// The layer, as the mapping writes it, or as another network calls it.
  public let name: String
  /// 0...10.
  public var weight: Double

  /// A layer and its weight.
  public init(_ name: String, weight: Double = 0) {
    (self.name, self.weight) = (name, weight)
  }
}

/// What the mapping says about one frame.
public struct DreamParameters: Sendable, Equatable {
  /// What to dream of: `[layer]`, in the mapping's order, the same in all frames.
  public var layers: [WeightedLayer]
  /// `[parameter]`, in the order of `Parameter.allCases`.
  private var values: [Double]

  /// Every parameter at its default value, every layer at weight 0.
  ///
  /// - Parameter layers: their names, in the mapping's order.
  public init(layers: [String] = []) {
    self.layers = layers.map { WeightedLayer($0) }
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
