/// Adds up the power of the samples' differences, which attacks are rich in, over each 2 ms: see `Attacks`.
struct AttackPower: Sendable {
  /// Mean square of the differences in the middle and the side, scaled so that a sound has about the same at every
  /// sample rate: `[step]`, 2 ms each.
  ///
  ///     (rate / 44100)² · mean of (xₙ - xₙ₋₁)², of the middle and the side together
  private(set) var values: [Float] = []
  private let sampleRate: Int

  init(sampleRate: Int) { self.sampleRate = sampleRate }

  /// Adds the steps that are complete.
  mutating func extend(_ mid: SampleQueue, _ side: SampleQueue) {
    let scale = Float(sampleRate) / 44100
    while start(of: values.count + 1) < mid.end {
      let (first, next) = (start(of: values.count), start(of: values.count + 1))
      var sum = Self.power(of: mid, first..<next)
      if side.lastSound > first - 1 { sum += Self.power(of: side, first..<next) }
      values.append(sum * scale * scale / Float(max(next - first, 1)))
    }
  }

  private func start(of step: Int) -> Int {
    firstSample(
      ofStep: step, stepsPerSecond: Attacks.stepsPerSecond, sampleRate: sampleRate)
  }

  private static func power(of samples: SampleQueue, _ range: Range<Int>) -> Float {
    samples.withSamples(at: range.lowerBound) { now in
      let (now, before) = (UnsafeRawPointer(now), UnsafeRawPointer(now - 1))
      var sums = SIMD8<Float>.zero
      let whole = range.count & ~7
      for i in stride(from: 0, to: whole, by: 8) {
        let difference =
          now.loadUnaligned(fromByteOffset: i * 4, as: SIMD8<Float>.self)
          - before.loadUnaligned(fromByteOffset: i * 4, as: SIMD8<Float>.self)
        sums.addProduct(difference, difference)
      }
      var sum = sums.sum()
      for i in whole..<range.count {
        let difference =
          now.loadUnaligned(fromByteOffset: i * 4, as: Float.self)
          - before.loadUnaligned(fromByteOffset: i * 4, as: Float.self)
        sum += difference * difference
      }
      return sum
    }
  }
}
