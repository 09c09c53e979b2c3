/// A page of one file, without anything from elsewhere.
struct HTMLPage {
  let title: String
  /// An element more for the head, such as who made the page; nil for none.
  var mark: String? = nil
  /// A style sheet, whose last line is whole.
  let style: String
  /// What is shown, as markup.
  let body: String
  /// JavaScript, whose last line is whole; runs once the body is there.
  let script: String

  /// The page's text.
  var text: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    \(mark.map { "\($0)\n" } ?? "")<link rel="icon" href="data:,">
    <title>\(escaped(title))</title>
    <style>
    \(style)</style>
    </head>
    <body>
    \(body)
    <script>
    \(script)</script>
    </body>
    </html>

    """
  }
}

/// Text as it has to be written in HTML and SVG, in attributes too.
func escaped(_ text: String) -> String {
  var result = ""
  for character in text.unicodeScalars {
    switch character {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    case "'": result += "&#39;"
    default: result.unicodeScalars.append(character)
    }
  }
  return result
}

extension SIMD3<UInt8> {
  /// A colour as HTML and SVG write it: "#ff8000".
  var hexadecimal: String {
    let digits = Array("0123456789abcdef")
    return [x, y, z].reduce("#") { $0 + String([digits[Int($1 >> 4)], digits[Int($1 & 15)]]) }
  }
}
