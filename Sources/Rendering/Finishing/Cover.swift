import Mapping
import Media

/// Lays the dream over its footage in the finished frame: with F the footage and D the dream,
///
///     F + detail (1 - mask + mask m) (D - F)
///
/// where m is 1 where the dream is to be seen; and if the footage keeps its colours, only the luma of that.
final class Cover {
  private let reader: ReelReader
  private let mask: Mask?
  private let keepsColours: Bool

  /// - Throws: `MediaError` for a file that can't be a mask.
  init(of reader: ReelReader, options: RenderOptions) throws(MediaError) {
    self.reader = reader
    mask = try Mask(options.cover, size: options.clipSize, fit: reader.fit)
    keepsColours = options.cover.keepsColours
  }

  /// The dream over the footage.
  ///
  /// - Parameters:
  ///   - dream: the frame as it was dreamed.
  ///   - frame: of the score.
  /// - Throws: `MediaError` where footage or mask can't be read any more.
  func lay(_ dream: Picture, at frame: Int, _ parameters: DreamParameters) throws(MediaError) -> Picture {
    let (detail, hiding) = (Float(parameters[.detail]), Float(parameters[.mask]))
    let isMasked = mask != nil && hiding > 0
    guard detail != 1 || isMasked || keepsColours else { return dream }
    let footage = try reader.picture(at: frame)
    let seen = isMasked ? try mask?.values(at: frame, over: reader) : nil
    var result = dream
    for pixel in 0..<dream.width * dream.height {
      let share = detail * (seen.map { 1 - hiding + hiding * $0[pixel] } ?? 1)
      let ground = footage.colour(pixel)
      var change = share * (dream.colour(pixel) - ground)
      if keepsColours { change = SIMD3(repeating: (Picture.lumaWeights * change).sum()) }
      let colour = (ground + change).clamped(lowerBound: .zero, upperBound: SIMD3(repeating: 255))
      for channel in 0..<3 { result.pixels[3 * pixel + channel] = UInt8(colour[channel].rounded()) }
    }
    return result
  }
}

extension Picture {
  fileprivate func colour(_ pixel: Int) -> SIMD3<Float> {
    SIMD3(Float(pixels[3 * pixel]), Float(pixels[3 * pixel + 1]), Float(pixels[3 * pixel + 2]))
  }
}
