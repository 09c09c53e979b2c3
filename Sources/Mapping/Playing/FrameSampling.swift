import AudioAnalysis
import Media

/// Takes a signal from the analysis' grid, `[10 ms]`, to `[frame]`. Beyond its end its last value goes on; an empty signal
/// is 0.
struct FrameSampling {
  let frameRate: FrameRate
  let frameCount: Int
  private let rate = Analysis.signalRate

  /// A signal's value for each frame.
  ///
  /// - Parameter jumps: whether it leaps from one value to another, see `Analysis.SignalDescription`.
  func values(of signal: [Float], jumps: Bool) -> [Double] {
    guard !signal.isEmpty else { return Array(repeating: 0, count: frameCount) }
    return jumps ? steps(of: signal) : peaks(of: signal)
  }

  /// The signal at each frame's start, between grid points in proportion; but where it rises above both of a
  /// frame's ends within the frame, that peak, so that no onset between two frames is lost.
  private func peaks(of signal: [Float]) -> [Double] {
    func value(at time: Double) -> Double {
      let place = min(max(time * rate, 0), Double(signal.count - 1))
      let index = min(Int(place), signal.count - 1)
      let (left, right) = (Self.finite(signal[index]), Self.finite(signal[min(index + 1, signal.count - 1)]))
      return left + (right - left) * (place - Double(index))
    }
    var start = value(at: 0)
    return (0..<frameCount).map { frame in
      let (time, nextTime) = (frameRate.time(ofFrame: frame), frameRate.time(ofFrame: frame + 1))
      let end = value(at: nextTime)
      defer { start = end }
      var peak = max(start, end)
      var index = Int(time * rate) + 1
      while Double(index) < nextTime * rate, index < signal.count {
        peak = max(peak, Self.finite(signal[index]))
        index += 1
      }
      return peak > max(start, end) ? peak : start
    }
  }

  /// A signal that jumps, such as a phase or a count, at each frame: its last value in it, so that a jump is seen in
  /// the frame that is on screen when it happens, and nothing between the values it jumps from and to.
  private func steps(of signal: [Float]) -> [Double] {
    (0..<frameCount).map { frame in
      let last = (frameRate.time(ofFrame: frame + 1) * rate - 1e-6).rounded(.down)
      return Self.finite(signal[min(max(Int(last), 0), signal.count - 1)])
    }
  }

  private static func finite(_ value: Float) -> Double { value.isFinite ? Double(value) : 0 }
}
