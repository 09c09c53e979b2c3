/// Something to dream of, and how strongly.
public struct WeightedTerm: Sendable, Hashable {
  /// What it is, as `DreamTerm` reads it: mostly a layer's name.
  public let text: String
  /// How much of it; what is negative or not a number counts as 0.
  public let weight: Float

  /// A term and its weight.
  public init(_ text: String, weight: Float = 1) {
    (self.text, self.weight) = (text, weight)
  }
}

/// A weighted term, and what it means to a network.
struct ResolvedTerm {
  let term: DreamTerm
  /// 0 or more, finite; 0 takes no part.
  let weight: Float
}
