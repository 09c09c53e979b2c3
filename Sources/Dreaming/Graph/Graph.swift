/// What a network computes: operations in an order in which each finds its inputs ready.
///
/// Values are feature maps, `[height][width][lanes]` floats, where lanes are the channels rounded up for SIMD (see
/// `lanes(for:)`); extra lanes hold zeros.
struct Graph: Sendable {
  /// One operation and what it is called.
  struct Node: Sendable {
    /// As the file names the node's output.
    var name: String
    var operation: any Operation
    /// Each comes before the value that this node makes.
    var inputs: [Value]
    /// As the network names them, without the extra lanes.
    var channels: Int
    /// Pixels of the picture per cell.
    var stride: Int
    /// What the node's author says about it, or "".
    var summary: String
  }

  var name: String
  /// Applied to the picture before the first node.
  var preprocessing: Preprocessing
  var nodes: [Node]
  /// The values the file declares as outputs.
  var outputs: [Value]
  /// What the file calls values: names of nodes and outputs, of what is folded into a value's operation too.
  var names: [String: Value] = [:]

  /// What the nodes make, in order.
  var values: [Value] { nodes.indices.map(Value.init(node:)) }

  /// The node that makes a value, which is not the picture.
  subscript(value: Value) -> Node {
    get { nodes[value.node] }
    set { nodes[value.node] = newValue }
  }

  /// Floats per cell that are stored for a feature map of `channels` channels: whole vectors of 8.
  static func lanes(for channels: Int) -> Int { (channels + 7) / 8 * 8 }
}
