import Foundation
import Yams

/// What a small YAML file beside a network says about it: `net.yaml` beside `net.onnx`.
///
///     name: Places365 GoogLeNet
///     colours: bgr                  # or rgb
///     range: [0, 255]               # what black and white become before the mean is subtracted
///     mean: [104, 117, 123]         # in the order of colours
///     std: 1                        # one number, or one for each colour
///     layout: nchw                  # or nhwc, where the file doesn't show it
///     default: inception_4c         # the layer that stills dream of unless told otherwise
///     classes: places365.txt        # names of the classes in order, one a line, in a file beside this one
///     layers:                       # the layers to list, by names of your own or as the file names them
///       inception_4c: inception_4c/output
///       conv2: {node: conv2/norm2, dreams of: strokes}
struct NetworkDescription: Equatable {
  /// A layer worth dreaming of.
  struct Layer: Equatable {
    var name: String
    /// As the network's file names its node or output.
    var node: String
    var summary: String
    /// Where the description names it.
    var line: Int
  }

  /// The description's own file, for errors.
  var file: String
  var name: String?
  var input = InputOverrides()
  var isChannelsLast: Bool?
  var layers: [Layer] = []
  var defaultLayer: (name: String, line: Int)?
  /// `[class][name]`: the names of each, the usual one first.
  var classes: [[String]]?

  static func == (a: NetworkDescription, b: NetworkDescription) -> Bool {
    a.file == b.file && a.name == b.name && a.input == b.input && a.isChannelsLast == b.isChannelsLast
      && a.layers == b.layers && a.defaultLayer?.name == b.defaultLayer?.name && a.classes == b.classes
  }

  /// The description beside a network's file; nil if there is none.
  ///
  /// - Throws: `DreamError.wrongDescription`.
  static func besides(_ networkFile: String) throws(DreamError) -> NetworkDescription? {
    let url = URL(fileURLWithPath: networkFile).deletingPathExtension()
    for ending in ["yaml", "yml"] {
      let file = url.appendingPathExtension(ending)
      guard FileManager.default.fileExists(atPath: file.path) else { continue }
      let path = (networkFile as NSString).deletingPathExtension + "." + ending
      guard let data = try? Data(contentsOf: file), let text = String(data: data, encoding: .utf8) else {
        throw .wrongDescription(file: path, line: nil, reason: "can't be read as text")
      }
      return try NetworkDescription(yaml: text, file: path)
    }
    return nil
  }

  /// Reads a description.
  ///
  /// - Throws: `DreamError.wrongDescription`.
  init(yaml: String, file: String) throws(DreamError) {
    self.file = file
    for (key, value) in try Self.entries(of: Self.root(of: yaml, file: file), file: file) {
      try read(key, value)
    }
  }

  private static func root(of yaml: String, file: String) throws(DreamError) -> Node {
    do {
      if let root = try Yams.Parser(yaml: yaml, encoding: .utf8).singleRoot() { return root }
    } catch let error as YamlError {
      switch error {
      case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
        .composer(_, let problem, let mark, _):
        throw .wrongDescription(file: file, line: mark.line, reason: "wrong YAML: \(problem)")
      case .duplicatedKeysInMapping(let keys, let context):
        throw .wrongDescription(
          file: file, line: context.mark.line, reason: "'\(keys.first ?? "")' stands here twice")
      default:
        throw .wrongDescription(file: file, line: nil, reason: "isn't YAML")
      }
    } catch {
      throw .wrongDescription(file: file, line: nil, reason: "isn't YAML")
    }
    throw .wrongDescription(file: file, line: nil, reason: "is empty; it has lines such as 'colours: bgr'")
  }

  private static func entries(
    of node: Node, file: String
  ) throws(DreamError) -> [(key: Node.Scalar, value: Node)] {
    guard case .mapping(let mapping) = node else {
      throw .wrongDescription(
        file: file, line: node.mark?.line, reason: "it should be lines such as 'colours: bgr'")
    }
    var entries: [(Node.Scalar, Node)] = []
    for (key, value) in mapping {
      guard case .scalar(let scalar) = key else {
        throw .wrongDescription(file: file, line: key.mark?.line, reason: "a name must stand before ':'")
      }
      entries.append((scalar, value))
    }
    return entries
  }

  private mutating func read(_ key: Node.Scalar, _ value: Node) throws(DreamError) {
    switch key.string {
    case "name": name = try text(value, key)
    case "colours", "colors":
      input.colours = try choice(value, key, ["rgb": InputFormat.Colours.rgb, "bgr": .bgr])
    case "layout": isChannelsLast = try choice(value, key, ["nchw": false, "nhwc": true])
    case "range":
      let ends = try numbers(value, key)
      guard ends.count == 2, ends[0] < ends[1] else {
        throw error(value, "range should be two numbers, the lower first: [0, 1]")
      }
      input.range = ends[0]...ends[1]
    case "mean": input.mean = try threeNumbers(value, key)
    case "std":
      let deviation = try threeNumbers(value, key)
      guard !deviation.contains(0) else { throw error(value, "std must not be 0") }
      input.deviation = deviation
    case "default": defaultLayer = (try text(value, key), value.mark?.line ?? 1)
    case "classes": classes = try classNames(text(value, key), value)
    case "layers":
      for (name, value) in try Self.entries(of: value, file: file) { layers.append(try layer(name, value)) }
    default:
      let known = "name, colours, range, mean, std, layout, default, classes, layers"
      throw .wrongDescription(
        file: file, line: key.mark?.line, reason: "unknown key '\(key.string)'; there are \(known)")
    }
  }

  // MARK: Values

  private func layer(_ name: Node.Scalar, _ value: Node) throws(DreamError) -> Layer {
    var layer = Layer(name: name.string, node: name.string, summary: "", line: value.mark?.line ?? 1)
    if case .scalar(let node) = value {
      if !node.string.isEmpty { layer.node = node.string }
      return layer
    }
    for (key, value) in try Self.entries(of: value, file: file) {
      switch key.string {
      case "node": layer.node = try text(value, key)
      case "dreams of": layer.summary = try text(value, key)
      default:
        throw .wrongDescription(
          file: file, line: key.mark?.line,
          reason: "unknown key '\(key.string)' of a layer; there are node, dreams of")
      }
    }
    return layer
  }

  private func text(_ value: Node, _ key: Node.Scalar) throws(DreamError) -> String {
    guard case .scalar(let scalar) = value, !scalar.string.isEmpty else {
      throw error(value, "\(key.string) should be a text")
    }
    return scalar.string.split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  private func choice<Value>(
    _ value: Node, _ key: Node.Scalar, _ choices: [String: Value]
  ) throws(DreamError) -> Value {
    let text = try text(value, key)
    guard let choice = choices[text.lowercased()] else {
      let known = choices.keys.sorted().joined(separator: " or ")
      throw error(value, "\(key.string) should be \(known), not '\(text)'")
    }
    return choice
  }

  private func numbers(_ value: Node, _ key: Node.Scalar) throws(DreamError) -> [Float] {
    var nodes = [value]
    if case .sequence(let sequence) = value { nodes = Array(sequence) }
    var numbers: [Float] = []
    for node in nodes {
      guard case .scalar(let scalar) = node, let number = Float(scalar.string), number.isFinite else {
        throw error(value, "\(key.string) should be made of numbers, such as [104, 117, 123]")
      }
      numbers.append(number)
    }
    return numbers
  }

  private func threeNumbers(_ value: Node, _ key: Node.Scalar) throws(DreamError) -> [Float] {
    let numbers = try numbers(value, key)
    guard numbers.count == 1 || numbers.count == 3 else {
      throw error(value, "\(key.string) should be one number or three, one for each colour")
    }
    return numbers.count == 3 ? numbers : Array(repeating: numbers[0], count: 3)
  }

  private func classNames(_ name: String, _ value: Node) throws(DreamError) -> [[String]] {
    let url = URL(fileURLWithPath: file).deletingLastPathComponent().appendingPathComponent(name)
    guard let data = try? Data(contentsOf: url), let text = String(data: data, encoding: .utf8) else {
      throw error(value, "the class names in '\(name)' can't be read")
    }
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    return (lines.last == "" ? lines.dropLast() : lines[...]).map { line in
      // A class without a name keeps its place.
      let names = line.split(separator: ",").map { String($0.drop { $0 == " " }) }
      return names.isEmpty ? [""] : names
    }
  }

  private func error(_ node: Node, _ reason: String) -> DreamError {
    .wrongDescription(file: file, line: node.mark?.line, reason: reason)
  }
}
