/// Tempo, beats and bars of a song.
struct Rhythm: Sendable {
  /// In order of time; none where there is no beat to hear.
  let beats: [Analysis.Beat]
  /// Median beats a minute; nil without beats.
  let tempo: Double?
  /// Beats in most bars; nil without beats.
  let beatsPerBar: Int?

  /// Fewer beats than these are no rhythm.
  private static let fewest = 4
  /// Beats to either side that speak for one.
  private static let reach = 4

  /// Finds beats and bars in what the network heard, and moves each beat to where it was played.
  init(of activations: BeatActivations, attacks: Attacks, model: BarPointer = BarPointer()) {
    let tracked = Self.beats(by: model, in: activations)
    guard tracked.count >= Self.fewest else {
      (beats, tempo, beatsPerBar) = ([], nil, nil)
      return
    }
    let times = BeatTiming().times(of: tracked.map { FrameGrid.seconds(of: $0.frame) }, attacks)
    let confidences = Self.confidences(of: tracked, in: activations)
    let end = FrameGrid.seconds(of: activations.beat.count - 1)
    beats = tracked.indices.map {
      Analysis.Beat(
        time: min(roundedTime(times[$0]), end), position: tracked[$0].position, confidence: confidences[$0])
    }
    tempo = Self.tempo(of: times)
    beatsPerBar = Self.mostCommon(tracked.map(\.metre))
  }

  /// Median beats a minute of beats at `times`, in seconds; nil for less than two.
  static func tempo(of times: [Double]) -> Double? {
    let intervals = zip(times.dropFirst(), times).map { Float($0 - $1) }
    return intervals.isEmpty ? nil : 60 / Double(percentile(0.5, of: intervals))
  }

  /// Where beats are, to the frame: what the model finds, less what it only guesses, and with what a silence swallowed.
  static func beats(by model: BarPointer, in activations: BeatActivations) -> [BarPointer.Beat] {
    trimmed(heard(among: model.beats(in: activations), in: activations), in: activations).bridged()
  }

  /// The beats without those of stretches from rest to rest in which most are hardly heard: where nothing has a beat, the
  /// model may still find a row of moments that would do.
  private static func heard(among beats: [BarPointer.Beat], in activations: BeatActivations) -> [BarPointer
    .Beat]
  {
    var starts = [0]
    for index in beats.indices.dropFirst(2) {
      let interval = beats[index - 1].frame - beats[index - 2].frame
      if beats[index].frame - beats[index - 1].frame > 2 * interval { starts.append(index) }
    }
    return zip(starts, starts.dropFirst() + [beats.count]).flatMap { start, end in
      let stretch = beats[start..<end]
      let median = percentile(0.5, of: stretch.map { activations.beat[$0.frame] })
      return median > leastOfStretch ? stretch : []
    }
  }

  /// The median logit of the beats of a stretch that has any.
  private static let leastOfStretch: Float = -2

  /// The beats without those at the start and the end that others carry on but that are hardly heard: a song rings out
  /// without beats. Those go that are together worth less than nothing.
  private static func trimmed(_ beats: [BarPointer.Beat], in activations: BeatActivations) -> [BarPointer
    .Beat]
  {
    let heard = beats.map { activations.beat[$0.frame] }
    guard !heard.isEmpty else { return [] }
    let least = min(leastAtEnds, percentile(0.5, of: heard) - usualLoss)
    let worths = heard.map { $0 - least }
    let first = worthless(worths.prefix(longestEnd))
    let last = worthless(worths.dropFirst(first).suffix(longestEnd).reversed())
    return Array(beats.dropFirst(first).dropLast(last))
  }

  /// How many of the first values have the lowest sum; none where every sum is above 0.
  private static func worthless(_ worths: some Sequence<Float>) -> Int {
    var (sum, lowest, count): (Float, Float, Int) = (0, 0, 0)
    for (index, worth) in worths.enumerated() {
      sum += worth
      if sum < lowest { (lowest, count) = (sum, index + 1) }
    }
    return count
  }

  /// The logit of a beat that is worth nothing at the song's ends; or so much less than usual, in music whose beats are
  /// all unsure.
  private static let (leastAtEnds, usualLoss): (Float, Float) = (0.3, 1.7)
  /// Beats that are looked at there.
  private static let longestEnd = 24

  /// How sure each beat is: the mean chance that the network gives it and its neighbours.
  private static func confidences(of beats: [BarPointer.Beat], in activations: BeatActivations) -> [Float] {
    let chances = beats.map { BeatActivations.chance(activations.beat[$0.frame]) }
    return beats.indices.map { i in
      let near = chances[max(0, i - reach)...min(beats.count - 1, i + reach)]
      return near.reduce(0, +) / Float(near.count)
    }
  }

  /// The number that comes most often; of those that do, the least; nil for none.
  static func mostCommon(_ numbers: [Int]) -> Int? {
    let counts = Dictionary(grouping: numbers) { $0 }.mapValues(\.count)
    return counts.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key
  }
}
