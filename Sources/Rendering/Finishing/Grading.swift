import Foundation
import Mapping
import Media

/// The finished frame's colours: hue, saturation, contrast and brightness as one affine map of RGB.
///
/// With c a colour, H the rotation that turns hues and L luma, which keeps its weights, so that turning hues or taking colour
/// out leaves light and dark where they are, it becomes
///
///     brightness (contrast (L(c) + saturation (H c - L(H c)) - 128) + 128)
struct Grading {
  private static let middleGrey: Double = 128

  /// One row a result channel; nil where the picture stays as it is.
  private let matrix: (SIMD3<Float>, SIMD3<Float>, SIMD3<Float>)?
  private let offset: Float

  init(_ parameters: DreamParameters) {
    let hue = parameters[.hue].truncatingRemainder(dividingBy: 360)
    let (saturation, contrast) = (parameters[.saturation], parameters[.contrast])
    let brightness = parameters[.brightness]
    offset = Float(Self.middleGrey * (1 - contrast) * brightness)
    if hue == 0 && saturation == 1 && contrast == 1 && brightness == 1 {
      matrix = nil
      return
    }
    let turned = Self.hueRotation(by: Float(hue * .pi / 180))
    let luma = Picture.lumaWeights
    let turnedLuma = luma.x * turned.0 + luma.y * turned.1 + luma.z * turned.2
    func row(_ colour: SIMD3<Float>) -> SIMD3<Float> {
      Float(contrast * brightness) * (luma + Float(saturation) * (colour - turnedLuma))
    }
    matrix = (row(turned.0), row(turned.1), row(turned.2))
  }

  /// The rotation of RGB space around its grey axis, red toward green, row by row.
  ///
  /// - Source: Rodrigues, "Des lois géométriques qui régissent les déplacements d'un système solide dans l'espace", Journal
  ///   de mathématiques pures et appliquées 1840.
  private static func hueRotation(by angle: Float) -> (SIMD3<Float>, SIMD3<Float>, SIMD3<Float>) {
    let along = SIMD3<Float>(repeating: (1 - cos(angle)) / 3)
    let across = sin(angle) / Float(3).squareRoot()
    let kept = cos(angle)
    return (
      along + SIMD3(kept, -across, across), along + SIMD3(across, kept, -across),
      along + SIMD3(-across, across, kept)
    )
  }

  /// Grades the frame.
  func apply(to frame: inout FloatFrame) {
    guard let matrix else { return }
    let (toRed, toGreen, toBlue) = matrix
    frame.change { values in
      for pixel in stride(from: 0, to: values.count, by: 3) {
        let (red, green, blue) = (values[pixel], values[pixel + 1], values[pixel + 2])
        values[pixel] = toRed.x * red + toRed.y * green + toRed.z * blue + offset
        values[pixel + 1] = toGreen.x * red + toGreen.y * green + toGreen.z * blue + offset
        values[pixel + 2] = toBlue.x * red + toBlue.y * green + toBlue.z * blue + offset
      }
    }
  }
}
