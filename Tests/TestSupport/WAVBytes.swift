/// How a test's WAV file stores its samples.
public enum WAVCoding: CaseIterable, Sendable {
  /// Unsigned 8 bit, signed 16, 24 and 32 bit, 32 bit float.
  case int8, int16, int24, int32, float32

  var bits: Int {
    switch self {
    case .int8: 8
    case .int16: 16
    case .int24: 24
    case .int32, .float32: 32
    }
  }

  func bytes(of sample: Float) -> [UInt8] {
    switch self {
    case .int8: [UInt8(clamping: Int((sample * 128).rounded()) + 128)]
    case .float32: littleEndian(sample.bitPattern, count: 4)
    case .int16, .int24, .int32:
      littleEndian(
        UInt32(
          truncatingIfNeeded: Int(
            max(
              -0x1p31,
              min(0x1p31 - 1, Double(sample) * 0x1p31))) >> (32 - bits)), count: bits / 8)
    }
  }
}

/// A WAV file's bytes, written by hand so that the reader isn't tested against itself.
///
/// - Parameters:
///   - samples: `[frame][channel]` interleaved, -1...1.
///   - promisedBytes: how much sound the header promises, where that isn't what follows.
public func wavBytes(
  _ samples: [Float], sampleRate: Int = 44_100, channels: Int = 1, coding: WAVCoding = .int16,
  promisedBytes: Int? = nil
) -> [UInt8] {
  let data = samples.flatMap(coding.bytes)
  let frameBytes = channels * coding.bits / 8
  var bytes = Array("RIFF".utf8) + littleEndian(UInt32(36 + data.count), count: 4)
  bytes += Array("WAVEfmt ".utf8) + littleEndian(16, count: 4)
  bytes += littleEndian(coding == .float32 ? 3 : 1, count: 2) + littleEndian(UInt32(channels), count: 2)
  bytes += littleEndian(UInt32(sampleRate), count: 4)
  bytes += littleEndian(UInt32(sampleRate * frameBytes), count: 4)
  bytes += littleEndian(UInt32(frameBytes), count: 2) + littleEndian(UInt32(coding.bits), count: 2)
  bytes += Array("data".utf8) + littleEndian(UInt32(promisedBytes ?? data.count), count: 4)
  return bytes + data
}

private func littleEndian(_ value: UInt32, count: Int) -> [UInt8] {
  (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
}
