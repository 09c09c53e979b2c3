/// Adds up the power of all channels over each 10 ms, as loudness is measured: K-weighted, each channel by its place.
///
/// - Source: ITU-R BS.1770-4 (2015), annex 1.
struct WeightedPower: Sendable {
  /// Mean square over each frame's 10 ms, over a full-scale one; all channels together: `[frame]`.
  ///
  ///     Σ weight of channel · mean of (K-weighted sample)²
  private(set) var blocks = FrameSeries()

  private let sampleRate: Int
  private let channels: Int
  private var pairs: [ChannelPair]
  /// Samples heard in each channel.
  private var count = 0

  init(sampleRate: Int, mix: ChannelMix) {
    self.sampleRate = sampleRate
    channels = mix.loudness.count
    pairs = stride(from: 0, to: channels, by: 2).map { first in
      let second = min(first + 1, mix.loudness.count - 1)
      return ChannelPair(
        channels: (first, second), filter: KWeighting(sampleRate: sampleRate),
        weights: SIMD2(Double(mix.loudness[first]), second > first ? Double(mix.loudness[second]) : 0))
    }
  }

  /// Takes samples `[sample][channel]`.
  mutating func append(_ interleaved: [Float]) {
    let frames = interleaved.count / channels
    interleaved.withUnsafeBufferPointer { samples in
      var frame = 0
      while frame < frames {
        let next = min(frames, frame + start(of: blocks.count + 1) - count)
        for pair in pairs.indices { pairs[pair].append(samples, frame..<next, channels: channels) }
        count += next - frame
        frame = next
        if count == start(of: blocks.count + 1) { closeBlock() }
      }
    }
  }

  /// Closes the last block, even if it is shorter than the others.
  mutating func finish() {
    if count > start(of: blocks.count) { closeBlock() }
  }

  private func start(of block: Int) -> Int {
    firstSample(
      ofStep: block, stepsPerSecond: FrameGrid.framesPerSecond, sampleRate: sampleRate)
  }

  private mutating func closeBlock() {
    let length = count - start(of: blocks.count)
    var sum = 0.0
    for pair in pairs.indices { sum += pairs[pair].takeSum() }
    blocks.append(Float(sum / Double(length)))
  }
}

/// Two channels on their way through the filters.
private struct ChannelPair: Sendable {
  let channels: (Int, Int)
  var filter: KWeighting
  let weights: SIMD2<Double>
  private var sum = SIMD2<Double>.zero
  /// The first sample: a constant offset at the start isn't a click.
  private var rest: SIMD2<Double>?

  init(channels: (Int, Int), filter: KWeighting, weights: SIMD2<Double>) {
    (self.channels, self.filter, self.weights) = (channels, filter, weights)
  }

  mutating func append(_ samples: UnsafeBufferPointer<Float>, _ frames: Range<Int>, channels count: Int) {
    func sample(_ frame: Int) -> SIMD2<Double> {
      SIMD2(
        Double(sane(samples[frame * count + channels.0])), Double(sane(samples[frame * count + channels.1])))
    }
    guard let first = frames.first else { return }
    let rest = self.rest ?? sample(first)
    self.rest = rest
    var (filter, sum) = (filter, sum)
    for frame in frames {
      let heard = filter.filter(sample(frame) - rest)
      sum += heard * heard
    }
    (self.filter, self.sum) = (filter, sum)
  }

  mutating func takeSum() -> Double {
    defer { sum = .zero }
    return (sum * weights).sum()
  }
}
