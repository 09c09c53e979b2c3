/// What can go wrong with a network or a dream, in a sentence for the user.
public enum DreamError: Error, Equatable, CustomStringConvertible {
  /// The file can't be read, or is not an ONNX model.
  case unreadable(file: String, reason: String)
  /// A node of the network does something Reverie can't.
  case unsupported(file: String, node: String, reason: String)
  /// The YAML file beside a network is wrong, in a line if that is known.
  case wrongDescription(file: String, line: Int?, reason: String)
  /// No network of this name is installed.
  case unknownNetwork(name: String, known: [String])
  /// The input of the network that is part of the program is known, and can't be overridden.
  case shippedInput
  /// The network has no layer of this name.
  case unknownLayer(name: String, network: String, known: [String])
  /// The layer, which has `channels` channels, hasn't those of the list; or it isn't a list.
  case unknownChannels(list: String, layer: String, channels: Int)
  /// No class of the network's classifier has this name.
  case unknownClass(name: String, network: String, known: [String])
  /// More than one class has this name; `classes` are their numbers, each with its usual name.
  case severalClasses(name: String, classes: [String])
  /// The network has no classifier at its end.
  case noClassifier(network: String)
  /// A term asks for a guide picture that there isn't.
  case noGuide(term: String)
  /// Whoever was told of the dream's progress stopped it.
  case stopped
  /// Nothing would be left of the picture at one of the network's layers.
  case tooSmall(width: Int, height: Int, node: String)
  /// With a picture of this size, a node's inputs don't fit together, or fit nothing it can do.
  case unfit(width: Int, height: Int, node: String, reason: String)
  /// A layer depends on the whole picture, so it can't be computed in tiles.
  case untileable(network: String)
  /// The processor lacks the vector instructions that the program is compiled for.
  case unsuitableProcessor

  /// Whether a picture of another size may be all right.
  var isAboutSize: Bool {
    switch self {
    case .tooSmall, .unfit: true
    default: false
    }
  }

  /// One line for the user: what is wrong, with what.
  public var description: String {
    switch self {
    case .unreadable(let file, let reason):
      "\(file): \(reason)"
    case .unsupported(let file, let node, let reason):
      "\(file): node '\(node)': \(reason)"
    case .wrongDescription(let file, let line, let reason):
      "\(file):\(line.map { "\($0):" } ?? "") \(reason)"
    case .unknownNetwork(let name, let known):
      "no network '\(name)'; there are \(known.joined(separator: ", ")), and any .onnx file by its path; "
        + "'make networks' installs lite2 and squeezenet"
    case .shippedInput:
      "the network lite0 brings its own preprocessing; --input options are for others"
    case .unknownLayer(let name, let network, let known):
      "\(network) has no layer '\(name)'; its layers are \(known.joined(separator: ", "))"
    case .unknownChannels(let list, let layer, let channels):
      "'\(list)' are no channels of '\(layer)', which has 0 to \(channels - 1); write them like 12,40-43"
    case .unknownClass(let name, let network, let known):
      known.isEmpty
        ? "no names are known for the classes of \(network); give a number instead of '\(name)'"
        : "\(network) knows no class '\(name)'"
    case .severalClasses(let name, let classes):
      "the class '\(name)' may be \(classes.joined(separator: " or ")); give its number"
    case .noClassifier(let network):
      "\(network) has no classifier, so it has no classes"
    case .noGuide(let term):
      "'\(term)' needs a guide picture\(term.hasPrefix("guide:") ? "" : " of that number")"
    case .stopped:
      "the dream was stopped"
    case .tooSmall(let width, let height, let node):
      "a picture of \(width)x\(height) is too small: nothing is left of it at layer '\(node)'"
    case .unfit(let width, let height, let node, let reason):
      "a picture of \(width)x\(height) doesn't fit the network: node '\(node)' \(reason)"
    case .untileable(let network):
      "\(network) looks at the whole picture at once before one of these layers, so it can't be cut into tiles"
    case .unsuitableProcessor:
      "this processor lacks AVX2, which the program is compiled for"
    }
  }
}
