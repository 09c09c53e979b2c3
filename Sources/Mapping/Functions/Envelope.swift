extension Evaluator {
  /// A synthesizer's envelope, which begins at each event from where it is. The stages' lengths in seconds are those of
  /// the frame in which it begins.
  func envelope(
    _ on: PlayedArguments.Value, attack: Curve, decay: Curve, sustain: Curve, release: Curve, hold: Curve
  ) -> Curve {
    var note: Envelope?
    func begun(at time: Double, in frame: Int, hold: Double) -> Envelope {
      Envelope(
        start: time, from: note?.level(at: time) ?? 0, attack: attack[frame], decay: decay[frame],
        sustain: min(max(sustain[frame], 0), 1), release: release[frame], hold: hold)
    }
    if case .curve(let isOn) = on {
      var wasOn = false
      return .frames(
        (0..<frameCount).map { frame in
          let time = frameRate.time(ofFrame: frame)
          let isOn = Operation.isTrue(isOn[frame])
          if isOn, !wasOn { note = begun(at: time, in: frame, hold: .infinity) }
          if !isOn, wasOn { note?.end(at: time) }
          wasOn = isOn
          return note?.shown(from: time, to: frameRate.time(ofFrame: frame + 1)) ?? 0
        })
    }
    guard case .train(let train) = on else { preconditionFailure("checked to be an event or a number") }
    return curve(over: train) { frame, new in
      for moment in new { note = begun(at: moment.time, in: frame, hold: max(hold[frame], 0)) }
      return note?.shown(from: frameRate.time(ofFrame: frame), to: frameRate.time(ofFrame: frame + 1)) ?? 0
    }
  }
}

/// One note of an envelope: straight lines up to 1, down to what is sustained, and down to 0. All times in seconds.
struct Envelope {
  let start: Double
  /// Where it begins, as the last note may not have died away.
  let from: Double
  let attack: Double
  let decay: Double
  let sustain: Double
  let release: Double
  /// How long the note is sustained.
  let hold: Double
  /// When it was let go before its time, and at which level.
  private(set) var released: (time: Double, level: Double)?

  /// Lets the note go.
  mutating func end(at time: Double) { released = (time, held(at: time)) }

  /// The level in a frame: its peak if that is within it, so that it isn't lost between two frames.
  func shown(from time: Double, to end: Double) -> Double {
    let peak = start + max(attack, 0)
    return peak >= time - 1e-6 && peak < end - 1e-6 ? 1 : level(at: max(time, start))
  }

  /// 0...1: while it is held, then `level * (1 - t / release)` t seconds after its end.
  func level(at time: Double) -> Double {
    let end = released?.time ?? start + max(attack, 0) + max(decay, 0) + hold
    guard time >= end else { return held(at: time) }
    let level = released?.level ?? sustain
    return release > 0 ? max(level * (1 - (time - end) / release), 0) : 0
  }

  /// The level while the note is held, t seconds into a stage: `from + (1 - from) * t / attack`, then
  /// `1 + (sustain - 1) * t / decay`, then `sustain`.
  private func held(at time: Double) -> Double {
    let elapsed = time - start
    if elapsed < attack { return from + (1 - from) * max(elapsed, 0) / attack }
    let fallen = elapsed - max(attack, 0)
    return fallen < decay
      ? 1 + (sustain - 1) * fallen / decay : decay > 0 || fallen > 0 ? sustain : max(sustain, 1)
  }
}
