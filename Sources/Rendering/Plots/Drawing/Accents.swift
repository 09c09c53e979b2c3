import Foundation

extension String {
  /// Itself without accents, which `BitmapFont` doesn't have.
  var withoutAccents: String { folding(options: .diacriticInsensitive, locale: nil) }
}
