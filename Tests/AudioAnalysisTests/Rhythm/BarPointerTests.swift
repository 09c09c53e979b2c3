import Foundation
import Testing

@testable import AudioAnalysis

/// What a sure listener hears: chances that are high at given beats, and low elsewhere.
private struct Heartbeat {
  var logits: FrameSeries

  init(seconds: Double) {
    let rows = Int(seconds * 50)
    logits = FrameSeries(
      width: BeatNetwork.outputs, hop: 2, values: Array(repeating: -5, count: rows * BeatNetwork.outputs))
  }

  mutating func add(at time: Double, isDownbeat: Bool) {
    let frame = 2 * Int((time * 50).rounded())
    logits[frame, 0] = 3
    logits[frame, 1] = isDownbeat ? 2 : -3
  }

  var beats: [BarPointer.Beat] {
    BarPointer().beats(in: BeatActivations(logits: logits, frameCount: logits.end))
  }
}

@Suite struct BarPointerTests {
  private typealias Place = (time: Double, position: Int)

  /// Beats of whole bars from `start` on.
  private func beats(from start: Double, bars: Int, metre: Int, tempo: Double) -> [Place] {
    (0..<bars * metre).map { (start + Double($0) * 60 / tempo, $0 % metre + 1) }
  }

  private func expect(
    _ found: [BarPointer.Beat], are beats: [Place],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(found.count == beats.count, sourceLocation: sourceLocation)
    for (one, other) in zip(found, beats) {
      #expect(abs(Double(one.frame) / 100 - other.time) < 0.03, sourceLocation: sourceLocation)
      #expect(one.position == other.position, "at \(other.time)", sourceLocation: sourceLocation)
    }
  }

  private func found(_ beats: [Place], seconds: Double) -> [BarPointer.Beat] {
    var heart = Heartbeat(seconds: seconds)
    for beat in beats { heart.add(at: beat.time, isDownbeat: beat.position == 1) }
    return heart.beats
  }

  @Test(arguments: [2, 3, 4, 5, 6, 7]) func `every metre is counted`(metre: Int) {
    let beats = beats(from: 0.5, bars: 8, metre: metre, tempo: 130)
    let found = found(beats, seconds: 30)
    expect(found, are: beats)
    #expect(found.allSatisfy { $0.metre == metre })
  }

  @Test func `a song may begin in the middle of a bar`() {
    let beats = beats(from: 0.3, bars: 9, metre: 4, tempo: 96)
    let pickUp = Array(beats.dropFirst(3))
    expect(found(pickUp, seconds: 30), are: pickUp)
  }

  @Test func `beats stop in a pause and begin anew after it`() {
    let before = beats(from: 0.5, bars: 5, metre: 4, tempo: 120)
    let after = beats(from: 17.13, bars: 5, metre: 4, tempo: 120)
    expect(found(before + after, seconds: 30), are: before + after)
  }

  @Test func `the metre may change`() {
    let fours = beats(from: 0.5, bars: 6, metre: 4, tempo: 120)
    let threes = beats(from: 0.5 + 12, bars: 8, metre: 3, tempo: 120)
    expect(found(fours + threes, seconds: 26), are: fours + threes)
  }

  @Test func `a bar with a beat too many doesn't upset those that follow`() {
    let first = beats(from: 0.5, bars: 5, metre: 4, tempo: 120)
    let extra = [(time: 0.5 + 10, position: 5)]
    let rest = beats(from: 0.5 + 10.5, bars: 5, metre: 4, tempo: 120)
    let found = found(first + extra + rest, seconds: 24)
    #expect(found.count == 41)
    #expect(found.suffix(16).map(\.position) == rest.suffix(16).map(\.position))
  }

  @Test func `a tempo that steps is followed within two beats`() {
    let slow = beats(from: 0.5, bars: 5, metre: 4, tempo: 92)
    let fast = beats(from: 0.5 + 20 * 60 / 92, bars: 8, metre: 4, tempo: 138)
    expect(found(slow + fast, seconds: 30), are: slow + fast)
  }

  @Test func `where nothing speaks for beats there are none`() {
    #expect(Heartbeat(seconds: 20).beats.isEmpty)
  }

  @Test func `a long set has no seam`() {
    let seconds = 1000.0
    let beats = beats(from: 0.5, bars: 495, metre: 4, tempo: 120)
    expect(found(beats, seconds: seconds), are: beats)
  }
}
