/// Text in the making, as UTF-8, for tables of very many numbers: quick, and the same in every locale.
struct Decimals {
  private var bytes: [UInt8] = []

  init(reserving capacity: Int = 0) { bytes.reserveCapacity(capacity) }

  /// What was written.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Writes `text`.
  mutating func write(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// Writes a number of 0 or more, less than 10^12, with `places` digits behind a point, 1...6.
  mutating func write(_ number: Double, places: Int) {
    let unit = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000][places]
    let scaled = Int((number * Double(unit)).rounded())
    write(whole: scaled / unit, digits: 1)
    bytes.append(UInt8(ascii: "."))
    write(whole: scaled % unit, digits: places)
  }

  /// Writes a whole number of 0 or more with at least `digits` digits.
  private mutating func write(whole number: Int, digits: Int) {
    let end = bytes.count
    var (rest, written) = (number, 0)
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
      written += 1
    } while rest > 0 || written < digits
    bytes[end...].reverse()
  }

  /// A number of 0 or more with `places` digits behind a point, 1...6.
  static func text(_ number: Double, places: Int) -> String {
    var decimals = Decimals()
    decimals.write(number, places: places)
    return decimals.text
  }
}
