import Foundation

extension Function {
  /// Curves that run by themselves.
  static let waves = [
    Function(
      "lfo", [.period("period"), .word("shape", Wave.names).optional, .number("phase").optional],
      "a wave between 0 and 1, in step with the music where `period` is in beats or bars; `shape` is sine, triangle, square or saw; `phase` 0.25 begins a quarter later in it",
      example: "lfo(8 bars, triangle)",
      .curve { evaluator, x in
        let (length, base) = x.period(0)
        let wave = Wave(rawValue: x.word(1, otherwise: "sine")) ?? .sine
        return evaluator.lfo(wave, period: length, in: base, phase: x.curve(2))
      }),
    Function(
      "noise", aliases: ["wander"], [.period("period"), .whole("seed", atLeast: 0).optional],
      "a smooth random path between 0 and 1, a new height each `period`; the same in every render",
      example: "noise(4 bars, 7)",
      .curve { evaluator, x in
        let (length, base) = x.period(0)
        return evaluator.noise(period: length, in: base, seed: x.whole(1))
      }),
  ]
}

/// The shape of a wave.
enum Wave: String, CaseIterable, Sendable {
  case sine, triangle, square, saw

  static let names = allCases.map(\.rawValue)

  /// The height, 0...1, after so many turns. Of the last one, a share of p is over; then it is `(1 - cos(2πp)) / 2`,
  /// `1 - |2p - 1|`, 1 in the first half, or p.
  func height(at turns: Double) -> Double {
    let place = turns - turns.rounded(.down)
    switch self {
    case .sine: return 0.5 - 0.5 * cos(2 * .pi * place)
    case .triangle: return 1 - abs(2 * place - 1)
    case .square: return place < 0.5 ? 1 : 0
    case .saw: return place
    }
  }

  /// Leaps in a turn, evenly spread from its start on.
  var leaps: Double {
    switch self {
    case .sine, .triangle: 0
    case .square: 2
    case .saw: 1
    }
  }
}

extension Evaluator {
  /// A wave between 0 and 1; `phase` moves it on, 1 is a whole period. A leap is seen in the frame that is on screen
  /// when it happens, like an event.
  func lfo(_ wave: Wave, period: Curve, in base: TimeBase, phase: Curve) -> Curve {
    let turns = self.turns(period, in: base)
    return .frames(
      (0..<frameCount).map { frame in
        var place = turns[frame] + phase[frame]
        if wave.leaps > 0 {
          let end = turns[frame + 1] + phase[frame]
          let leap = (end * wave.leaps - 1e-6).rounded(.down) / wave.leaps
          place = max(place, leap)
        }
        return wave.height(at: place)
      })
  }

  /// A smooth way between random heights, 0 to 1, a new one each period; the same in every render: value noise,
  /// `h(n) + (h(n + 1) - h(n)) * ease(p - n)` in the period n = floor(p), with the heights h of `Noise`.
  func noise(period: Curve, in base: TimeBase, seed: Int) -> Curve {
    .frames(
      turns(period, in: base).dropLast().map { turn in
        let step = turn.rounded(.down)
        let left = Noise.value((step + 0).bitPattern, seed)
        let right = Noise.value((step + 1).bitPattern, seed)
        return left + (right - left) * Operation.ease(turn - step)
      })
  }

  /// Periods passed by each frame's start, and by the last frame's end: `[frame + 1]`. A period may change on the way,
  /// then each frame adds its share of the present one; where it is not above 0, time stands still.
  func turns(_ period: Curve, in base: TimeBase) -> [Double] {
    let places = self.places(in: base)
    switch period {
    case .constant(let length):
      return places.map { length > 0 ? $0 / length : 0 }
    case .frames(let lengths):
      var passed = 0.0
      var turns = [0.0]
      turns.reserveCapacity(places.count)
      for (frame, length) in lengths.enumerated() {
        passed += length > 0 ? min((places[frame + 1] - places[frame]) / length, 1) : 0
        turns.append(passed)
      }
      return turns
    }
  }
}
