import Foundation

/// The dynamic programming of `BarPointer` over one song.
///
/// Positions of all metres are lanes, side by side: 4 of the four-beat bar, 3 of the three-beat bar, and so on. For each
/// frame t, interval s and lane, `scores` holds the best score of a path that ends in a beat at t, s after the beat
/// before; `leaving` the best score of a path that goes on from t with interval s; and `origins` how it got there:
///
///     scores(t, s, lane) = leaving(t - s, s, lane - 1) + gain of a beat at t, there in the bar
///     leaving(t, s, lane) = prior(s) + max(max over s' of scores(t, s', lane) - cost(s', s), rest(t) - startCost)
final class BarPointerTable {
  private typealias Vector = SIMD8<Float>
  private typealias Indices = SIMD8<Int32>
  private typealias Bytes = SIMD8<UInt8>
  private static let lanes = 32
  private static let rowBytes = lanes * MemoryLayout<Float>.stride
  /// Frames kept of `leaving`, enough for the longest interval.
  private static let kept = 256
  /// In `origins`: the path starts here; it comes out of a bar that breaks off; else the interval before.
  private static let start: UInt8 = 255
  private static let broken: UInt8 = 128

  private typealias Place = (frame: Int, state: Int, lane: Int)

  private let model: BarPointer
  private let activations: BeatActivations
  private let layout = LaneLayout()
  private let states = BarPointer.intervals.count
  /// `[state]`
  private let priors: [Float]
  /// `[state][lane]`
  private let scores: UnsafeMutableBufferPointer<Float>
  /// `[frame % kept][state][lane]`
  private let leaving: UnsafeMutableBufferPointer<Float>
  /// `[frame][state][lane]`
  private let origins: UnsafeMutableBufferPointer<UInt8>
  /// `[frame][state]`: the lane that a bar breaks off in.
  private let brokenLanes: UnsafeMutableBufferPointer<UInt8>
  /// The best score up to a frame of a path that rests there, and the last beat of that path.
  private var rest: (score: Float, beat: Place?) = (0, nil)
  /// The last beat before the rest that a path starting at a frame comes out of: `[frame]`.
  private var rests: [Place?]

  init(_ model: BarPointer, _ activations: BeatActivations) {
    (self.model, self.activations) = (model, activations)
    let frames = activations.beat.count
    priors = BarPointer.intervals.map(model.prior)
    // A lane more before the first: vectors are read from one lane to the left.
    scores = Self.buffer(of: -.infinity, count: states * Self.lanes)
    leaving = Self.buffer(of: -.infinity, count: (Self.kept * states + 1) * Self.lanes)
    origins = Self.buffer(of: Self.start, count: frames * states * Self.lanes)
    brokenLanes = Self.buffer(of: 0, count: frames * states)
    rests = Array(repeating: nil, count: frames)
  }

  deinit {
    scores.deallocate()
    leaving.deallocate()
    origins.deallocate()
    brokenLanes.deallocate()
  }

  private static func buffer<Value>(of value: Value, count: Int) -> UnsafeMutableBufferPointer<Value> {
    let buffer = UnsafeMutableBufferPointer<Value>.allocate(capacity: count)
    buffer.initialize(repeating: value)
    return buffer
  }

  /// The beats of the best path.
  func bestPath() -> [BarPointer.Beat] {
    for frame in activations.beat.indices {
      arrive(at: frame)
      rests[frame] = rest.beat
      leave(frame)
      breakBars(frame)
      restAfter(frame)
    }
    return path(to: rest.beat)
  }

  /// Where a state's lanes of `leaving` begin.
  private func row(_ frame: Int, _ state: Int) -> Int {
    (frame % Self.kept * states + state + 1) * Self.lanes
  }

  /// Scores of paths with a beat at `frame`.
  private func arrive(at frame: Int) {
    let heard = activations.beat[frame]
    // Before the song there are no beats at all.
    let onBeat =
      heard.isFinite ? min(max(heard + model.beatBias, model.leastGain), model.mostGain) : -Float.infinity
    let down = onBeat + model.downbeatGain * activations.downbeat[frame]
    let up = onBeat + model.downbeatGain * activations.upbeat[frame]
    for (state, interval) in BarPointer.intervals.enumerated() where frame >= interval {
      let target = scores.baseAddress! + state * Self.lanes
      let source = leaving.baseAddress! + row(frame - interval, state)
      for lane in stride(from: 0, to: Self.lanes, by: 8) {
        let before = UnsafeRawPointer(source + lane - 1).loadUnaligned(as: Vector.self)
        UnsafeMutableRawPointer(target + lane).storeBytes(of: before + up, as: Vector.self)
      }
      target[layout.used] = -.infinity  // not a place behind the last metre's last
      for bar in layout.bars {
        target[bar.lowerBound] = source[bar.upperBound - 1] + down - (bar.count == 2 ? model.pairCost : 0)
      }
    }
  }

  /// Scores of paths that go on from `frame`, by the interval with which they do.
  ///
  /// A change of tempo costs in proportion to the intervals between, to a limit, so two passes, up and down the
  /// intervals, find the best to come from.
  private func leave(_ frame: Int) {
    let startScore = rest.score - model.startCost
    let step = model.changeCost * BarPointer.intervalStep
    let firstStep = step * (1 - BarPointer.freeChange)
    for lane in stride(from: 0, to: Self.lanes, by: 8) {
      let column = UnsafeMutableRawPointer(scores.baseAddress! + lane)
      let target = UnsafeMutableRawPointer(leaving.baseAddress! + row(frame, 0) + lane)
      let origin = UnsafeMutableRawPointer(origins.baseAddress! + frame * states * Self.lanes + lane)
      let starting = layout.startScores[lane / 8] + startScore
      var carried = Vector(repeating: -.infinity)
      var carrier = Indices.zero
      var (top, topState) = (carried, carrier)
      for state in 0..<states {
        let here = column.loadUnaligned(fromByteOffset: state * Self.rowBytes, as: Vector.self)
        var (best, from) = (starting, Indices(repeating: Int32(Self.start)))
        choose(here, Indices(repeating: Int32(state)), &best, &from)
        choose(carried - firstStep, carrier, &best, &from)
        target.storeBytes(of: best, toByteOffset: state * Self.rowBytes, as: Vector.self)
        origin.storeBytes(
          of: Bytes(truncatingIfNeeded: from), toByteOffset: state * Self.lanes, as: Bytes.self)
        carried -= step
        choose(here, Indices(repeating: Int32(state)), &carried, &carrier)
        choose(here, Indices(repeating: Int32(state)), &top, &topState)
      }
      top -= model.jumpCost
      carried = Vector(repeating: -.infinity)
      for state in stride(from: states - 1, through: 0, by: -1) {
        var best = target.loadUnaligned(fromByteOffset: state * Self.rowBytes, as: Vector.self)
        var from = Indices(
          truncatingIfNeeded: origin.loadUnaligned(fromByteOffset: state * Self.lanes, as: Bytes.self))
        choose(carried - firstStep, carrier, &best, &from)
        choose(top, topState, &best, &from)
        target.storeBytes(of: best + priors[state], toByteOffset: state * Self.rowBytes, as: Vector.self)
        origin.storeBytes(
          of: Bytes(truncatingIfNeeded: from), toByteOffset: state * Self.lanes, as: Bytes.self)
        let here = column.loadUnaligned(fromByteOffset: state * Self.rowBytes, as: Vector.self)
        carried -= step
        choose(here, Indices(repeating: Int32(state)), &carried, &carrier)
      }
    }
  }

  /// Keeps the better of two by lane.
  @inline(__always)
  private func choose(
    _ score: Vector, _ index: Indices, _ best: inout Vector, _ bestIndex: inout Indices
  ) {
    let better = score .> best
    best.replace(with: score, where: better)
    bestIndex.replace(with: index, where: better)
  }

  /// Lets a new bar begin after any beat, at a cost.
  private func breakBars(_ frame: Int) {
    for state in 0..<states {
      let scores = leaving.baseAddress! + row(frame, state)
      let from = origins.baseAddress! + (frame * states + state) * Self.lanes
      var best = 0
      for lane in 1..<layout.used where scores[lane] > scores[best] { best = lane }
      let origin = from[best]
      guard origin != Self.start else { continue }
      brokenLanes[frame * states + state] = UInt8(best)
      let score = scores[best] - model.breakCost
      for (bar, cost) in zip(layout.bars, layout.costs) {
        let last = bar.upperBound - 1
        let broken = bar.contains(best) ? score : score - cost
        guard broken > scores[last] else { continue }
        scores[last] = broken
        from[last] = Self.broken + origin
      }
    }
  }

  private func restAfter(_ frame: Int) {
    var highest = Vector(repeating: -.infinity)
    let values = UnsafeRawBufferPointer(scores)
    for offset in stride(from: 0, to: values.count, by: 32) {
      highest = pointwiseMax(highest, values.loadUnaligned(fromByteOffset: offset, as: Vector.self))
    }
    let best = highest.max()
    guard best > rest.score, let place = scores.firstIndex(of: best) else { return }
    rest = (best, (frame, place / Self.lanes, place % Self.lanes))
  }

  private func path(to last: Place?) -> [BarPointer.Beat] {
    var beats: [BarPointer.Beat] = []
    var next = last
    while let (frame, state, lane) = next {
      let bar = layout.bar(of: lane)
      beats.append(BarPointer.Beat(frame: frame, position: lane - bar.lowerBound + 1, metre: bar.count))
      let before = frame - BarPointer.intervals[state]
      let lastLane = lane > bar.lowerBound ? lane - 1 : bar.upperBound - 1
      let origin = origins[(before * states + state) * Self.lanes + lastLane]
      if origin == Self.start {
        next = rests[before]
      } else if origin >= Self.broken {
        next = (before, Int(origin - Self.broken), Int(brokenLanes[before * states + state]))
      } else {
        next = (before, Int(origin), lastLane)
      }
    }
    return beats.reversed()
  }
}

/// Which lane is which position of which metre.
private struct LaneLayout {
  /// The lanes of each metre's bar, its positions in order: `[metre]`.
  let bars: [Range<Int>]
  /// What each metre costs: `[metre]`.
  let costs: [Float]
  /// Lanes in use.
  let used: Int
  /// What a path gains, less than 0, that starts in each lane: `[lane / 8][lane % 8]`.
  let startScores: [SIMD8<Float>]

  init() {
    var bars: [Range<Int>] = []
    for metre in BarPointer.metres {
      let start = bars.last?.upperBound ?? 0
      bars.append(start..<start + metre.beats)
    }
    var startScores = [SIMD8<Float>](repeating: SIMD8(repeating: -.infinity), count: 4)
    for (bar, metre) in zip(bars, BarPointer.metres) {
      for lane in bar { startScores[lane / 8][lane % 8] = -metre.cost }
    }
    self.bars = bars
    self.startScores = startScores
    costs = BarPointer.metres.map(\.cost)
    used = bars.last!.upperBound
  }

  func bar(of lane: Int) -> Range<Int> { bars.first { $0.contains(lane) }! }
}
