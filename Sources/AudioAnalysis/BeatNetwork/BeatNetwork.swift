import CBeatNetwork
import VectorKernels

/// A small convolutional network that hears beats, downbeats and drums, as `Networks/beats/network/network.py` defines it.
///
/// Three convolutions over frequency, and one over how much the harmony changes, make 64 channels of what sounds; ten
/// residual blocks of dilated convolutions over time weigh it over 40 s to either side.
///
/// - Source: Davies and Böck, "Temporal convolutional networks for musical audio beat tracking", EUSIPCO 2019.
/// - Source: Böck and Davies, "Deconstruct, analyse, reconstruct: how to improve tempo, beat, and downbeat estimation",
///   ISMIR 2020.
struct BeatNetwork {
  private static let bands = BeatNetworkInput.centres.count
  private static let novelties = HarmonicNovelty.spans.count
  /// Beat, downbeat, kick, snare, hat.
  static let outputs = 5
  /// Channels after the first two convolutions, and from the third on.
  private static let (early, channels) = (16, 64)
  private static let dilations = (0..<10).map { 1 << $0 }
  /// Rows whose sounds are worked out together, so that they stay in the processor's cache.
  private static let chunk = 64

  private let first: ConvolutionLayer
  private let second: ConvolutionLayer
  private let third: ConvolutionLayer
  private let harmony: ConvolutionLayer
  private let blocks: [(conv: ConvolutionLayer, mix: ConvolutionLayer)]
  private let heads: ConvolutionLayer

  /// The network as trained.
  init() {
    let size = beat_network_weights_size() / MemoryLayout<Float16>.stride
    let start = beat_network_weights().assumingMemoryBound(to: Float16.self)
    self.init(weights: Array(UnsafeBufferPointer(start: start, count: size)))
  }

  /// The network with weights one after the other as `Networks/beats/network/export.py` writes them.
  init(weights: [Float16]) {
    var rest = weights[...]
    first = ConvolutionLayer(depth: 9, columns: Self.early, from: &rest)
    second = ConvolutionLayer(depth: 10 * Self.early, columns: Self.early, from: &rest)
    third = ConvolutionLayer(depth: 15 * Self.early, columns: Self.channels, from: &rest)
    harmony = ConvolutionLayer(depth: 5 * Self.novelties, columns: Self.channels, from: &rest)
    blocks = Self.dilations.map { _ in
      (
        ConvolutionLayer(depth: 5 * Self.channels, columns: Self.channels, from: &rest),
        ConvolutionLayer(depth: Self.channels, columns: Self.channels, from: &rest)
      )
    }
    heads = ConvolutionLayer(depth: Self.channels, columns: 8, from: &rest)
    precondition(rest.isEmpty, "the weights are of another network")
  }

  /// What is heard at each row.
  ///
  /// - Parameter input: `[row][column]`, as `BeatNetworkInput` makes them.
  /// - Returns: logits `[row][output]`: beat, downbeat, kick, snare, hat; as many rows.
  func logits(of input: FrameSeries) -> FrameSeries {
    let rows = input.count
    var logits = FrameSeries(width: Self.outputs, hop: input.hop)
    guard rows > 0 else { return logits }
    var sounds = sounds(of: input.values, rows: rows)
    weigh(&sounds, rows: rows)
    sounds.rectify()
    // The heads' columns are filled up to 8.
    var columns = [Float](repeating: 0, count: rows * 8)
    sounds.withFrames { heads.apply(to: $0, stride: Self.channels, rows: rows, into: &columns) }
    for row in 0..<rows {
      logits.appendRow { logits in
        for output in 0..<Self.outputs { logits[output] = columns[row * 8 + output] }
      }
    }
    return logits
  }

  /// The convolutions over frequency and harmony of `[row][column]`: `[row][channel]`.
  private func sounds(of input: [Float], rows: Int) -> PaddedFrames {
    let pooledWidth = 5 * Self.early
    var pooled = PaddedFrames(rows: rows, width: pooledWidth, padding: 1)
    for start in stride(from: 0, to: rows, by: Self.chunk) {
      let count = min(Self.chunk, rows - start)
      let values = pooledSounds(of: input, from: start, count: count, of: rows)
      pooled.store(values, from: start)
    }
    var result = PaddedFrames(rows: rows, width: Self.channels, padding: 2 * Self.dilations.last!)
    let segments = [-1, 0, 1].map { $0 * pooledWidth }
    pooled.withFrames { pooled in
      result.withMutableFrames { result in
        third.apply(to: pooled, stride: pooledWidth, segments: segments, rows: rows, into: result)
      }
    }
    add(harmonyOf: input, rows: rows, to: &result)
    result.rectify()
    return result
  }

  private func add(harmonyOf input: [Float], rows: Int, to sounds: inout PaddedFrames) {
    var novelties = PaddedFrames(rows: rows, width: Self.novelties, padding: 2)
    for row in 0..<rows {
      let end = (row + 1) * BeatNetworkInput.columns
      novelties.store(Array(input[end - Self.novelties..<end]), from: row)
    }
    let segments = (-2...2).map { $0 * Self.novelties }
    novelties.withFrames { novelties in
      sounds.withMutableFrames { sounds in
        harmony.apply(
          to: novelties, stride: Self.novelties, segments: segments, rows: rows, into: sounds,
          epilogue: .adding(sounds, stride: Self.channels))
      }
    }
  }

  /// The first two convolutions with their maxima over bands: `[row][place][channel]`, 5 places of `early` channels.
  private func pooledSounds(of input: [Float], from start: Int, count: Int, of rows: Int) -> [Float] {
    let padded = Self.bands + 2
    var framed = [Float](repeating: 0, count: (count + 2) * padded + 2)
    for row in 0..<count + 2 where (0..<rows).contains(start + row - 1) {
      let source = (start + row - 1) * BeatNetworkInput.columns
      framed.replaceSubrange(
        row * padded + 1..<row * padded + 1 + Self.bands, with: input[source..<source + Self.bands])
    }
    // Two cells at the end of each row are computed in vain, so that all rows are one product.
    var fine = [Float](repeating: 0, count: count * padded * Self.early)
    framed.withUnsafeBufferPointer {
      first.apply(
        to: $0.baseAddress!, stride: 1, segments: [0, padded, 2 * padded], rows: count * padded, into: &fine)
    }
    let middle = Self.maxima(of: fine, rows: count, cells: padded, width: Self.early)
    var coarse = [Float](repeating: 0, count: count * 15 * Self.early)
    middle.withUnsafeBufferPointer { middle in
      coarse.withUnsafeMutableBufferPointer { coarse in
        for row in 0..<count {
          second.apply(
            to: middle.baseAddress! + row * 24 * Self.early, stride: Self.early, rows: 15,
            into: coarse.baseAddress! + row * 15 * Self.early)
        }
      }
    }
    return Self.maxima(of: coarse, rows: count, cells: 15, width: Self.early)
  }

  /// The highest of each three neighbouring cells `[row][cell][channel]`, and no less than 0; cells that are left over are
  /// left out.
  private static func maxima(of values: [Float], rows: Int, cells: Int, width: Int) -> [Float] {
    let groups = cells / 3
    var result = [Float](repeating: 0, count: rows * groups * width)
    values.withUnsafeBufferPointer { values in
      result.withUnsafeMutableBufferPointer { result in
        for row in 0..<rows {
          for group in 0..<groups {
            let source = (row * cells + 3 * group) * width
            let target = (row * groups + group) * width
            for i in 0..<width {
              let highest = max(
                values[source + i], values[source + width + i], values[source + 2 * width + i])
              result[target + i] = max(highest, 0)
            }
          }
        }
      }
    }
    return result
  }

  /// The residual blocks: x + mix(relu(conv(x))).
  private func weigh(_ sounds: inout PaddedFrames, rows: Int) {
    var inner = [Float](repeating: 0, count: rows * Self.channels)
    for (block, dilation) in zip(blocks, Self.dilations) {
      let segments = (-2...2).map { $0 * dilation * Self.channels }
      sounds.withFrames { sounds in
        block.conv.apply(to: sounds, stride: Self.channels, segments: segments, rows: rows, into: &inner)
      }
      inner.rectify()
      sounds.withMutableFrames { sounds in
        inner.withUnsafeBufferPointer {
          block.mix.apply(
            to: $0.baseAddress!, stride: Self.channels, rows: rows, into: sounds,
            epilogue: .adding(sounds, stride: Self.channels))
        }
      }
    }
  }
}
