/// A riser or a snare roll that leads to a section: brighter, denser and more to the bar, until it is let go.
struct BuildUp: Sendable {
  /// Seconds from the song's start.
  let start: Double
  /// Where the section begins that it leads to, in seconds.
  let end: Double
  /// How much of a build-up it is, 0...1.
  let amount: Float
  /// The energy that it begins with, 0...1.
  let energy: Float

  /// Bars that a build-up may last.
  private static let lengths = [4, 6, 8, 12, 16]
  /// The score that makes a build-up; those up to `full` above `zero` are one in part.
  private static let (least, zero, full): (Float, Float, Float) = (0.6, 0.4, 0.8)

  /// The curves that tell, `[frame]` each.
  struct Curves: Sendable {
    let treble: [Float]
    let onsets: [Float]
    let centroid: [Float]
    /// The mean of sub and bass.
    let lows: [Float]
    let energy: [Float]

    init(_ signals: Signals, energy: [Float]) {
      let none = [Float](repeating: 0, count: energy.count)
      treble = signals[.treble] ?? none
      onsets = signals[.onsetStrength] ?? none
      centroid = signals[.centroid] ?? none
      lows = zip(signals[.sub] ?? none, signals[.bass] ?? none).map { ($0 + $1) / 2 }
      self.energy = energy
    }
  }

  private init(start: Double, end: Double, amount: Float, energy: Float) {
    (self.start, self.end, self.amount, self.energy) = (start, end, amount, energy)
  }

  /// The build-up that leads to a section's `start`, if one does.
  ///
  /// Over the 4 to 16 bars before, in halves of a bar, F and L are means over their first and last quarter, A is that of
  /// the two bars behind:
  ///
  ///     score = rise · trend · release · step, each 0...1
  ///     rise    = mean of (L - F) / 0.3 of treble, (L / F - 1) / 0.75 of the onsets' strength, (L - F) / 0.2 of the centroid
  ///     trend   = (mean correlation of treble and onsets with time - 0.4) / 0.4
  ///     release = highest of (A - L) / 0.15 of sub and bass, (L - A) / 0.2 of treble, and of the centroid
  ///     step    = (A - F - 0.05) / 0.2 of the energy
  ///
  /// In 16 made-up songs the five build-ups that lead to a drop have 0.73 to 1, all other sections' starts 0.4 at most.
  ///
  /// Of several lengths, the one with the highest product of score and correlation counts.
  ///
  /// - Parameters:
  ///   - start: seconds.
  ///   - earliest: when it may begin: with the section before, for where that begins all may change at once.
  ///   - bar: the length of a bar in seconds.
  init?(leadingTo start: Double, notBefore earliest: Double, bar: Double, in curves: Curves) {
    let candidates = Self.lengths.filter { Double($0) * bar <= start - earliest + 0.1 * bar }.map { bars in
      (bars: bars, found: Self.score(of: bars, before: start, bar: bar, in: curves))
    }
    let best = candidates.max {
      $0.found.score * $0.found.correlation < $1.found.score * $1.found.correlation
    }.map { (bars: $0.bars, score: $0.found.score) }
    guard let best, best.score >= Self.least else { return nil }
    let begin = max(0, start - Double(best.bars) * bar)
    self.init(
      start: begin, end: start, amount: min((best.score - Self.zero) / (Self.full - Self.zero), 1),
      energy: Self.mean(of: curves.energy, from: begin, to: begin + Double(best.bars) * bar / 4))
  }

  /// How far it has come at a time, 0...1.
  func value(at time: Double) -> Float {
    guard time >= start, time < end else { return 0 }
    return amount * Float((time - start) / (end - start))
  }

  private static func score(
    of bars: Int, before start: Double, bar: Double, in curves: Curves
  ) -> (score: Float, correlation: Float) {
    let (begin, count) = (start - Double(bars) * bar, 2 * bars)
    func halves(of curve: [Float]) -> [Float] {
      (0..<count).map {
        mean(of: curve, from: begin + Double($0) * bar / 2, to: begin + Double($0 + 1) * bar / 2)
      }
    }
    func first(_ values: [Float]) -> Float { values.prefix(count / 4).reduce(0, +) / Float(count / 4) }
    func last(_ values: [Float]) -> Float { values.suffix(count / 4).reduce(0, +) / Float(count / 4) }
    func after(_ curve: [Float]) -> Float { mean(of: curve, from: start + 0.05, to: start + 2 * bar) }
    func share(_ value: Float) -> Float { min(max(value, 0), 1) }

    let (treble, onsets, centroid) = (
      halves(of: curves.treble), halves(of: curves.onsets), halves(of: curves.centroid)
    )
    let rises = [
      (last(treble) - first(treble)) / 0.3, (last(onsets) / max(first(onsets), 0.01) - 1) / 0.75,
      (last(centroid) - first(centroid)) / 0.2,
    ]
    let correlation = (slope(of: treble) + slope(of: onsets)) / 2
    let trend = (correlation - 0.4) / 0.4
    let releases = [
      (after(curves.lows) - last(halves(of: curves.lows))) / 0.15,
      (last(treble) - after(curves.treble)) / 0.2,
      (last(centroid) - after(curves.centroid)) / 0.2,
    ]
    let step = (after(curves.energy) - first(halves(of: curves.energy)) - 0.05) / 0.2
    let score =
      rises.map(share).reduce(0, +) / 3 * share(trend) * share(releases.max() ?? 0) * share(step)
    return (score, correlation)
  }

  /// The correlation of values with their place, -1...1; 0 where they don't change.
  private static func slope(of values: [Float]) -> Float {
    let middle = Float(values.count - 1) / 2
    let mean = values.reduce(0, +) / Float(values.count)
    var (together, places, spread): (Float, Float, Float) = (0, 0, 0)
    for (index, value) in values.enumerated() {
      let (place, height) = (Float(index) - middle, value - mean)
      together += place * height
      places += place * place
      spread += height * height
    }
    return spread > 1e-7 ? together / (places * spread).squareRoot() : 0
  }

  private static func mean(of curve: [Float], from start: Double, to end: Double) -> Float {
    let part = curve[FrameGrid.frames(from: max(0, start), to: max(0, end), of: curve.count)]
    return part.reduce(0, +) / Float(part.count)
  }
}
