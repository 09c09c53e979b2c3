import Dreaming
import Mapping

/// Loads a mapping and makes sure that `network` has everything it dreams of.
///
/// The built-in mappings are written for the network that is part of the program. For another one, their layers become
/// those that see as much of the picture there.
///
/// - Parameters:
///   - nameOrPath: a built-in mapping's name or a mapping file; nil for the usual one.
///   - network: what is going to dream.
///   - reel: the footage it is going to dream over, if any: that has a usual mapping of its own.
///   - warn: told which layers became which.
/// - Throws: `MappingErrors`, `DreamError`.
public func loadMapping(
  _ nameOrPath: String?, for network: Network, over reel: Reel? = nil, warn: (String) -> Void
) throws -> Mapping {
  let nameOrPath =
    nameOrPath ?? (reel?.moves == true ? Mapping.defaultNameOverFootage : Mapping.defaultName)
  let mapping = try Mapping.load(nameOrPath)
  if Mapping.isBuiltIn(nameOrPath), !network.isShipped {
    let counterparts = network.counterparts(
      of: mapping.layers.map(\.name), in: try .efficientNetLite0())
    let pairs = mapping.layers.map { "\($0.name) is \(counterparts[$0.name] ?? $0.name)" }
    warn("mapping \(mapping.name) is written for lite0; in \(network.name), \(pairs.joined(separator: ", "))")
    return mapping.renamingLayers { counterparts[$0] ?? $0 }
  }
  let mistakes = mapping.layers.compactMap { layer in
    do throws(RenderError) {
      _ = try DreamTerm(spelling: layer.name, of: network)
      return nil as MappingError?
    } catch {
      return layer.error("\(error)")
    }
  }
  guard mistakes.isEmpty else { throw MappingErrors(mistakes) }
  return mapping
}
