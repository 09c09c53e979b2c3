import AudioAnalysis

extension Evaluator {
  /// A clock's values. What counts beats steps, like every event, in the frame on screen at the beat.
  func values(of clock: Clock) -> Curve {
    switch clock {
    case .time: return .frames((0..<frameCount).map { frameRate.time(ofFrame: $0) })
    case .duration: return .constant(analysis.duration)
    case .progress:
      return .frames((0..<frameCount).map { min(frameRate.time(ofFrame: $0) / analysis.duration, 1) })
    case .frame: return .frames((0..<frameCount).map(Double.init))
    case .beatPhase: return phase(of: train(of: analysis.beats))
    case .barPhase: return phase(of: train(of: analysis.beats.filter { $0.position == 1 }))
    case .beatIndex: return count(train(of: analysis.beats))
    case .barIndex: return count(train(of: analysis.beats.filter { $0.position == 1 }))
    case .beatPosition: return beatPosition()
    case .tempo: return .constant(analysis.tempo ?? 0)
    }
  }

  private func train(of beats: [Analysis.Beat]) -> EventTrain {
    EventTrain(
      beats.map { Analysis.Event(time: $0.time, strength: 1) }, at: frameRate, frameCount: frameCount)
  }

  /// 0 at each moment, rising to 1 at the next; after the last it rises as it did before; 1 elsewhere.
  private func phase(of train: EventTrain) -> Curve {
    let moments = train.moments
    guard moments.count > 1 else { return .constant(1) }
    var passed = 0
    var values: [Double] = []
    values.reserveCapacity(frameCount)
    train.forEachFrame(of: frameCount) { frame, new in
      passed += new.count
      guard passed > 0 else { return values.append(1) }
      let last = min(passed, moments.count - 1)
      let length = moments[last].time - moments[last - 1].time
      let elapsed = frameRate.time(ofFrame: frame) - moments[passed - 1].time
      values.append(length > 0 ? min(max(elapsed / length, 0), 1) : 1)
    }
    return .frames(values)
  }

  private func beatPosition() -> Curve {
    var positions = analysis.beats.sorted { $0.time < $1.time }.filter { $0.time >= 0 }.map(\.position)[...]
    var values: [Double] = []
    var present = 0
    train(of: analysis.beats).forEachFrame(of: frameCount) { _, new in
      for _ in new { present = positions.popFirst() ?? present }
      values.append(Double(present))
    }
    return .frames(values)
  }
}
