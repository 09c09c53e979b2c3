import AudioAnalysis

extension Evaluator {
  /// A clock's values. What counts beats steps, like every event, in the frame on screen at the beat.
  func values(of clock: Clock) -> Curve {
    switch clock {
    case .time: .frames(frameStarts)
    case .duration: .constant(analysis.duration)
    case .progress: .frames(frameStarts.map { min($0 / analysis.duration, 1) })
    case .frame: .frames((0..<frameCount).map(Double.init))
    case .beatPhase: phase(of: train(of: analysis.beats))
    case .barPhase: phase(of: train(of: analysis.beats.downbeats))
    case .beatIndex: count(train(of: analysis.beats))
    case .barIndex: count(train(of: analysis.beats.downbeats))
    case .beatPosition: beatPosition()
    case .tempo: .constant(analysis.tempo ?? 0)
    case .untilDownbeat: until(analysis.beats.downbeats.map(\.time))
    case .untilSection: until(analysis.sections.map(\.start))
    }
  }

  /// Seconds from each frame's start to the next of these moments, which jump in the frame that shows it; behind the last,
  /// to the song's end.
  private func until(_ times: [Double]) -> Curve {
    let train = EventTrain(
      times.map { Analysis.Event(time: $0, strength: 1) }, at: frameRate, frameCount: frameCount)
    let moments = train.moments
    var passed = 0
    return curve(over: train) { frame, new in
      passed += new.count
      let next = passed < moments.count ? moments[passed].time : analysis.duration
      return max(next - frameRate.time(ofFrame: frame), 0)
    }
  }

  /// 0 at each moment, rising to 1 at the next; after the last it rises as it did before; 1 elsewhere.
  private func phase(of train: EventTrain) -> Curve {
    let moments = train.moments
    guard moments.count > 1 else { return .constant(1) }
    var passed = 0
    return curve(over: train) { frame, new in
      passed += new.count
      guard passed > 0 else { return 1 }
      let last = min(passed, moments.count - 1)
      let length = moments[last].time - moments[last - 1].time
      let elapsed = frameRate.time(ofFrame: frame) - moments[passed - 1].time
      return length > 0 ? min(max(elapsed / length, 0), 1) : 1
    }
  }

  private func beatPosition() -> Curve {
    var positions = analysis.beats.sorted { $0.time < $1.time }.filter { $0.time >= 0 }.map(\.position)[...]
    var present = 0
    return curve(over: train(of: analysis.beats)) { _, new in
      for _ in new { present = positions.popFirst() ?? present }
      return Double(present)
    }
  }
}
