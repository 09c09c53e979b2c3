import Dreaming
import Media

/// What a gallery's dreams begin with.
struct StartingPicture {
  /// "noise" or "photo": part of files' names and captions.
  let name: String
  let picture: Picture

  /// Noise shows what a layer dreams by itself, a photo what it makes of the world. Of single channels, of which there are
  /// many, the former says enough, unless a photo is given.
  static func all(for options: GalleryOptions) throws -> [StartingPicture] {
    let (width, height) = (options.pictureSize.width, options.pictureSize.height)
    let noise = pinkNoise(width: width, height: height, seed: options.seed)
    var starts = [StartingPicture(name: "noise", picture: noise)]
    if let path = options.photo {
      let photo = try Picture(contentsOf: path).covering(width: width, height: height)
      starts.append(StartingPicture(name: "photo", picture: photo))
    } else if options.channels == nil {
      let scenery = landscape(width: width, height: height)
      starts.append(StartingPicture(name: "landscape", picture: scenery))
    }
    return starts
  }
}

extension Picture {
  /// The middle of this picture, as much as there is at the shape asked for, resized.
  func covering(width: Int, height: Int) -> Picture {
    let isWider = self.width * height > width * self.height
    let keptWidth = isWider ? max(1, self.height * width / height) : self.width
    let keptHeight = isWider ? self.height : max(1, self.width * height / width)
    let (left, top) = ((self.width - keptWidth) / 2, (self.height - keptHeight) / 2)
    var kept: [UInt8] = []
    kept.reserveCapacity(3 * keptWidth * keptHeight)
    for row in top..<top + keptHeight {
      let start = 3 * (row * self.width + left)
      kept.append(contentsOf: pixels[start..<start + 3 * keptWidth])
    }
    return Picture(width: keptWidth, height: keptHeight, pixels: kept).resized(width: width, height: height)
  }
}
