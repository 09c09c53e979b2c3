extension SIMD3<UInt8> {
  /// A colour as HTML and SVG write it: "#ff8000".
  var hexadecimal: String {
    let digits = Array("0123456789abcdef")
    return [x, y, z].reduce("#") { $0 + String([digits[Int($1 >> 4)], digits[Int($1 & 15)]]) }
  }
}
