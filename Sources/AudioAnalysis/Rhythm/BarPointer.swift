import Foundation

/// Finds tempo, beats, bars and metre of a song together: the sequence of beats that fits what was heard best.
///
/// A hidden Markov model whose state is (time of a beat, interval before it, metre and position in the bar). Each beat
/// gains what the network's activation there says for it, and for its being a downbeat or not; changes of the interval
/// cost by their size, a bar that breaks off costs, and where nothing speaks for beats the music rests. The best path
/// is found by dynamic programming, for all metres side by side in the lanes of a vector:
///
///     score = Σ over beats of gain(beat) + gain(downbeat or upbeat) + prior(interval) - cost(change of interval)
///             - cost(start, broken bar)
///
/// It is the bar pointer model in its semi-Markov form, in which one step is a whole beat: since the score of a frame
/// without a beat is left out of all others, frames between beats need not be visited.
///
/// - Source: Krebs, Böck and Widmer, "An efficient state-space model for joint tempo and meter tracking", ISMIR 2015.
struct BarPointer {
  /// What a change of interval by a factor of e costs.
  var changeCost: Float = 20
  /// What any change of interval costs at most.
  var jumpCost: Float = 14
  /// What each beat gains in advance: beats are rarer than the frames among which the network looks for them, and when
  /// it isn't sure of the very frame, it spreads a beat over several.
  var beatBias: Float = 0.75
  /// The least and most a beat gains from its activation.
  var leastGain: Float = -5
  var mostGain: Float = 5
  /// How much the activation for a downbeat counts.
  var downbeatGain: Float = 1.1
  /// What beginning to play costs, at the start and after a rest.
  var startCost: Float = 34
  /// What a bar of the wrong length costs.
  var breakCost: Float = 9
  /// The tempo most songs have, and how far in octaves they lie from it.
  var usualTempo: Float = 110
  var tempoSpread: Float = 1.2
  var priorGain: Float = 3
  /// What each second of music gains over rest. Where beats are unsure this keeps them coming, and, unlike a gain for each
  /// beat, it doesn't favour the tempo that has twice as many.
  var musicGain: Float = 3.5
  /// What each bar of two beats costs: mostly they are halves of a bar of four.
  var pairCost: Float = 0.6

  /// Beats in a bar that are considered, and what each costs for being unusual: `[metre]`.
  static let metres: [(beats: Int, cost: Float)] = [(4, 0), (3, 1), (2, 3), (6, 4), (5, 4), (7, 5)]
  /// A beat interval is about this much longer than the one before, as a logarithm.
  static let intervalStep: Float = 0.031
  /// The share of a step to a neighbouring interval that is no change of tempo: beats are whole frames.
  static let freeChange: Float = 0.6
  /// Beat intervals in frames, 231 down to 40 beats a minute: `[state]`.
  static let intervals: [Int] = {
    var intervals = [26]
    while let last = intervals.last, last < 150 {
      intervals.append(max(last + 1, Int(Float(last) * exp(intervalStep))))
    }
    return intervals
  }()

  /// A beat found.
  struct Beat: Equatable {
    /// 10 ms each, from the song's start.
    let frame: Int
    /// 1 is the downbeat.
    let position: Int
    /// Beats in its bar.
    let metre: Int
  }

  /// What a path gains with each beat interval, in frames; less where its tempo is unusual.
  ///
  ///     seconds · (musicGain - priorGain / 2 · (log₂(tempo / usualTempo) / tempoSpread)²)
  func prior(ofInterval interval: Int) -> Float {
    let seconds = Float(interval) / Float(FrameGrid.framesPerSecond)
    let octaves = log2(60 / seconds / usualTempo) / tempoSpread
    return seconds * (musicGain - priorGain * 0.5 * octaves * octaves)
  }

  /// The beats, in order of time.
  ///
  /// A long song is tracked in pieces, so that memory doesn't grow with it: each overlaps the next by a minute, and in
  /// the middle of that one takes over from the other.
  func beats(in activations: BeatActivations) -> [Beat] {
    let count = activations.beat.count
    var beats: [Beat] = []
    for start in stride(from: 0, to: max(count - Self.overlap, 1), by: Self.piece - Self.overlap) {
      let piece = start..<min(start + Self.piece, count)
      let found = BarPointerTable(self, activations[piece].delayed(by: Self.lead)).bestPath()
      let middle = start == 0 ? 0 : start + Self.overlap / 2
      beats.removeAll { $0.frame >= middle }
      let after = max(middle, (beats.last?.frame ?? 0) + Self.nearest)
      beats += found.map { $0.moved(by: start - Self.lead) }.filter { $0.frame >= after || start == 0 }
    }
    return beats
  }

  /// Frames tracked at a time, a quarter of an hour, and frames that are tracked twice.
  private static let (piece, overlap) = (90_000, 6_000)
  /// Frames put before a piece: a first beat needs an interval before it, too.
  private static let lead = intervals.last!
  /// Frames behind a piece's last beat in which the next gives none, lest one be counted twice.
  private static let nearest = 15
}

extension BarPointer.Beat {
  fileprivate func moved(by frames: Int) -> BarPointer.Beat {
    BarPointer.Beat(frame: frame + frames, position: position, metre: metre)
  }
}
