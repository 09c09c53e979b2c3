/// Bytes in the making, in this machine's order. `Unpacker` reads them.
struct Packer {
  private(set) var bytes: [UInt8] = []

  mutating func write(_ number: Int) { append(number) }
  mutating func write(_ number: Double) { append(number) }
  mutating func write(_ number: Float) { append(number) }

  /// A list begins with its length.
  mutating func write<Element>(_ list: [Element], _ writeElement: (inout Packer, Element) -> Void) {
    write(list.count)
    for element in list { writeElement(&self, element) }
  }

  mutating func write(_ text: String) {
    write(text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  /// Values of 0...6.5 that are whole ten-thousandths, as most signals' are, take 16 bits each, others 32.
  mutating func write(signal: [Float]) {
    write(signal.count)
    if let whole = Self.tenThousandths(signal) {
      write(2)
      whole.withUnsafeBytes { bytes.append(contentsOf: $0) }
    } else {
      write(4)
      signal.withUnsafeBytes { bytes.append(contentsOf: $0) }
    }
  }

  private mutating func append(_ value: some BitwiseCopyable) {
    withUnsafeBytes(of: value) { bytes.append(contentsOf: $0) }
  }

  /// `[frame]` for `[frame]`; nil where any value would not be read back bit by bit.
  private static func tenThousandths(_ signal: [Float]) -> [UInt16]? {
    guard signal.allSatisfy({ 0...6.5 ~= $0 }) else { return nil }
    let whole = signal.map { UInt16($0.tenThousandths) }
    let isExact = zip(whole, signal).allSatisfy {
      Float(tenThousandths: Float($0)).bitPattern == $1.bitPattern
    }
    return isExact ? whole : nil
  }
}
