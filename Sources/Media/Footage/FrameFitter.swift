import CLibAV

/// Turns a video's frames, whatever their size, into upright pictures of one size.
final class FrameFitter {
  private let path: String
  private let size: PictureSize
  private let fit: FootageFit
  private let converter: FrameToPicture

  /// - Parameters:
  ///   - path: the file that errors name.
  ///   - size: of the pictures.
  ///   - convention: how untagged colours are meant.
  init(path: String, size: PictureSize, fit: FootageFit, convention: FrameToPicture.Convention) {
    (self.path, self.size, self.fit) = (path, size, fit)
    converter = FrameToPicture(path: path, convention: convention)
  }

  /// The frame as a picture.
  func picture(
    of frame: UnsafeMutablePointer<AVFrame>, shown: FrameShape
  ) throws(MediaError) -> Picture {
    let scaled = fit.scaledSize(of: shown.size, in: size)
    // What is cut off is scaled as well: a strip of 16 x 16384 pixels would need gigabytes.
    guard scaled.area <= 64 * size.area else {
      throw MediaError(path, "is too narrow to fill \(size) pixels: pad or stretch it instead")
    }
    let (width, height) =
      shown.orientation.swapsSides ? (scaled.height, scaled.width) : (scaled.width, scaled.height)
    return try converter.convert(frame, width: width, height: height).turned(shown.orientation)
      .centred(in: size)
  }
}

/// How a frame is to be seen.
struct FrameShape {
  /// How it is turned.
  let orientation: Orientation
  /// Width and height as seen: turned upright, in units of a pixel's height.
  let size: SIMD2<Double>

  init(of frame: UnsafeMutablePointer<AVFrame>, in input: LibAVInput) {
    orientation = Orientation(of: input.stream) ?? Orientation(of: frame)
    let ratio = av_guess_sample_aspect_ratio(input.format, input.stream, frame)
    let aspect = ratio.num > 0 && ratio.den > 0 ? av_q2d(ratio) : 1
    // Real pixels are at most 64:33 wide; a ratio beyond 8 is an error in the file.
    let width = Double(frame.pointee.width) * ((0.125...8).contains(aspect) ? aspect : 1)
    let height = Double(frame.pointee.height)
    size = orientation.swapsSides ? [height, width] : [width, height]
  }
}
