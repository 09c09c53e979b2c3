/// A convolution of each channel by itself.
struct DepthwiseConvolution: Sendable {
  var geometry: KernelGeometry
  let channels: Int
  let lanes: Int
  /// `[kernel row][kernel column][lanes]`
  let kernel: Constants
  /// `[lanes]`
  let bias: Constants

  init(_ weights: ConvolutionWeights, geometry: KernelGeometry) {
    self.geometry = geometry
    channels = weights.outputs
    lanes = Graph.lanes(for: weights.outputs)
    bias = Constants(weights.paddedBias)
    let area = geometry.area
    var kernel = [Float](repeating: 0, count: area * lanes)
    for channel in 0..<weights.outputs {
      for cell in 0..<area { kernel[cell * lanes + channel] = weights.kernel[channel * area + cell] }
    }
    self.kernel = Constants(kernel)
  }
}

/// One product of a depthwise sum: cells of a row, from `input` on, times one kernel cell.
struct Tap {
  let input: UnsafeRawPointer
  let weights: UnsafeRawPointer

  /// For each cell, the sum over taps of input times weights.
  ///
  /// - Parameters:
  ///   - lanes: floats a cell, a multiple of 8.
  ///   - inputStep, outputStep: cells from one that is read, or written, to the next.
  static func sum(
    _ taps: UnsafeBufferPointer<Tap>, cells: Int, lanes: Int, inputStep: Int, outputStep: Int,
    into output: UnsafeMutablePointer<Float>
  ) {
    let output = UnsafeMutableRawPointer(output)
    let (inputBytes, outputBytes) = (inputStep * lanes * 4, outputStep * lanes * 4)
    let wide = lanes / 16 * 64
    var cell = 0
    while cell < cells {
      let four = cell &+ 4 <= cells
      let target = output + cell &* outputBytes
      let offset = cell &* inputBytes
      var lane = 0
      while lane < wide {
        if four {
          sumOfFour(SIMD16<Float>.self, taps, offset &+ lane, inputBytes, lane, target + lane, outputBytes)
        } else {
          sumOfOne(SIMD16<Float>.self, taps, offset &+ lane, lane, target + lane)
        }
        lane &+= 64
      }
      if lane < lanes * 4 {
        if four {
          sumOfFour(SIMD8<Float>.self, taps, offset &+ lane, inputBytes, lane, target + lane, outputBytes)
        } else {
          sumOfOne(SIMD8<Float>.self, taps, offset &+ lane, lane, target + lane)
        }
      }
      cell &+= four ? 4 : 1
    }
  }

  /// Four cells at once: each vector of weights is loaded once for the four, and eight sums keep both FMA units busy.
  @inline(__always)
  private static func sumOfFour<Vector: SIMD>(
    _ vector: Vector.Type, _ taps: UnsafeBufferPointer<Tap>, _ offset: Int, _ inputBytes: Int, _ lane: Int,
    _ output: UnsafeMutableRawPointer, _ outputBytes: Int
  ) where Vector.Scalar == Float {
    var (first, second) = (Vector(repeating: 0), Vector(repeating: 0))
    var (third, fourth) = (Vector(repeating: 0), Vector(repeating: 0))
    for tap in taps {
      let weights = tap.weights.loadUnaligned(fromByteOffset: lane, as: Vector.self)
      let input = tap.input + offset
      first.addProduct(input.loadUnaligned(as: Vector.self), weights)
      second.addProduct(input.loadUnaligned(fromByteOffset: inputBytes, as: Vector.self), weights)
      third.addProduct(input.loadUnaligned(fromByteOffset: 2 &* inputBytes, as: Vector.self), weights)
      fourth.addProduct(input.loadUnaligned(fromByteOffset: 3 &* inputBytes, as: Vector.self), weights)
    }
    output.storeBytes(of: first, as: Vector.self)
    output.storeBytes(of: second, toByteOffset: outputBytes, as: Vector.self)
    output.storeBytes(of: third, toByteOffset: 2 &* outputBytes, as: Vector.self)
    output.storeBytes(of: fourth, toByteOffset: 3 &* outputBytes, as: Vector.self)
  }

  @inline(__always)
  private static func sumOfOne<Vector: SIMD>(
    _ vector: Vector.Type, _ taps: UnsafeBufferPointer<Tap>, _ offset: Int, _ lane: Int,
    _ output: UnsafeMutableRawPointer
  ) where Vector.Scalar == Float {
    var sum = Vector(repeating: 0)
    for tap in taps {
      sum.addProduct(
        tap.input.loadUnaligned(fromByteOffset: offset, as: Vector.self),
        tap.weights.loadUnaligned(fromByteOffset: lane, as: Vector.self))
    }
    output.storeBytes(of: sum, as: Vector.self)
  }
}
