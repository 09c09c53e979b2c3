import Dreaming

/// One thing that a gallery shows: a layer, or one of a layer's channels.
struct Exhibit: Equatable {
  /// What a mapping or `--layer` calls it.
  let term: String
  /// The layer that is looked at.
  let layer: Network.Layer
  /// How its files' names begin: safe on every file system, in the gallery's order, and its own.
  let fileStem: String

  init(term: String, layer: Network.Layer, number: Int, of count: Int) {
    self.term = term
    self.layer = layer
    let digits = "\(max(count - 1, 0))".count
    let place = String(repeating: "0", count: max(0, digits - "\(number)".count)) + "\(number)"
    fileStem = "\(place)-\(Self.safe(term))"
  }

  /// What is known of it, in one line.
  var details: String {
    let figures = "\(layer.channels) channels, cells of \(layer.stride) pixels"
    return layer.summary.isEmpty ? figures : "\(figures): \(layer.summary)"
  }

  /// The same where there is little room.
  var shortDetails: String {
    let figures = "\(layer.channels) ch, \(layer.stride) px"
    return layer.summary.isEmpty ? figures : "\(figures): \(layer.summary)"
  }

  /// Letters, digits, dots, hyphens and underscores stay, everything else becomes an underscore; at most 60 of them.
  private static func safe(_ name: String) -> String {
    String(
      name.unicodeScalars.prefix(60).map { scalar in
        let isSafe = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
        return isSafe || ".-_".unicodeScalars.contains(scalar) ? Character(scalar) : "_"
      })
  }

  /// All layers of a network.
  static func layers(of network: Network) -> [Exhibit] {
    let layers = network.layers
    return layers.enumerated().map { number, layer in
      Exhibit(term: layer.name, layer: layer, number: number, of: layers.count)
    }
  }

  /// Channels of one layer.
  ///
  /// - Parameters:
  ///   - text: a layer's name for its first `count` channels, or a term such as `block8:12,40-43` for those.
  /// - Throws: `RenderError.unknownTerm`.
  static func channels(_ text: String, count: Int, of network: Network) throws -> [Exhibit] {
    let term = try DreamTerm(spelling: text, of: network)
    guard let layer = network.layers.first(where: { $0.name == term.layer }), !term.isClass, term.guide == nil
    else { throw RenderError.unknownTerm("'\(text)' is not a layer, so it has no channels to show") }
    let channels = term.channels ?? Array(0..<min(count, layer.channels))
    return channels.map { channel in
      Exhibit(term: "\(layer.name):\(channel)", layer: layer, number: channel, of: layer.channels)
    }
  }
}
