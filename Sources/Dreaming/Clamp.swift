/// ReLU (0 to infinity), ReLU6 (0 to 6) and Clip: values held within a range that includes 0.
///
/// Forward leaves a bit for each value: whether it was inside, so that its gradient passes. Bits are written by groups of
/// 32 vectors of 8 floats: bit `b` of lane `l` of a group's mask vector belongs to lane `l` of its vector `b`.
struct Clamp: Sendable, Equatable {
  var low: Float
  var high: Float

  /// Lets everything pass.
  static let none = Clamp(low: -.infinity, high: .infinity)

  /// A bias of nothing, for clamps that follow no convolution.
  static let noBias = Constants([Float](repeating: 0, count: 8))

  /// Floats that a group of mask bits is for.
  private static let group = 32 * 8

  /// 32-bit words of mask bits for `count` floats.
  static func maskWords(for count: Int) -> Int { (count + group - 1) / group * 8 }

  /// `destination = clamp(source + bias)`, and the mask.
  ///
  /// - Parameters:
  ///   - source, destination: `count` floats, a multiple of `lanes`; may be the same.
  ///   - bias: `lanes` floats, a multiple of 8.
  ///   - mask: room for `maskWords(for: count)` words.
  func forward(
    _ source: UnsafePointer<Float>, bias: UnsafePointer<Float>, lanes: Int, count: Int,
    into destination: UnsafeMutablePointer<Float>, mask: UnsafeMutablePointer<UInt32>
  ) {
    let lows = SIMD8<Float>(repeating: low)
    let highs = SIMD8<Float>(repeating: high)
    let source = UnsafeRawPointer(source)
    let destination = UnsafeMutableRawPointer(destination)
    let bias = UnsafeRawPointer(bias)
    let mask = UnsafeMutableRawPointer(mask)
    let vectors = count / 8
    let biasBytes = lanes * 4
    var vector = 0
    var biasOffset = 0
    while vector < vectors {
      var bits = SIMD8<Int32>.zero
      var bit = SIMD8<Int32>(repeating: 1)
      let end = min(vector + 32, vectors)
      let group = vector / 32
      while vector < end {
        let value =
          source.loadUnaligned(fromByteOffset: vector * 32, as: SIMD8<Float>.self)
          + bias.loadUnaligned(fromByteOffset: biasOffset, as: SIMD8<Float>.self)
        let inside = (value .> lows) .& (value .< highs)
        bits |= unsafeBitCast(inside, to: SIMD8<Int32>.self) & bit
        bit &+= bit
        let upper = value.replacing(with: highs, where: value .> highs)
        let clamped = upper.replacing(with: lows, where: upper .< lows)
        destination.storeBytes(of: clamped, toByteOffset: vector * 32, as: SIMD8<Float>.self)
        vector += 1
        biasOffset += 32
        if biasOffset == biasBytes { biasOffset = 0 }
      }
      mask.storeBytes(of: bits, toByteOffset: group * 32, as: SIMD8<Int32>.self)
    }
  }

  /// `destination = gradient` where the value was inside, else 0.
  ///
  /// - Parameters:
  ///   - gradient, destination: `count` floats, a multiple of 8; may be the same.
  ///   - mask: as `forward` wrote it for these `count` floats.
  static func backward(
    _ gradient: UnsafePointer<Float>, mask: UnsafePointer<UInt32>, count: Int,
    into destination: UnsafeMutablePointer<Float>
  ) {
    let gradient = UnsafeRawPointer(gradient)
    let destination = UnsafeMutableRawPointer(destination)
    let mask = UnsafeRawPointer(mask)
    let vectors = count / 8
    var vector = 0
    while vector < vectors {
      let bits = mask.loadUnaligned(fromByteOffset: vector / 32 * 32, as: SIMD8<Int32>.self)
      var bit = SIMD8<Int32>(repeating: 1)
      let end = min(vector + 32, vectors)
      while vector < end {
        let value = gradient.loadUnaligned(fromByteOffset: vector * 32, as: SIMD8<Int32>.self)
        let outside = (bits & bit) .== SIMD8<Int32>.zero
        // As integers, the gradient can be masked by the comparison's result: no branch, no select.
        let passed = value & ~unsafeBitCast(outside, to: SIMD8<Int32>.self)
        bit &+= bit
        destination.storeBytes(of: passed, toByteOffset: vector * 32, as: SIMD8<Int32>.self)
        vector += 1
      }
    }
  }
}
