/// A value that a graph computes: the picture, or what one of its nodes makes; its node is `graph[value]`.
///
/// In order, each value comes after those that it is made of.
struct Value: Hashable, Comparable, Sendable {
  /// The place of the node that makes it; -1 for the picture, which no node makes.
  let node: Int

  /// The picture after preprocessing.
  static let picture = Value(node: -1)

  static func < (a: Value, b: Value) -> Bool { a.node < b.node }
}
