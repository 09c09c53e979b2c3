import Dreaming
import Mapping

extension DreamTerm {
  /// What `text` means for a network.
  ///
  /// - Throws: `RenderError.unknownTerm`, which says what was probably meant.
  init(spelling text: String, of network: Network) throws(RenderError) {
    do throws(DreamError) {
      try self.init(text, of: network)
    } catch {
      throw .unknownTerm(error.correction)
    }
  }
}

extension DreamError {
  /// What is wrong, and for a misspelt layer or class what was probably meant.
  fileprivate var correction: String {
    switch self {
    case .unknownLayer(let name, _, let known):
      return "unknown layer '\(name)'" + Spelling(known: known).hint(for: name, otherwise: "layers")
    case .unknownClass(let name, _, let known) where !known.isEmpty:
      let alike = Set(known.filter { $0.lowercased().contains(name.lowercased()) }).sorted().prefix(8)
      let hint = Spelling(known: known).hint(for: name)
      return "unknown class '\(name)'"
        + (hint.isEmpty && !alike.isEmpty ? "; there are \(alike.joined(separator: ", "))" : hint)
    default: return description
    }
  }
}
