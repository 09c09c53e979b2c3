import Foundation
import Testing

@testable import AudioAnalysis

@Suite struct BeatTimingTests {
  /// Beats of a player who slows down and hurries on, as an actor speaks.
  private let rubato: [Double] = (0..<40).reduce(into: [0.5]) { times, i in
    times.append(times.last! + 0.6 + 0.12 * sin(Double(i) * 1.1))
  }

  @Test func `rubato stays as it was found where nothing strikes`() {
    let pad = Sound(seconds: 30) { 0.2 * sin(2 * .pi * 220 * $0) * (1 + 0.5 * sin(0.9 * $0)) }
    for (found, timed) in zip(rubato, BeatTiming().times(of: rubato, Attacks(of: pad.features()))) {
      #expect(abs(timed - found) < 0.02, "\(found)")
    }
  }

  @Test func `beats found off by a frame move to the strokes, in rubato as in a steady beat`() {
    let steady = (0..<40).map { 0.5 + 0.5 * Double($0) }
    for times in [steady, rubato] {
      var sound = Sound(seconds: 30)
      for time in times { sound.addStroke(at: time, frequency: 180, decay: 0.1, amplitude: 0.5) }
      let found = times.enumerated().map { $0.element + ($0.offset % 2 == 0 ? 0.01 : -0.01) }
      for (time, timed) in zip(times, BeatTiming().times(of: found, Attacks(of: sound.features()))) {
        #expect(abs(timed - time) < 0.006, "\(time)")
      }
    }
  }
}
