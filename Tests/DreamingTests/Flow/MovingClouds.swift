import Media

@testable import Dreaming

/// A window of a given size onto clouds, that can be moved.
struct MovingClouds {
  let width: Int
  let height: Int
  private let clouds: Picture

  init(width: Int = 96, height: Int = 64, seed: UInt64 = 1) {
    (self.width, self.height) = (width, height)
    clouds = pinkNoise(width: width + 40, height: height + 40, seed: seed)
  }

  /// What is seen when the clouds have moved so many pixels to the right and down, each at most 20.
  func moved(right: Int = 0, down: Int = 0) -> Picture {
    let pixels = (0..<height).flatMap { y in
      let start = 3 * ((y + 20 - down) * clouds.width + 20 - right)
      return clouds.pixels[start..<start + 3 * width]
    }
    return Picture(width: width, height: height, pixels: pixels)
  }
}

/// A picture of one colour.
func plain(_ value: UInt8, width: Int, height: Int) -> Picture {
  Picture(width: width, height: height, pixels: Array(repeating: value, count: 3 * width * height))
}
