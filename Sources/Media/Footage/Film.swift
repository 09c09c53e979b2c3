import CLibAV

/// A folder of pictures that are the frames of a film.
struct Film: Sendable {
  /// The pictures' paths, in natural order: frame-2 before frame-10.
  let files: [String]
  /// Frames a second.
  let rate: FrameRate

  /// - Throws: `MediaError` when the folder can't be read, or has no pictures in it.
  init(path: String, rate: FrameRate) throws(MediaError) {
    let pictures = try numberedNames(in: path, endings: Self.endings)
    guard !pictures.isEmpty else {
      throw MediaError(
        path, "holds no pictures: a folder of frames has .png, .jpg, .tif, .bmp or .webp files")
    }
    let folder = path.hasSuffix("/") ? path : path + "/"
    files = pictures.map { folder + $0.name }
    self.rate = rate
  }

  private static let endings: Set = ["png", "jpg", "jpeg", "tif", "tiff", "bmp", "webp"]
}

/// The pictures of a folder, at one size.
struct FolderSource: FrameSource {
  let folder: Film
  let size: PictureSize
  let fit: FootageFit

  var nominalFrameDuration: Double { folder.rate.time(ofFrame: 1) }

  func frame(
    at time: Double, since earliest: Double, passing: (ShownPicture) -> Void
  ) throws(MediaError) -> ShownPicture {
    let index = Int((time * folder.rate.framesPerSecond).rounded(.down))
    return try frame(min(max(index, 0), folder.files.count - 1))
  }

  func forEachFrame(_ body: (ShownPicture) -> Void) throws(MediaError) {
    for index in folder.files.indices { body(try frame(index)) }
  }

  private func frame(_ index: Int) throws(MediaError) -> ShownPicture {
    let path = folder.files[index]
    let file = try StillFile(path: path)
    let fitter = FrameFitter(path: path, size: size, fit: fit, convention: file.convention)
    let end = index + 1 < folder.files.count ? folder.rate.time(ofFrame: index + 1) : .infinity
    return ShownPicture(
      time: folder.rate.time(ofFrame: index)..<end,
      picture: try fitter.picture(of: file.frame, shown: file.shape))
  }
}

/// The first picture of a file, decoded.
final class StillFile {
  /// How it is to be seen.
  let shape: FrameShape
  /// How its colours are meant where it doesn't say.
  let convention: FrameToPicture.Convention
  /// The picture.
  var frame: UnsafeMutablePointer<AVFrame> { decoder.frame }

  private let decoder: FrameDecoder

  /// - Throws: `MediaError` when the file can't be read, or holds no picture that can be decoded.
  init(path: String) throws(MediaError) {
    try requireReadable(path, as: "a picture")
    let input = try LibAVInput(path: path, kind: AVMEDIA_TYPE_VIDEO)
    decoder = try FrameDecoder(input)
    guard try decoder.next() else { throw MediaError(path, "is damaged: its picture cannot be decoded") }
    shape = FrameShape(of: decoder.frame, in: input)
    convention = input.isPicture ? .still : .video
  }
}
