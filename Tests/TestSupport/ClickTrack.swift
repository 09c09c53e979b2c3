import Foundation

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
