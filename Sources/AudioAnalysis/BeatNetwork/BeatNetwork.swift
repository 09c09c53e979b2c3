import CBeatNetwork
import Foundation
import VectorKernels

/// A small convolutional network that hears beats, downbeats and drums, as `Training/network.py` defines it.
///
/// Three convolutions over frequency, and one over how much the harmony changes, make 64 channels of what sounds; ten
/// residual blocks of dilated convolutions over time weigh it over 40 s to either side.
/// Source: Davies and Böck, "Temporal convolutional networks for musical audio beat tracking", EUSIPCO 2019; Böck and
/// Davies, "Deconstruct, analyse, reconstruct: how to improve tempo, beat, and downbeat estimation", ISMIR 2020.
struct BeatNetwork {
  private static let bands = Heard.earCentres.count
  private static let novelties = HarmonicNovelty.spans.count
  static let outputs = 5
  static let rowsPerSecond = 50.0
  /// Channels after the first two convolutions, and from the third on.
  private static let (early, channels) = (16, 64)
  private static let dilations = (0..<10).map { 1 << $0 }
  /// Rows whose sounds are worked out together, so that they stay in the processor's cache.
  private static let chunk = 64

  private let first: Layer
  private let second: Layer
  private let third: Layer
  private let harmony: Layer
  private let blocks: [(conv: Layer, mix: Layer)]
  private let heads: Layer

  /// The network as trained.
  init() {
    let size = beat_network_weights_size() / MemoryLayout<Float16>.stride
    let start = beat_network_weights().assumingMemoryBound(to: Float16.self)
    self.init(weights: Array(UnsafeBufferPointer(start: start, count: size)))
  }

  /// The network with weights as `Training/export.py` writes them.
  init(weights: [Float16]) {
    var rest = weights[...]
    first = Layer(depth: 9, columns: Self.early, from: &rest)
    second = Layer(depth: 10 * Self.early, columns: Self.early, from: &rest)
    third = Layer(depth: 15 * Self.early, columns: Self.channels, from: &rest)
    harmony = Layer(depth: 5 * Self.novelties, columns: Self.channels, from: &rest)
    blocks = Self.dilations.map { _ in
      (
        Layer(depth: 5 * Self.channels, columns: Self.channels, from: &rest),
        Layer(depth: Self.channels, columns: Self.channels, from: &rest)
      )
    }
    heads = Layer(depth: Self.channels, columns: 8, from: &rest)
    precondition(rest.isEmpty, "the weights are of another network")
  }

  /// What is heard at each row.
  ///
  /// - Parameter input: `[row][column]`, as `EarInput` makes them.
  /// - Returns: logits `[row][output]`: beat, downbeat, kick, snare, hat; as many rows.
  func logits(of input: [Float]) -> [Float] {
    let rows = input.count / EarInput.columns
    guard rows > 0 else { return [] }
    var sounds = sounds(of: input, rows: rows)
    weigh(&sounds, rows: rows)
    sounds.rectify()
    var result = [Float](repeating: 0, count: rows * 8)
    sounds.withRows { heads.apply(to: $0, stride: Self.channels, rows: rows, into: &result) }
    return (0..<rows).flatMap { row in result[row * 8..<row * 8 + Self.outputs] }
  }

  /// The convolutions over frequency and harmony: `channels` values a row.
  private func sounds(of input: [Float], rows: Int) -> PaddedRows {
    let pooledWidth = 5 * Self.early
    var pooled = PaddedRows(rows: rows, width: pooledWidth, padding: 1)
    for start in stride(from: 0, to: rows, by: Self.chunk) {
      let count = min(Self.chunk, rows - start)
      let values = pooledSounds(of: input, from: start, count: count, of: rows)
      pooled.store(values, from: start)
    }
    var result = PaddedRows(rows: rows, width: Self.channels, padding: 2 * Self.dilations.last!)
    let segments = [-1, 0, 1].map { $0 * pooledWidth }
    pooled.withRows { pooled in
      result.withMutableRows { result in
        third.apply(to: pooled, stride: pooledWidth, segments: segments, rows: rows, into: result)
      }
    }
    add(harmonyOf: input, rows: rows, to: &result)
    result.rectify()
    return result
  }

  private func add(harmonyOf input: [Float], rows: Int, to sounds: inout PaddedRows) {
    var novelties = PaddedRows(rows: rows, width: Self.novelties, padding: 2)
    for row in 0..<rows {
      let end = (row + 1) * EarInput.columns
      novelties.store(Array(input[end - Self.novelties..<end]), from: row)
    }
    let segments = (-2...2).map { $0 * Self.novelties }
    novelties.withRows { novelties in
      sounds.withMutableRows { sounds in
        harmony.apply(
          to: novelties, stride: Self.novelties, segments: segments, rows: rows, into: sounds,
          epilogue: .adding(sounds, stride: Self.channels))
      }
    }
  }

  /// The first two convolutions with their maxima over bands: 5 places of `early` channels a row.
  private func pooledSounds(of input: [Float], from start: Int, count: Int, of rows: Int) -> [Float] {
    let padded = Self.bands + 2
    var framed = [Float](repeating: 0, count: (count + 2) * padded + 2)
    for row in 0..<count + 2 where (0..<rows).contains(start + row - 1) {
      let source = (start + row - 1) * EarInput.columns
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

  /// The highest of each three neighbouring cells, and no less than 0; cells that are left over are left out.
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
  private func weigh(_ sounds: inout PaddedRows, rows: Int) {
    var inner = [Float](repeating: 0, count: rows * Self.channels)
    for (block, dilation) in zip(blocks, Self.dilations) {
      let segments = (-2...2).map { $0 * dilation * Self.channels }
      sounds.withRows { sounds in
        block.conv.apply(to: sounds, stride: Self.channels, segments: segments, rows: rows, into: &inner)
      }
      inner.rectify()
      sounds.withMutableRows { sounds in
        inner.withUnsafeBufferPointer {
          block.mix.apply(
            to: $0.baseAddress!, stride: Self.channels, rows: rows, into: sounds,
            epilogue: .adding(sounds, stride: Self.channels))
        }
      }
    }
  }
}

/// A layer's matrix and bias.
private struct Layer {
  private let depth: Int
  private let columns: Int
  private let panels: [Float]
  private let bias: [Float]

  /// Takes the next layer out of the weights.
  init(depth: Int, columns: Int, from weights: inout ArraySlice<Float16>) {
    let matrix = weights.prefix(depth * columns).map { Float($0) }
    weights = weights.dropFirst(depth * columns)
    bias = weights.prefix(columns).map { Float($0) }
    weights = weights.dropFirst(columns)
    panels = packForProduct(SIMD8<Float>.self, rows: depth, columns: columns) { matrix[$0 * columns + $1] }
    (self.depth, self.columns) = (depth, columns)
  }

  /// Writes `[rows][columns]`; each row of the input is at `segments` from its start, equally long.
  func apply(
    to input: UnsafePointer<Float>, stride: Int, segments: [Int] = [0], rows: Int,
    into output: UnsafeMutablePointer<Float>, epilogue: Epilogue = .plain
  ) {
    segments.withUnsafeBufferPointer { segments in
      panels.withUnsafeBufferPointer { panels in
        bias.withUnsafeBufferPointer { bias in
          Product(
            input: input, inputStride: stride, rows: rows, depth: depth, panels: panels.baseAddress!,
            columns: columns, bias: bias.baseAddress!, output: output, outputStride: columns,
            epilogue: epilogue,
            segments: segments
          ).run(SIMD8<Float>.self)
        }
      }
    }
  }
}

/// Rows with zeros before the first and behind the last.
private struct PaddedRows {
  private let width: Int
  private let padding: Int
  private var values: [Float]

  init(rows: Int, width: Int, padding: Int) {
    (self.width, self.padding) = (width, padding)
    values = [Float](repeating: 0, count: (rows + 2 * padding) * width)
  }

  mutating func store(_ rows: [Float], from row: Int) {
    let start = (padding + row) * width
    values.replaceSubrange(start..<start + rows.count, with: rows)
  }

  mutating func rectify() { values.rectify() }

  func withRows(_ body: (UnsafePointer<Float>) -> Void) {
    values.withUnsafeBufferPointer { body($0.baseAddress! + padding * width) }
  }

  mutating func withMutableRows(_ body: (UnsafeMutablePointer<Float>) -> Void) {
    let offset = padding * width
    values.withUnsafeMutableBufferPointer { body($0.baseAddress! + offset) }
  }
}

extension [Float] {
  /// Makes all that is below 0 zero.
  fileprivate mutating func rectify() {
    withUnsafeMutableBufferPointer { values in
      for i in values.indices { values[i] = Swift.max(values[i], 0) }
    }
  }
}
