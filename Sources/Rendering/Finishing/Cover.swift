import Mapping
import Media

/// Lays the dream over its footage in the finished frame: with F the footage and D the dream,
///
///     F + detail (1 - mask + mask m) (D - F)
///
/// where m is 1 where the dream is to be seen; beside padded footage nothing is dreamed; and if the footage keeps its colours, only the luma of that.
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

  /// Lays the dream over the footage.
  ///
  /// - Parameters:
  ///   - dream: the frame as it was dreamed; then as it is seen.
  ///   - frame: of the score.
  /// - Throws: `MediaError` where footage or mask can't be read any more.
  func lay(_ dream: inout FloatFrame, at frame: Int, _ parameters: DreamParameters) throws(MediaError) {
    let (detail, hiding) = (Float(parameters[.detail]), Float(parameters[.mask]))
    let isMasked = mask != nil && hiding > 0
    let isPadded = reader.fit == .pad
    guard detail != 1 || isMasked || keepsColours || isPadded else { return }
    let footage = try reader.picture(at: frame)
    let seen = isMasked ? try mask?.values(at: frame, over: reader) : nil
    let place = reader.place(at: frame)
    let width = dream.width
    dream.change { values in
      footage.pixels.withUnsafeBufferPointer { pixels in
        for pixel in 0..<values.count / 3 {
          let isInside =
            !isPadded || place.columns.contains(pixel % width) && place.rows.contains(pixel / width)
          let share = isInside ? detail * (seen.map { 1 - hiding + hiding * $0[pixel] } ?? 1) : 0
          let ground = colour(pixel) { Float(pixels[$0]) }
          var change = share * (colour(pixel) { values[$0] } - ground)
          if keepsColours { change = SIMD3(repeating: (Picture.lumaWeights * change).sum()) }
          let result = ground + change
          for channel in 0..<3 { values[3 * pixel + channel] = result[channel] }
        }
      }
    }
  }
}

/// Red, green and blue of a pixel, given the value at each index.
@inline(__always)
private func colour(_ pixel: Int, value: (Int) -> Float) -> SIMD3<Float> {
  SIMD3(value(3 * pixel), value(3 * pixel + 1), value(3 * pixel + 2))
}
