import Foundation

/// Finds the sequence of beats that fits a whole song best.
///
/// A hidden Markov model whose state is the beat interval: each beat is drawn to onsets, each interval to
/// what repeats in the music around it, and the interval changes little from beat to beat. The best path is
/// found by dynamic programming over (time of a beat, interval before it), so tempo and beats are decided
/// together and for the song as a whole.
/// Source: the bar pointer model of Krebs, Böck and Widmer, "An efficient state-space model for joint tempo
/// and meter tracking", ISMIR 2015, in the semi-Markov form in which one step is a whole beat.
struct BeatTracker {
  /// What a beat gains from the pulse at its frame, where it passes `threshold`; what it loses below it.
  var threshold: Float = 1.2
  var gain: Float = 1.5
  var mostLoss: Float = -1.5
  var mostGain: Float = 1
  /// What a second at an interval gains from the interval's fit.
  var fitGain: Float = 1
  /// What a change of interval by a factor of e costs.
  var changeCost: Float = 40
  /// The tempo most songs have, and how far in octaves they lie from it.
  var usualTempo: Float = 118
  var tempoSpread: Float = 0.9
  var priorGain: Float = 1

  /// Frames of the beats, in order.
  func beats(in pulse: Pulse, _ tempogram: Tempogram) -> [Int] {
    let values = pulse.values
    let intervals = Tempogram.intervals
    let states = intervals.count
    guard values.count > intervals.lowerBound else { return [] }
    let prior = intervals.map { priorGain * logPrior(ofInterval: $0) }
    let changes = Changes(intervals: intervals, cost: changeCost)
    var scores = [Float](repeating: 0, count: values.count * states)
    var previous = [UInt8](repeating: Self.start, count: values.count * states)
    var best: (score: Float, frame: Int, state: Int) = (0, -1, 0)
    for frame in values.indices {
      let onBeat = min(max(gain * (values[frame] - threshold), mostLoss), mostGain)
      for state in 0..<states {
        let interval = intervals.lowerBound + state
        let seconds = Float(interval) / Float(framesPerSecond)
        var score: Float = 0
        if frame >= interval {
          let row = (frame - interval) * states
          for (from, cost) in changes.into(state) where scores[row + from] - cost > score {
            score = scores[row + from] - cost
            previous[frame * states + state] = UInt8(from)
          }
          score += seconds * (fitGain * tempogram.fit(of: interval, at: frame) + prior[state])
        }
        score += onBeat
        scores[frame * states + state] = score
        if score > best.score { best = (score, frame, state) }
      }
    }
    return path(to: best.frame, state: best.state, through: previous)
  }

  private static let start = UInt8.max

  private func path(to frame: Int, state: Int, through previous: [UInt8]) -> [Int] {
    var (frame, state) = (frame, state)
    var beats: [Int] = []
    while frame >= 0 {
      beats.append(frame)
      let from = previous[frame * Tempogram.intervals.count + state]
      guard from != Self.start else { break }
      frame -= Tempogram.intervals.lowerBound + state
      state = Int(from)
    }
    return beats.reversed()
  }

  /// How usual a tempo is: a bell over the octaves, 0 at the usual tempo.
  private func logPrior(ofInterval interval: Int) -> Float {
    let octaves = log2(60 * Float(framesPerSecond) / Float(interval) / usualTempo) / tempoSpread
    return -0.5 * octaves * octaves
  }

  /// The intervals that may come before each, and what the change costs.
  private struct Changes {
    private let table: [[(from: Int, cost: Float)]]

    init(intervals: ClosedRange<Int>, cost: Float) {
      table = intervals.map { to in
        intervals.enumerated().compactMap { state, from in
          let change = abs(log(Float(to) / Float(from)))
          guard change < 0.2 else { return nil }
          // A whole number of frames is half a frame off at most: that much is no change of tempo.
          let rounding = abs(to - from) <= 1 ? 0.6 / Float(to) : 0
          return (state, cost * max(0, change - rounding))
        }
      }
    }

    func into(_ state: Int) -> [(from: Int, cost: Float)] { table[state] }
  }
}
