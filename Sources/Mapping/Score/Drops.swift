import AudioAnalysis
import Media

extension Analysis {
  /// Whether the music drops in as a scene begins: a part of the song begins there, and energy steps up.
  ///
  /// - Parameter time: when the scene begins, in seconds. Where it was moved to a frame, a part that begins just beside counts.
  func drops(at time: Double) -> Bool {
    let (near, around, step) = (0.25, 1.0, Float(0.2))
    guard sections.dropFirst().contains(where: { abs($0.start - time) <= near }),
      let energy = signals[.energy], !energy.isEmpty
    else { return false }
    func value(at time: Double) -> Float {
      energy[min(max(Int(time * Self.signalRate), 0), energy.count - 1)]
    }
    return value(at: time + around) - value(at: time - around) >= step
  }
}
