/// Reads what a `Packer` wrote; anything else gives zeros and empty lists where it ends too early.
struct Unpacker {
  private let bytes: ArraySlice<UInt8>
  private var position: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  /// Whether everything was read, and nothing more.
  var isAtEnd: Bool { position == bytes.endIndex }

  mutating func integer() -> Int { value(or: 0) }
  mutating func double() -> Double { value(or: 0) }
  mutating func float() -> Float { value(or: 0) }

  mutating func list<Element>(_ element: (inout Unpacker) -> Element) -> [Element] {
    let count = integer()
    guard (0...bytes.endIndex - position) ~= count else { return [] }
    return (0..<count).map { _ in element(&self) }
  }

  mutating func text() -> String { String(decoding: take(integer()), as: UTF8.self) }

  /// `[frame]`, as it was written.
  mutating func signal() -> [Float] {
    let (count, width) = (integer(), integer())
    guard (0...bytes.count) ~= count, width == 2 || width == 4 else { return [] }
    return take(count * width).withUnsafeBytes { raw in
      [Float](unsafeUninitializedCapacity: raw.count / width) { values, filled in
        filled = raw.count / width
        if width == 2 {
          for i in 0..<filled {
            let number = raw.loadUnaligned(fromByteOffset: 2 * i, as: UInt16.self)
            values[i] = Float(tenThousandths: Float(number))
          }
        } else {
          for i in 0..<filled { values[i] = raw.loadUnaligned(fromByteOffset: 4 * i, as: Float.self) }
        }
      }
    }
  }

  private mutating func value<Value: BitwiseCopyable>(or fallback: Value) -> Value {
    let taken = take(MemoryLayout<Value>.size)
    return taken.isEmpty ? fallback : taken.withUnsafeBytes { $0.loadUnaligned(as: Value.self) }
  }

  /// The next `count` bytes; none where there are fewer, and nothing is left to read then.
  private mutating func take(_ count: Int) -> ArraySlice<UInt8> {
    guard (0...bytes.endIndex - position) ~= count else {
      position = bytes.endIndex
      return []
    }
    defer { position += count }
    return bytes[position..<position + count]
  }
}
