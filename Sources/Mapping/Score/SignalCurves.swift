import AudioAnalysis
import Media

extension Analysis {
  /// All that was heard, as a mapping's expressions see it frame by frame: the signals, each sampled as for a
  /// mapping, and then the events, as strong as the strongest in the frame that is on screen at its time, 0 in
  /// frames without any.
  ///
  /// - Parameter frameCount: how many frames there are, those of the score beside which this is looked at.
  /// - Returns: the signals and events that the analysis has, in the catalogue's order.
  public func curves(at frameRate: FrameRate, frameCount: Int) -> [FrameCurve] {
    let sampling = FrameSampling(frameRate: frameRate, frameCount: frameCount)
    let curves = Self.signalCatalogue.compactMap { description -> FrameCurve? in
      guard let signal = signals[description.name] else { return nil }
      return FrameCurve(
        name: description.name, values: sampling.values(of: signal, jumps: description.jumps))
    }
    let trains = Self.eventNames.compactMap { name -> FrameCurve? in
      guard let events = events[name] else { return nil }
      var strengths = [Double](repeating: 0, count: frameCount)
      for moment in EventTrain(events, at: frameRate, frameCount: frameCount).moments {
        strengths[moment.frame] = max(strengths[moment.frame], moment.strength)
      }
      return FrameCurve(name: name, values: strengths)
    }
    return curves + trains
  }
}
