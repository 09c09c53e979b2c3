import Foundation

/// Writes 16-bit PCM WAV.
///
/// - Parameter samples: `[frame][channel]` interleaved, -1...1.
public func writeWave(_ samples: [Float], sampleRate: Int = 44100, channels: Int = 1, to url: URL) throws {
  func bytes<Number: FixedWidthInteger>(_ number: Number) -> Data {
    withUnsafeBytes(of: number.littleEndian) { Data($0) }
  }
  var body = Data(capacity: 2 * samples.count)
  for sample in samples { body += bytes(Int16((max(-1, min(1, sample)) * 32767).rounded())) }
  var file = Data("RIFF".utf8) + bytes(UInt32(36 + body.count)) + Data("WAVEfmt ".utf8)
  file += bytes(UInt32(16)) + bytes(UInt16(1)) + bytes(UInt16(channels)) + bytes(UInt32(sampleRate))
  file += bytes(UInt32(2 * channels * sampleRate)) + bytes(UInt16(2 * channels)) + bytes(UInt16(16))
  file += Data("data".utf8) + bytes(UInt32(body.count)) + body
  try file.write(to: url)
}

/// Short bursts of a 1 kHz tone with a low thump, like a metronome on a kick drum.
///
/// - Parameter times: of the clicks, in seconds.
public func clickTrack(at times: [Double], duration: Double, sampleRate: Int = 44100) -> [Float] {
  var samples = [Float](repeating: 0, count: Int(duration * Double(sampleRate)))
  for time in times {
    let first = Int(time * Double(sampleRate))
    for index in first..<min(samples.count, first + sampleRate / 10) {
      let t = Double(index - first) / Double(sampleRate)
      samples[index] += Float(
        0.4 * exp(-t * 60) * sin(2 * .pi * 1000 * t) + 0.5 * exp(-t * 30) * sin(2 * .pi * 60 * t))
    }
  }
  return samples
}
