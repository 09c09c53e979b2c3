/// What happens at each beat: what tells a downbeat from the others, and one metre from another.
struct BeatFeatures: Sendable {
  /// How much each beat sounds like the first of a bar: 0 on average, with deviation about 1.
  let accents: [Float]
  /// Each beat's rhythm: onsets low, mid and high in each quarter of the beat, less the song's mean.
  private let rhythms: [[Float]]

  /// Features of beats at `times`, in seconds.
  init(at times: [Double], of heard: Heard, onsets: OnsetStrength) {
    let harmony = Self.harmonicChange(at: times, of: heard)
    let low = times.map { Self.peak(of: onsets.low, at: $0) }
    let whole = times.map { Self.peak(of: onsets.whole, at: $0) }
    let parts = [(harmony, Float(0.6)), (low, 0.3), (whole, 0.25)].map { values, weight in
      Self.standardised(values).map { $0 * weight }
    }
    accents = times.indices.map { i in parts.reduce(0) { $0 + $1[i] } }
    rhythms = Self.rhythms(at: times, onsets)
  }

  /// How alike the rhythm is to the rhythm `beats` later, and twice as many: -1...1.
  func repetition(after beats: Int) -> Float {
    let near = similarity(after: beats)
    return rhythms.count > 3 * beats ? (near + similarity(after: 2 * beats)) / 2 : near
  }

  private func similarity(after lag: Int) -> Float {
    var (product, square): (Float, Float) = (0, 1e-9)
    for (one, other) in zip(rhythms, rhythms.dropFirst(lag)) {
      for (a, b) in zip(one, other) {
        product += a * b
        square += 0.5 * (a * a + b * b)
      }
    }
    return product / square
  }

  private static func rhythms(at times: [Double], _ onsets: OnsetStrength) -> [[Float]] {
    guard times.count > 1 else { return [] }
    let raw = zip(times, times.dropFirst()).map { start, end in
      [onsets.low, onsets.mid, onsets.high].flatMap { curve in
        (0..<4).map { peak(of: curve, at: start + (end - start) * Double($0) / 4) }
      }
    }
    let columns = (0..<12).map { column in standardised(raw.map { $0[column] }) }
    return raw.indices.map { row in columns.map { $0[row] } }
  }

  /// How different the harmony of the beat is from that of the beat before, 0...1.
  private static func harmonicChange(at times: [Double], of heard: Heard) -> [Float] {
    let spectra = times.indices.map { i in
      let next = i + 1 < times.count ? times[i + 1] : heard.duration
      return meanPitches(from: times[i] + 0.03, to: next, of: heard)
    }
    return times.indices.map { i in i == 0 ? 0 : distance(spectra[i - 1], spectra[i]) }
  }

  private static func meanPitches(from start: Double, to end: Double, of heard: Heard) -> [Float] {
    func row(at time: Double) -> Int { (Int(time * 100) + Heard.lead) / Heard.pitchHop }
    let first = min(max(row(at: start), 0), heard.pitches.count - 1)
    let last = min(max(row(at: end), first + 1), heard.pitches.count)
    var sum = [Float](repeating: 0, count: heard.pitches.width)
    guard first >= 0 else { return sum }
    for row in first..<last {
      for pitch in sum.indices { sum[pitch] += heard.pitches[row, pitch].squareRoot() }
    }
    return sum
  }

  /// 1 less the cosine of the angle between two spectra.
  private static func distance(_ a: [Float], _ b: [Float]) -> Float {
    let product = zip(a, b).reduce(Float(0)) { $0 + $1.0 * $1.1 }
    let norms = zip(a, b).reduce((Float(0), Float(0))) { ($0.0 + $1.0 * $1.0, $0.1 + $1.1 * $1.1) }
    return norms.0 * norms.1 > 0 ? 1 - product / (norms.0 * norms.1).squareRoot() : 0
  }

  /// The highest value within 30 ms of a time.
  private static func peak(of curve: [Float], at time: Double) -> Float {
    let frame = min(max(Int((time * 100).rounded()), 0), curve.count - 1)
    return curve[max(0, frame - 3)...min(curve.count - 1, frame + 3)].max()!
  }

  private static func standardised(_ values: [Float]) -> [Float] {
    let mean = values.reduce(0, +) / Float(max(values.count, 1))
    let square = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Float(max(values.count, 1))
    return values.map { ($0 - mean) / max(square.squareRoot(), 1e-6) }
  }
}
