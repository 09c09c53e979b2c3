/// What a network computes: operations in an order in which each finds its inputs ready.
///
/// Value 0 is the picture; node `i` makes value `i + 1`. Values are feature maps, `[height][width][lanes]` floats, where
/// lanes are the channels rounded up for SIMD (see `lanes(for:)`); extra lanes hold zeros.
struct Graph: Sendable {
  /// One operation and what it is called.
  struct Node: Sendable {
    /// As the file names the node's output.
    var name: String
    var operation: Operation
    /// Values, each smaller than the one this node makes.
    var inputs: [Int]
    /// As the network names them, without the extra lanes.
    var channels: Int
    /// Pixels of the picture per cell.
    var stride: Int
    /// What the node's author says about it, or "".
    var summary: String
  }

  /// What a node does.
  enum Operation: Sendable {
    case convolution(Convolution)
    case depthwise(DepthwiseConvolution)
    case clamp(Clamp)
    case activation(Activation)
    case affine(Affine)
    /// The sum of two values of one shape; one of them may be a single cell, which every cell of the other meets.
    case add
    /// The first value less the second, shapes as for `add`.
    case subtract
    /// The product of two values, shapes as for `add`.
    case multiply
    /// The channels of all inputs, one after the other.
    case concatenate
    case maximumPool(KernelGeometry)
    case averagePool(AveragePool)
    /// The mean over all cells: one cell.
    case globalAveragePool
    case localResponseNormalisation(LocalResponseNormalisation)
    case pad(BorderPadding)
    /// Over the channels of each cell.
    case softmax
  }

  var name: String
  /// Applied to the picture before the first node.
  var preprocessing: Preprocessing
  var nodes: [Node]
  /// The values the file declares as outputs.
  var outputs: [Int]
  /// What the file calls values: names of nodes and outputs, of what is folded into a value's operation too.
  var names: [String: Int] = [:]

  /// Floats per cell that are stored for a feature map of `channels` channels: whole vectors of 8.
  static func lanes(for channels: Int) -> Int { (channels + 7) / 8 * 8 }
}

/// What happens to the picture before the network: `scale * value + offset`, for each of the network's input channels.
struct Preprocessing: Sendable, Equatable {
  var scale: [Float] = [1, 1, 1]
  var offset: [Float] = [0, 0, 0]
  /// Whether the network's first channel is blue and its last red.
  var startsWithBlue = false
}

/// The size of a feature map: `[height][width][lanes]` floats.
struct Shape: Equatable {
  var height: Int
  var width: Int
  var channels: Int

  /// Floats per cell: the picture's three, else the channels rounded up for SIMD.
  var lanes: Int { channels == 3 && isPicture ? 3 : Graph.lanes(for: channels) }
  /// Whether this is the picture itself, whose cells have no extra lanes.
  var isPicture = false

  /// Floats in a row.
  var row: Int { width * lanes }
  /// Floats in all.
  var count: Int { height * width * lanes }
}
