import Dreaming
import Mapping

/// Loads a mapping and makes sure that `network` has every layer it names.
///
/// - Parameter nameOrPath: a built-in mapping's name or a mapping file.
/// - Throws: `MappingError`.
public func loadMapping(_ nameOrPath: String, for network: Network) throws(MappingError) -> Mapping {
  let mapping = try Mapping.load(nameOrPath)
  let names = network.layers.map(\.name)
  if let stranger = mapping.layers.first(where: { !names.contains($0.name) }) {
    throw stranger.unknown(among: names)
  }
  return mapping
}
