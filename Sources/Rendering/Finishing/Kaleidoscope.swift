import Dreaming
import Foundation
import Mapping
import Media

/// Mirrors that stand around a point of the finished frame, one of them upright: n mirrors make 2n sectors, of which each
/// shows what the one to the right of the point holds.
struct Kaleidoscope {
  /// How many there are; 0 changes nothing.
  private let mirrors: Int
  /// The point, in widths and heights.
  private let center: SIMD2<Double>

  init(_ parameters: DreamParameters) {
    mirrors = Int(parameters[.mirror])
    center = SIMD2(parameters[.centerX], parameters[.centerY])
  }

  /// Mirrors the frame.
  func apply(to frame: inout FloatFrame) {
    guard mirrors > 0 else { return }
    let (width, height) = (frame.width, frame.height)
    let middle = center * SIMD2(Double(width), Double(height))
    let reflections = (0..<2 * mirrors).map(reflection)
    frame.change { values in
      let before = Array(values)
      before.withUnsafeBufferPointer { before in
        let original = Original(values: before, width: width, height: height)
        for y in 0..<height {
          for x in 0..<width {
            let place = SIMD2(Double(x) + 0.5, Double(y) + 0.5) - middle
            let reflection = reflections[sector(of: place)]
            let source = middle + reflection.0 * place.x + reflection.1 * place.y
            let colour = original.colour(at: source - 0.5)
            let target = 3 * (y * width + x)
            for channel in 0..<3 { values[target + channel] = colour[channel] }
          }
        }
      }
    }
  }

  /// The angle of a sector.
  private var width: Double { .pi / Double(mirrors) }

  /// The sector that is seen in all others: the one to the right, or the one below that if a mirror lies there.
  private var source: Int { mirrors / 2 }

  /// Which sector a place is in, clockwise from the upright mirror.
  private func sector(of place: SIMD2<Double>) -> Int {
    let angle = atan2(place.x, -place.y)
    let turn = angle < 0 ? angle + 2 * .pi : angle
    return min(Int(turn / width), 2 * mirrors - 1)
  }

  /// Where a sector's places are seen in the source: the columns of a matrix.
  private func reflection(of sector: Int) -> (SIMD2<Double>, SIMD2<Double>) {
    let distance = sector - source
    if distance.isMultiple(of: 2) {
      let (sine, cosine) = sineAndCosine(of: -Double(distance) * width)
      return (SIMD2(cosine, sine), SIMD2(-sine, cosine))
    }
    // The angle a becomes (sector + source + 1) · width - a.
    let (sine, cosine) = sineAndCosine(of: Double(sector + source + 1) * width)
    return (SIMD2(-cosine, -sine), SIMD2(-sine, cosine))
  }

  /// Without rounding errors at right angles, so that one or two mirrors through the middle move pixels onto pixels.
  private func sineAndCosine(of angle: Double) -> (Double, Double) {
    func clean(_ value: Double) -> Double { abs(value - value.rounded()) < 1e-12 ? value.rounded() : value }
    return (clean(sin(angle)), clean(cos(angle)))
  }
}

/// A frame before it was mirrored.
private struct Original {
  /// `[height][width][3]`.
  let values: UnsafeBufferPointer<Float>
  let width: Int
  let height: Int

  /// The colour between pixels, bilinearly; pixel centres have whole coordinates. Beyond the borders there is what a mirror
  /// there would show.
  func colour(at place: SIMD2<Double>) -> SIMD3<Float> {
    let floor = place.rounded(.down)
    let share = SIMD2<Float>(place - floor)
    let (left, top) = (Int(floor.x), Int(floor.y))
    let upper = mix(pixel(left, top), pixel(left + 1, top), share.x)
    guard share.y > 0 else { return upper }
    return mix(upper, mix(pixel(left, top + 1), pixel(left + 1, top + 1), share.x), share.y)
  }

  private func mix(_ first: SIMD3<Float>, _ second: SIMD3<Float>, _ share: Float) -> SIMD3<Float> {
    first + (second - first) * share
  }

  private func pixel(_ x: Int, _ y: Int) -> SIMD3<Float> {
    let row = mirrored(y, in: height, repeatsEnds: true)
    let index = 3 * (row * width + mirrored(x, in: width, repeatsEnds: true))
    return SIMD3(values[index], values[index + 1], values[index + 2])
  }
}
