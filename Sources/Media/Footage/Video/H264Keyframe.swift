import CLibAV

/// Tells H.264's keyframes from which decoding can begin apart from those that begin a gradual refresh: containers mark
/// both, but after the latter whole frames come only some frames later.
///
/// - Source: ITU-T, "Advanced video coding for generic audiovisual services", Recommendation H.264 2021, 7.3.1, D.1.8.
struct H264Keyframe {
  /// Bytes that say how long a unit is, in MP4 and Matroska; nil where units are told apart by start codes.
  private let lengthBytes: Int?

  private static let instantRefresh: UInt8 = 5
  private static let supplement: UInt8 = 6
  private static let recoveryPoint = 6

  init(_ parameters: AVCodecParameters) {
    let header = UnsafeBufferPointer(start: parameters.extradata, count: Int(parameters.extradata_size))
    lengthBytes = header.count > 4 && header[0] == 1 ? Int(header[4] & 3) + 1 : nil
  }

  /// Whether a keyframe's packet refreshes the whole picture: it is an IDR, or says that recovery takes 0 frames.
  func isWhole(_ packet: UnsafeMutablePointer<AVPacket>) -> Bool {
    let bytes = UnsafeBufferPointer(start: packet.pointee.data, count: Int(packet.pointee.size))
    return units(of: bytes).contains { unit in
      switch unit.first.map({ $0 & 31 }) {
      case Self.instantRefresh: true
      case Self.supplement: saysThatRecoveryIsInstant(unit.dropFirst())
      default: false
      }
    }
  }

  private func units(of bytes: UnsafeBufferPointer<UInt8>) -> [Slice<UnsafeBufferPointer<UInt8>>] {
    var units: [Slice<UnsafeBufferPointer<UInt8>>] = []
    var position = 0
    if let lengthBytes {
      while position + lengthBytes < bytes.count {
        let length = bytes[position..<position + lengthBytes].reduce(0) { $0 << 8 | Int($1) }
        position += lengthBytes
        units.append(bytes[position..<min(position + length, bytes.count)])
        position += length
      }
    } else {
      while position + 3 < bytes.count {
        if bytes[position] == 0, bytes[position + 1] == 0, bytes[position + 2] == 1 {
          units.append(bytes[(position + 3)...])
          position += 3
        }
        position += 1
      }
    }
    return units
  }

  /// - Parameter supplement: messages, each its kind and size in bytes of 255 and a last one, and then its content.
  private func saysThatRecoveryIsInstant(_ supplement: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    var rest = supplement
    func number() -> Int {
      var sum = 0
      while let byte = rest.popFirst() {
        sum += Int(byte)
        if byte != 255 { break }
      }
      return sum
    }
    while rest.count > 2 {
      let (kind, size) = (number(), number())
      // The first bit is all of an Exp-Golomb 0, the number of frames to recovery.
      if kind == Self.recoveryPoint, let first = rest.first { return first & 0x80 != 0 }
      rest = rest.dropFirst(size)
    }
    return false
  }
}
