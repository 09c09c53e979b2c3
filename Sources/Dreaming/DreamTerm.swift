/// One thing to dream of, which a user writes as text:
///
/// | text | is |
/// | --- | --- |
/// | `block8` | a layer: all it responds to |
/// | `block8:12,40-43` | some of a layer's channels, counted from 0 |
/// | `class:jellyfish`, `class:107` | a class of the network's classifier, by name or number |
/// | `guide:block8`, `guide2:block8` | what a layer sees in the guide picture, or in the second of several |
public struct DreamTerm: Sendable, Equatable {
  /// What of a layer is dreamed.
  enum Aim: Sendable, Equatable {
    case layer
    /// Their numbers, sorted, each once, at least one.
    case channels([Int])
    /// The channel of a class.
    case category(Int)
    /// Its number, 0 for the first.
    case guide(Int)
  }

  /// As it was written.
  public let text: String
  /// The layer it looks at.
  public let layer: String
  /// The layer's value in the network's graph.
  let value: Value
  let aim: Aim

  init(text: String, layer: String, value: Value, aim: Aim) {
    (self.text, self.layer, self.value, self.aim) = (text, layer, value, aim)
  }

  /// The channels of its layer that it names, sorted; nil for anything but channels.
  public var channels: [Int]? {
    if case .channels(let channels) = aim { channels } else { nil }
  }

  /// Which guide picture it can only be dreamed of with, 0 for the first; nil if it needs none.
  public var guide: Int? {
    if case .guide(let number) = aim { number } else { nil }
  }

  /// Whether it is a class of the classifier.
  public var isClass: Bool {
    if case .category = aim { true } else { false }
  }

  /// Finds out what `text` means for a network. A layer of exactly this name is meant before anything else.
  ///
  /// - Throws: `DreamError.unknownLayer`, `.unknownChannels`, `.unknownClass`, `.severalClasses` or `.noClassifier`.
  public init(_ text: String, of network: Network) throws(DreamError) {
    let known = network.layers
    if let layer = network.layer(named: text) {
      try self.init(text, layer: layer.name, aim: .layer, of: network)
    } else if text.hasPrefix("class:") {
      try self.init(text, className: String(text.dropFirst("class:".count)), of: network)
    } else if let guide = text.wholeMatch(of: /guide([1-9][0-9]?)?:(.*)/) {
      let number = guide.1.flatMap { Int($0) } ?? 1
      try self.init(text, layer: String(guide.2), aim: .guide(number - 1), of: network)
    } else if let colon = text.lastIndex(of: ":"),
      let layer = network.layer(named: String(text[..<colon]))
    {
      let list = String(text[text.index(after: colon)...])
      guard let channels = Self.channels(list, below: layer.channels) else {
        throw .unknownChannels(list: list, layer: layer.name, channels: layer.channels)
      }
      try self.init(text, layer: layer.name, aim: .channels(channels), of: network)
    } else {
      // Of a layer that is misspelt, channels or not, the layer's name is what is wrong.
      let name = text.lastIndex(of: ":").map {
        Self.isList(text[$0...].dropFirst()) ? text[..<$0] : text[...]
      }
      throw .unknownLayer(
        name: String(name ?? text[...]), network: network.name, known: known.map(\.name))
    }
  }

  private init(
    _ text: String, layer: String, aim: Aim, of network: Network
  ) throws(DreamError) {
    self.init(text: text, layer: layer, value: try network.value(of: layer), aim: aim)
  }

  private init(
    _ text: String, className name: String, of network: Network
  ) throws(DreamError) {
    guard let value = network.graph.classifier else { throw .noClassifier(network: network.name) }
    let node = network.graph[value]
    let category: Int
    if let number = Int(name) {
      guard (0..<node.channels).contains(number) else {
        throw .unknownChannels(list: name, layer: node.name, channels: node.channels)
      }
      category = number
    } else {
      let isImageNet = node.channels == ClassNames.imageNet.names.count
      let names = network.classNames ?? (isImageNet ? ClassNames.imageNet : ClassNames([]))
      let classes = names.classes(named: name)
      guard let first = classes.first, first < node.channels else {
        throw .unknownClass(name: name, network: network.name, known: names.names.flatMap { $0 })
      }
      guard classes.count == 1 else {
        throw .severalClasses(name: name, classes: classes.map { "\($0) (\(names.names[$0][0]))" })
      }
      category = first
    }
    self.init(text: text, layer: node.name, value: value, aim: .category(category))
  }

  private static func isList(_ text: Substring) -> Bool {
    text.allSatisfy { $0.isASCII && ($0.isNumber || "-,".contains($0)) }
  }

  /// The channels of a list such as `12,40-43`; nil if it isn't one, or names a channel that isn't below `count`.
  private static func channels(_ list: String, below count: Int) -> [Int]? {
    var channels: Set<Int> = []
    for item in list.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = item.split(separator: "-", omittingEmptySubsequences: false).map { end in
        end.allSatisfy { $0.isASCII && $0.isNumber } ? Int(end) : nil
      }
      guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1],
        first <= last, last < count
      else { return nil }
      channels.formUnion(first...last)
    }
    return channels.sorted()
  }
}
