import Dreaming
import Foundation
import Media

/// A landscape that is made up, to dream into where there is no photo: clouds, three ridges of hills, a meadow.
///
/// - Parameters:
///   - width: pixels, at least 1.
///   - height: pixels, at least 1.
func landscape(width: Int, height: Int) -> Picture {
  let clouds = pinkNoise(width: width, height: height, seed: 11)
  let ground = pinkNoise(width: width, height: height, seed: 12)
  var pixels: [UInt8] = []
  pixels.reserveCapacity(3 * width * height)
  for y in 0..<height {
    for x in 0..<width {
      let place = SIMD2(
        (Double(x) + 0.5) / Double(width), (Double(y) + 0.5) / Double(height))
      let brightness = 3 * (y * width + x) + 1
      let colour = colour(
        at: place, clouds: Double(clouds.pixels[brightness]) / 255,
        ground: Double(ground.pixels[brightness]) / 255)
      for channel in 0..<3 { pixels.append(UInt8(min(max(colour[channel], 0), 255))) }
    }
  }
  return Picture(width: width, height: height, pixels: pixels)
}

/// A colour of 0...255 at a place of 0...1 from the left and from the top; the noises are 0...1, about 0.5.
private func colour(at place: SIMD2<Double>, clouds: Double, ground: Double) -> SIMD3<Double> {
  var colour = sky(at: place, clouds: clouds)
  for ridge in ridges where place.y > ridge.top(at: place.x) {
    let depth = place.y - ridge.top(at: place.x)
    let shade = 0.75 + 0.5 * ground - min(depth, 0.3) * ridge.darkening
    colour = ridge.colour * shade
  }
  return colour
}

private func sky(at place: SIMD2<Double>, clouds: Double) -> SIMD3<Double> {
  let zenith = SIMD3(62.0, 116, 192)
  let horizon = SIMD3(226.0, 226, 214)
  let blue = mixed(zenith, horizon, smoothStep(place.y, from: 0, to: 0.6))
  let cloud = SIMD3(252.0, 248, 240) * (0.82 + 0.18 * smoothStep(clouds, from: 0.5, to: 0.75))
  let sun = hypot((place.x - 0.74) * 1.33, place.y - 0.27)
  let glow = SIMD3(255.0, 244, 200)
  let lit = mixed(
    blue, glow, 0.9 * smoothStep(sun, from: 0.075, to: 0.06) + 0.3 * smoothStep(sun, from: 0.35, to: 0))
  return mixed(lit, cloud, 0.85 * smoothStep(clouds, from: 0.5, to: 0.68))
}

/// One line of hills.
private struct Ridge {
  let height: Double
  /// Size, frequency and phase of each wave of its outline.
  let waves: [SIMD3<Double>]
  let colour: SIMD3<Double>
  /// How much darker it gets from its top down.
  let darkening: Double

  /// Where it begins, from the picture's top, 0...1.
  func top(at x: Double) -> Double {
    waves.reduce(height) { $0 + $1.x * sin(2 * Double.pi * ($1.y * x + $1.z)) }
  }
}

/// From far to near: blue mountains, wooded hills, a meadow.
private let ridges = [
  Ridge(
    height: 0.5,
    waves: [SIMD3(0.05, 1.3, 0.1), SIMD3(0.03, 3.1, 0.4), SIMD3(0.012, 9.7, 0.2), SIMD3(0.006, 23, 0.6)],
    colour: SIMD3(116, 136, 164), darkening: -1),
  Ridge(
    height: 0.63,
    waves: [SIMD3(0.04, 0.9, 0.6), SIMD3(0.014, 4.3, 0.3), SIMD3(0.008, 31, 0.1), SIMD3(0.008, 47, 0.5)],
    colour: SIMD3(58, 84, 58), darkening: 0.8),
  Ridge(
    height: 0.78, waves: [SIMD3(0.03, 0.7, 0.2), SIMD3(0.008, 2.9, 0.7)], colour: SIMD3(126, 142, 62),
    darkening: 1.2),
]

/// 0 up to `from`, 1 from `to` on, t² · (3 - 2t) in between; `to` may be the smaller.
private func smoothStep(_ value: Double, from: Double, to: Double) -> Double {
  let t = min(max((value - from) / (to - from), 0), 1)
  return t * t * (3 - 2 * t)
}

/// a + (b - a) · share, at most `b`.
private func mixed(_ a: SIMD3<Double>, _ b: SIMD3<Double>, _ share: Double) -> SIMD3<Double> {
  a + (b - a) * min(share, 1)
}
