/// How full and loud the music is beside the rest of the song: is this the drop?
enum Energy {
  /// Seconds averaged over: a bar or so.
  private static let span = 2.0

  /// 0...1 at each 10 ms: loudness, bass, treble and onsets together, smooth over 2 s; 0 and 1 are the 5th and 95th
  /// percentile over the song, kept at least a fifth of the scale apart, so that a song that never changes stays level.
  static func signal(_ signals: [String: [Float]]) -> [Float] {
    let parts: [(name: String, weight: Float)] = [
      ("loudness", 0.4), ("bass", 0.2), ("treble", 0.15), ("onsetStrength", 0.25),
    ]
    let curves = parts.compactMap { part in signals[part.name].map { (levelled($0), part.weight) } }
    let count = curves.first?.0.count ?? 0
    let sum = (0..<count).map { frame in curves.reduce(Float(0)) { $0 + $1.0[frame] * $1.1 } }
    guard sum.contains(where: { $0 > 0 }) else { return sum }
    let (low, high) = (percentile(0.05, of: sum), percentile(0.95, of: sum))
    let middle = (low + high) / 2
    let reach = max(high - low, 0.2) / 2
    return normalised(sum, from: middle - reach, to: middle + reach)
  }

  /// The mean over `span` around each frame, beside its own highest.
  private static func levelled(_ curve: [Float]) -> [Float] {
    let reach = Int(span / 2 * Double(framesPerSecond))
    let sums = curve.reduce(into: [Double(0)]) { $0.append($0.last! + Double($1)) }
    let means = curve.indices.map { frame -> Float in
      let (first, end) = (max(0, frame - reach), min(curve.count, frame + reach + 1))
      return Float((sums[end] - sums[first]) / Double(end - first))
    }
    let highest = max(means.max() ?? 0, 1e-6)
    return means.map { $0 / highest }
  }
}
