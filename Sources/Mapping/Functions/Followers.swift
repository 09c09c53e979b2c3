import Foundation

extension Function {
  /// Curves that follow another.
  static let followers = [
    Function(
      "smooth", [.number("x", .output), .time("attack"), .time("release")],
      "follows `x`; has gone 63 % of a step after `attack` upward, `release` downward",
      example: "smooth(bass, 20ms, 250ms)",
      .curve { $0.smooth($1.curve(0), attack: $1.curve(1), release: $1.curve(2)) }),
    Function(
      "lag", [.number("x", .output), .time("time")],
      "follows `x` upward and downward alike; has gone 63 % of a step after `time`",
      example: "lag(centroid, 1 bar)",
      .curve { $0.smooth($1.curve(0), attack: $1.curve(1), release: $1.curve(1)) }),
    Function(
      "slew", [.number("x", .output), .speed("up"), .speed("down").optional],
      "follows `x`, but never faster than `up` and `down`; an angle goes the shorter way round",
      example: "slew(360deg * pitchHue, 30deg/s)",
      .curve { evaluator, x in
        evaluator.slew(
          x.curve(0), up: x.curve(1), down: x.curve(2, otherwise: x.curve(1)), goesRound: x.isAngular)
      }),
    Function(
      "delay", [.number("x", .output), .time("time")],
      "what `x` was `time` ago, or at the song's start",
      example: "delay(bass, 1 beat)",
      .curve { $0.delay($1.curve(0), $1.curve(1)) }),
    Function(
      "hold", [.number("x", .output), .event("event")],
      "what `x` was at the last event, or at the song's start",
      example: "hold(centroid, beat)",
      .curve { $0.hold($1.curve(0), $1.train(1)) }),
    Function(
      "gate", [.number("x", .input), .number("open", .input), .number("close", .input).optional],
      "1 from when `x` reaches `open` until it falls below `close`, else 0",
      example: "gate(bass, 70%, 50%)",
      .curve { $0.gate($1.curve(0), open: $1.curve(1), close: $1.curve(2, otherwise: $1.curve(1))) }),
  ]
}

extension Evaluator {
  /// A one-pole follower, `y += (x - y) * (1 - e^(-dt / tau))` a frame of dt seconds: of each step it has taken 63 %
  /// after tau, which is `attack` seconds upward and `release` downward; at once where that is 0. It begins at the
  /// curve's first value, and waits where that is not a number.
  func smooth(_ x: Curve, attack: Curve, release: Curve) -> Curve {
    guard case .frames(let values) = x else { return x }
    var level = values.first { $0.isFinite } ?? 0
    let coefficients = (coefficient(attack), coefficient(release))
    return .frames(
      values.indices.map { frame in
        let target = values[frame]
        guard target.isFinite else { return level }
        let coefficient = target > level ? coefficients.0[frame] : coefficients.1[frame]
        level += (target - level) * coefficient
        return level
      })
  }

  /// How much of the way a follower goes in one frame: `1 - e^(-dt / tau)`.
  private func coefficient(_ tau: Curve) -> Curve {
    tau.map { $0 > 0 ? -expm1(-frameDuration / $0) : 1 }
  }

  /// Goes towards `x` at no more than `up` or `down` a second. It begins at the curve's first value, and waits where
  /// that is not a number.
  ///
  /// - Parameter goesRound: whether 360 is the same as 0, so that the way from 350 to 10 leads over 360.
  func slew(_ x: Curve, up: Curve, down: Curve, goesRound: Bool) -> Curve {
    guard case .frames(let values) = x else { return x }
    var level = values.first { $0.isFinite } ?? 0
    return .frames(
      values.indices.map { frame in
        var way = values[frame] - level
        guard way.isFinite else { return level }
        if goesRound { way -= 360 * (way / 360).rounded() }
        let (most, least) = (max(up[frame], 0) * frameDuration, -max(down[frame], 0) * frameDuration)
        level += min(max(way, least), most)
        return level
      })
  }

  /// The value in the frame that was on screen `time` seconds ago.
  func delay(_ x: Curve, _ time: Curve) -> Curve {
    guard case .frames(let values) = x else { return x }
    return .frames(
      values.indices.map { frame in
        let moment = frameRate.time(ofFrame: frame) - max(time[frame], 0)
        guard moment > 0 else { return values[0] }
        return values[min(frameRate.frame(at: moment), frame)]
      })
  }

  /// What the curve was at the last event; before the first, at the song's start.
  func hold(_ x: Curve, _ train: EventTrain) -> Curve {
    var held = x[0]
    return curve(over: train) { frame, new in
      if !new.isEmpty { held = x[frame] }
      return held
    }
  }

  /// 1 from when `x` reaches `open` until it falls below `close`.
  func gate(_ x: Curve, open: Curve, close: Curve) -> Curve {
    var isOpen = false
    return .frames(
      (0..<frameCount).map { frame in
        isOpen = x[frame] >= (isOpen ? min(close[frame], open[frame]) : open[frame])
        return isOpen ? 1 : 0
      })
  }
}
