/// A curve with a value for each frame of a clip.
public struct FrameCurve: Sendable, Equatable {
  /// What it is a curve of: a layer's, a parameter's, a signal's or an event train's name.
  public let name: String
  /// `[frame]`: what each frame shows.
  public let values: [Double]

  /// A curve called `name`.
  public init(name: String, values: [Double]) { (self.name, self.values) = (name, values) }
}

extension Score {
  /// The layers' weights, in the mapping's order.
  public var layerCurves: [FrameCurve] {
    layerNames.enumerated().map { layer, name in
      FrameCurve(name: name, values: frames.map { $0.layers[layer].weight })
    }
  }

  /// A parameter's values.
  public func curve(of parameter: Parameter) -> FrameCurve {
    FrameCurve(name: parameter.name, values: frames.map { $0[parameter] })
  }
}
