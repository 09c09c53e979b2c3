import Foundation

/// Finds where bars begin among the beats, and how many beats they have.
struct BarTracker {
  /// What a bar that begins early or late costs.
  var breakCost: Float = 6
  /// Metres considered, and what each gains for being usual.
  var metres: [(beats: Int, bonus: Float)] = [(4, 0.6), (3, 0.3), (2, -2), (6, -1.5), (5, -2), (7, -2)]
  /// How much the rhythm's repetition counts for a metre.
  var repetitionGain: Float = 8

  /// The metre, and each beat's position in its bar, from 1.
  func bars(of beats: BeatFeatures) -> (beatsPerBar: Int, positions: [Int]) {
    let accents = beats.accents
    let candidates = metres.filter { $0.beats == 4 || accents.count >= 2 * $0.beats }.map { metre in
      let (positions, gain) = positions(in: accents, beatsPerBar: metre.beats)
      let bars = Float(accents.count) / Float(metre.beats)
      let score =
        gain / bars.squareRoot() + metre.bonus + repetitionGain * beats.repetition(after: metre.beats)
      return (beatsPerBar: metre.beats, positions: positions, score: score)
    }
    let best = candidates.max { $0.score < $1.score }!
    return (best.beatsPerBar, best.positions)
  }

  /// The positions that put the most accent on downbeats, and that accent.
  private func positions(in accents: [Float], beatsPerBar: Int) -> (positions: [Int], gain: Float) {
    var scores = [Float](repeating: 0, count: beatsPerBar)
    var previous: [[Int]] = []
    for (i, accent) in accents.enumerated() {
      let leap = scores.indices.max { scores[$0] < scores[$1] }!
      var (next, from) = (scores, Array(repeating: 0, count: beatsPerBar))
      for position in 0..<beatsPerBar {
        let before = (position + beatsPerBar - 1) % beatsPerBar
        let leaps = i > 0 && scores[leap] - breakCost > scores[before]
        from[position] = leaps ? leap : before
        next[position] = (leaps ? scores[leap] - breakCost : scores[before]) + (position == 0 ? accent : 0)
      }
      scores = next
      previous.append(from)
    }
    var position = scores.indices.max { scores[$0] < scores[$1] }!
    let gain = scores[position]
    var positions: [Int] = []
    for from in previous.reversed() {
      positions.append(position + 1)
      position = from[position]
    }
    return (positions.reversed(), gain)
  }
}
