import Dreaming
import Mapping

/// Loads a mapping and makes sure that `network` has everything it dreams of.
///
/// - Parameter nameOrPath: a built-in mapping's name or a mapping file.
/// - Throws: `MappingError`.
public func loadMapping(_ nameOrPath: String, for network: Network) throws(MappingError) -> Mapping {
  let mapping = try Mapping.load(nameOrPath)
  for layer in mapping.layers {
    do throws(RenderError) {
      _ = try DreamTerm(spelling: layer.name, of: network)
    } catch {
      throw layer.error("\(error)")
    }
  }
  return mapping
}
