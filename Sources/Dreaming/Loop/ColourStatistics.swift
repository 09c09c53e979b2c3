import Media

/// Mean and standard deviation of each colour channel, on the scale 0...255.
public struct ColourStatistics: Sendable, Equatable {
  /// Red, green, blue.
  public var mean: SIMD3<Float>
  /// Red, green, blue; of a sample (divided by one less than the number of pixels), 0 for a flat channel.
  public var deviation: SIMD3<Float>

  /// Given statistics.
  public init(mean: SIMD3<Float>, deviation: SIMD3<Float>) {
    (self.mean, self.deviation) = (mean, deviation)
  }

  /// The statistics of a picture, from exact sums.
  public init(of picture: Picture) {
    var sums = SIMD3<UInt64>.zero
    var squares = SIMD3<UInt64>.zero
    picture.pixels.withUnsafeBufferPointer { pixels in
      for i in 0..<picture.width * picture.height {
        let colour = SIMD3<UInt64>(
          UInt64(pixels[3 * i]), UInt64(pixels[3 * i + 1]), UInt64(pixels[3 * i + 2]))
        sums &+= colour
        squares &+= colour &* colour
      }
    }
    let count = UInt64(picture.width * picture.height)
    (mean, deviation) = (.zero, .zero)
    for channel in 0..<3 {
      mean[channel] = Float(Double(sums[channel]) / Double(count))
      // n² times the variance as a whole number: what is flat comes out as exactly 0
      let spread = count * squares[channel] - sums[channel] * sums[channel]
      deviation[channel] = Float((Double(spread) / Double(count) / Double(max(count - 1, 1))).squareRoot())
    }
  }

  /// The statistics of a picture that is being dreamed.
  init(of picture: FloatPicture) {
    (mean, deviation) = (.zero, .zero)
    for channel in 0..<3 {
      let spread = spread(of: picture.plane(channel), count: picture.area)
      mean[channel] = spread.mean
      deviation[channel] = Float((spread.squares / Double(max(picture.area - 1, 1))).squareRoot())
    }
  }
}
