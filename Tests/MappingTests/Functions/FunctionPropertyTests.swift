import AudioAnalysis
import Foundation
import Media
import Testing

@testable import Mapping

/// What holds for every function, tried on its own example.
@Suite struct FunctionPropertyTests {
  /// 20 s at 126 beats a minute, with swells and strokes of all kinds off the frames of any rate.
  private static let song: Analysis = {
    let beats = stride(from: 0.217, to: 20, by: 60.0 / 126).enumerated().map {
      (time: $1, position: $0 % 4 + 1)
    }
    func strokes(_ offset: Int, _ step: Int) -> [Analysis.Event] {
      stride(from: offset, to: beats.count, by: step).map {
        Analysis.Event(time: beats[$0].time, strength: Float(0.5 + 0.5 * Double($0 % 3) / 2))
      }
    }
    func swell(_ seconds: Double) -> [Float] {
      (0...2000).map { Float(0.5 - 0.5 * cos(2 * .pi * Double($0) / 100 / seconds)) }
    }
    let swells = Analysis.signalNames.enumerated().map { ($1, swell(5.3 + 0.37 * Double($0 % 11))) }
    let hue = (0...2000).map { Float($0 / 400 % 3) / 4 }
    return .song(
      duration: 20, beats: beats,
      events: [
        "kick": strokes(0, 2), "snare": strokes(1, 2), "onset": strokes(0, 1), "hat": strokes(0, 1),
        "sectionStart": strokes(0, 16),
      ], signals: Dictionary(uniqueKeysWithValues: swells).merging(["pitchHue": hue]) { $1 })
  }()

  private static let examples = Function.all.map { function in
    function.givesEvents && !function.example.hasPrefix("decay")
      ? "decay(\(function.example), 0.2s)" : function.example
  }

  private func curve(_ example: String, _ fps: Int) throws -> [Double] {
    let mapping = try Mapping(yaml: "hue: \(example)", file: "x")
    return mapping.play(over: Self.song, at: FrameRate(fps)).frames.map { $0[.hue] }
  }

  @Test(arguments: examples)
  func isTheSameAtAnyFrameRateToWithinAFrame(example: String) throws {
    // What happens between two frames of any rate shows at ten times as many.
    let fine = try curve(example, 240)
    let allowance = 0.03 * (fine.max()! - fine.min()!) + 1e-5
    for fps in [24, 30, 60] {
      let reach = 1.01 / Double(fps) + 1.0 / 240
      for (frame, value) in try curve(example, fps).enumerated() {
        let time = Double(frame) / Double(fps)
        let first = max(Int((time - reach) * 240), 0)
        let nearby = fine[min(first, fine.count - 1)...min(Int((time + reach) * 240) + 1, fine.count - 1)]
        let (low, high) = (nearby.min()! - allowance, nearby.max()! + allowance)
        if value < low || value > high {
          Issue.record("\(example) is \(value) at \(time) s and \(fps) fps, at 240 fps \(low) to \(high)")
        }
      }
    }
  }

  @Test(arguments: [
    "lfo(3 beats)", "lfo(3 beats, triangle)", "lfo(2s, square, 0.3)", "lfo(1 bar, saw, -0.4)",
    "noise(0.4s, 3)",
    "random(beat)", "random(bass)", "decay(onset, 1 beat)", "envelope(kick, 1 beat, 20ms, 0.3, 2 beats)",
    "envelope(bass > 50%, 30ms, 0.1s, 0.7, 0.3s)", "gate(bass, 60%, 40%)", "smoothstep(bass, 0.2, 0.8)",
    "easeIn(bass, sine)", "easeOut(bass, expo)", "easeInOut(bass, bounce)", "easeIn(bass, quart)",
    "easeOut(bass, circ)", "fract(7 * time)", "lag(bass, 1 bar)", "smooth(bass, 0, 2 beats)",
    "delay(bass, 3 beats)",
    "slew(bass, 3/s)", "hold(bass, kick)",
  ])
  func staysBetween0And1(expression: String) throws {
    for fps in [24, 60] {
      let values = try values(expression, over: Self.song, at: FrameRate(fps))
      #expect(values.allSatisfy { (0...1).contains($0) })
      #expect(Set(values).count > 1)
    }
  }
}
