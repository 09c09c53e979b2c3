import CFFTW3
import Foundation
import Media

/// Clouds of correlated colour for a dream to begin with: spectrum 1/f^1.2, mean 128, deviation 45 before clamping.
///
/// Natural pictures fall off like this; a network sees shapes in it where white noise would give it only grain.
///
/// - Parameters:
///   - width: pixels, at least 1.
///   - height: pixels, at least 1.
///   - seed: another seed gives other clouds, the same seed the same.
public func pinkNoise(width: Int, height: Int, seed: UInt64) -> Picture {
  var generator = SeededGenerator(seed: seed)
  let noise = FloatPicture(width: width, height: height)
  for i in stride(from: 0, to: noise.count, by: 2) {
    let (first, second) = generator.normals()
    noise.values[i] = Float(first)
    if i + 1 < noise.count { noise.values[i + 1] = Float(second) }
  }
  formClouds(from: noise)
  return noise.rounded()
}

/// Turns white noise into clouds, in place.
func formClouds(from noise: FloatPicture) {
  let count = noise.area
  FallingSpectrum(width: noise.width, height: noise.height).shape(noise)
  for channel in 0..<3 { scale(noise.plane(channel), count: count, toDeviation: 1) }
  // Brightness first, then blue against yellow, then green against magenta, as in natural pictures.
  let (red, green, blue) = (noise.plane(0), noise.plane(1), noise.plane(2))
  for i in 0..<count {
    let (brightness, warmth, tint) = (red[i], green[i], blue[i])
    red[i] = 0.56 * brightness + 0.19 * warmth + 0.04 * tint
    green[i] = 0.58 * brightness - 0.08 * tint
    blue[i] = 0.58 * brightness - 0.19 * warmth + 0.04 * tint
  }
  scale(noise.values, count: noise.count, toDeviation: 45)
  for i in 0..<noise.count { noise.values[i] = min(max(128 + noise.values[i], 0), 255) }
}

/// Scales values of mean 0; nothing but zeros stay zeros.
private func scale(_ values: UnsafeMutablePointer<Float>, count: Int, toDeviation deviation: Double) {
  let now = (spread(of: values, count: count).squares / Double(count)).squareRoot()
  guard now > 0 else { return }
  let factor = Float(deviation / now)
  for i in 0..<count { values[i] *= factor }
}

/// A filter of frequencies f, in cycles a pixel, by f^-1.2; of f = 0, the mean, it leaves nothing.
private struct FallingSpectrum {
  let width: Int
  let height: Int

  /// Filters each plane. Transforms are left unscaled: their factor is the same for all frequencies.
  func shape(_ picture: FloatPicture) {
    _ = plannerIsThreadSafe
    let bins = width / 2 + 1
    // FFTW's own memory is always aligned alike, so that it takes the same path and gives the same bytes every time.
    let plane = fftwf_alloc_real(width * height)!  // [height][width]
    let spectrum = fftwf_alloc_complex(bins * height)!  // [height][bins]
    let forward = fftwf_plan_dft_r2c_2d(Int32(height), Int32(width), plane, spectrum, FFTW_ESTIMATE)
    let backward = fftwf_plan_dft_c2r_2d(Int32(height), Int32(width), spectrum, plane, FFTW_ESTIMATE)
    defer {
      fftwf_destroy_plan(forward)
      fftwf_destroy_plan(backward)
      fftwf_free(plane)
      fftwf_free(spectrum)
    }
    for channel in 0..<3 {
      let values = picture.plane(channel)
      plane.update(from: values, count: picture.area)
      fftwf_execute(forward)
      for y in 0..<height {
        let down = Double(min(y, height - y)) / Double(height)
        for x in 0..<bins {
          let frequency = hypot(Double(x) / Double(width), down)
          let gain = frequency > 0 ? Float(pow(frequency, -1.2)) : 0
          spectrum[y * bins + x].0 *= gain
          spectrum[y * bins + x].1 *= gain
        }
      }
      fftwf_execute(backward)
      values.update(from: plane, count: picture.area)
    }
  }
}

/// FFTW makes plans in shared state; from now on it locks it, for all who make plans in this process.
private let plannerIsThreadSafe: Void = fftwf_make_planner_thread_safe()
