/// Where the music's energy steps up clearly: a drop, or a chorus that has the same effect.
enum Drop {
  /// The least step, that behind a build-up, which tells that one is meant, and the least energy that it leads to.
  private static let (leastStep, leastAnnounced, leastEnergy): (Float, Float, Float) = (0.3, 0.2, 0.45)
  /// Seconds before and behind that are compared, less those in which the energy passes over.
  private static let (reach, passage) = (4.0, 0.25)

  /// The drop at the beginning of a section, as strong as the step is high; nil where there is none.
  ///
  ///     energy of the 4 s behind - energy of the 4 s before, or of the beginning of the build-up that leads to it
  ///
  /// A roll in front of a drop is often louder than the drop itself, yet nobody takes it for one.
  ///
  /// - Parameters:
  ///   - time: the section's start in seconds.
  ///   - energy: `[frame]`
  ///   - buildUp: what leads to it, if anything does.
  static func event(at time: Double, energy: [Float], after buildUp: BuildUp?) -> Analysis.Event? {
    func mean(_ start: Double, _ end: Double) -> Float {
      let part = energy[FrameGrid.frames(from: max(0, start), to: max(0, end), of: energy.count)]
      return part.reduce(0, +) / Float(part.count)
    }
    let before = mean(time - reach - passage, time - passage)
    let after = mean(time + passage, time + passage + reach)
    let step = after - min(before, buildUp?.energy ?? before)
    guard step >= (buildUp == nil ? leastStep : leastAnnounced), after >= leastEnergy else { return nil }
    return Analysis.Event(time: time, strength: min(step, 1).roundedToTenThousandths)
  }
}
