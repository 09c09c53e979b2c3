import Dreaming
import Media

/// Says for each pixel of a frame whether its dream is seen, softly.
final class Mask {
  private let source: MaskSource
  private let inverts: Bool
  private let size: PictureSize
  private let file: FootageReader?
  private let edge: GaussianBlur
  private let surroundings: GaussianBlur

  /// Of motion, the frames before this one that count as well, so that it doesn't flicker where footage repeats frames.
  private static let memory = 3

  /// - Throws: `MediaError` for a file that can't be a mask.
  init?(_ options: CoverOptions, size: PictureSize, fit: FootageFit) throws(MediaError) {
    guard let source = options.mask else { return nil }
    (self.source, self.size, inverts) = (source, size, options.invertsMask)
    if case .file(let path) = source {
      file = try Footage(path: path).makeReader(size: size, fit: fit)
    } else {
      file = nil
    }
    edge = GaussianBlur(deviation: max(0.8, Double(size.height) / 200))
    surroundings = GaussianBlur(deviation: max(1, Double(size.height) / 48))
  }

  /// How much of the dream is seen, `[height][width]`, 0...1.
  ///
  /// - Parameters:
  ///   - frame: of the score.
  ///   - reader: the footage.
  func values(at frame: Int, over reader: ReelReader) throws(MediaError) -> [Float] {
    var values = try raw(at: frame, over: reader)
    edge.blur(&values, width: size.width, height: size.height)
    if inverts { for index in values.indices { values[index] = 1 - values[index] } }
    return values
  }

  private func raw(at frame: Int, over reader: ReelReader) throws(MediaError) -> [Float] {
    switch source {
    case .file:
      guard let picture = try file?.picture(at: reader.moment(at: frame).time) else { return [] }
      return picture.luma.map { $0 / 255 }
    case .luma:
      return try reader.picture(at: frame).luma.map { smoothStep($0, from: 80, to: 176) }
    case .colour(let colour, let tolerance):
      return try likeness(of: reader.picture(at: frame), to: colour, tolerance: tolerance)
    case .motion:
      return try motion(at: frame, over: reader)
    }
  }

  /// Where pixels are like a colour: light and dark count half, since a coloured thing has shadows.
  private func likeness(of picture: Picture, to colour: SIMD3<Float>, tolerance: Float) -> [Float] {
    let wanted = luma(of: colour)
    let reach = 255 * max(tolerance, 0.001)
    return stride(from: 0, to: picture.pixels.count, by: 3).map { index in
      let pixel = SIMD3(
        Float(picture.pixels[index]), Float(picture.pixels[index + 1]), Float(picture.pixels[index + 2]))
      let light = luma(of: pixel)
      let tint = (pixel - light) - (colour - wanted)
      let distance = ((tint * tint).sum() + 0.25 * (light - wanted) * (light - wanted)).squareRoot()
      return 1 - smoothStep(distance, from: reach, to: 1.5 * reach + 4)
    }
  }

  /// Where this frame or those just before it differ from the one before each.
  private func motion(at frame: Int, over reader: ReelReader) throws(MediaError) -> [Float] {
    var change = [Float](repeating: 0, count: size.area)
    var later: [Float]?
    for earlier in max(0, frame - Self.memory)...frame {
      let light = try reader.picture(at: earlier).luma
      if let later {
        for index in change.indices { change[index] = max(change[index], abs(light[index] - later[index])) }
      }
      later = light
    }
    surroundings.blur(&change, width: size.width, height: size.height)
    return change.map { smoothStep($0, from: 2, to: 7) }
  }

  private func luma(of colour: SIMD3<Float>) -> Float { (Picture.lumaWeights * colour).sum() }
}

/// 0 up to `low`, 1 from `high`, smooth between.
private func smoothStep(_ value: Float, from low: Float, to high: Float) -> Float {
  let t = min(max((value - low) / (high - low), 0), 1)
  return t * t * (3 - 2 * t)
}

extension Picture {
  /// How light each pixel is, 0...255, `[height][width]`.
  fileprivate var luma: [Float] {
    let weights = Picture.lumaWeights
    return stride(from: 0, to: pixels.count, by: 3).map { index in
      weights.x * Float(pixels[index]) + weights.y * Float(pixels[index + 1])
        + weights.z * Float(pixels[index + 2])
    }
  }
}
