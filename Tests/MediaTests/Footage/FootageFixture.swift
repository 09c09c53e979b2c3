import Foundation
import Media

/// The path of committed footage.
func footage(_ name: String) -> String { fixture("footage/\(name)") }

extension Picture {
  /// Red, green and blue of a pixel.
  func colour(_ column: Int, _ row: Int) -> SIMD3<Int> {
    let first = 3 * (row * width + column)
    return [Int(pixels[first]), Int(pixels[first + 1]), Int(pixels[first + 2])]
  }

  /// The number of a frame of `make_footage.sh`, which is written in the grey on its left.
  var frameNumber: Int { Int((Double(colour(width / 10, height / 2).y) * 219 / 255 / 6).rounded()) }
}

extension SIMD3<Int> {
  /// The largest difference of a channel.
  func distance(to other: SIMD3<Int>) -> Int {
    let difference = self &- other
    return Swift.max(abs(difference.x), abs(difference.y), abs(difference.z))
  }
}

extension Footage {
  /// A reader of pictures as large as the footage.
  func makeReader() throws -> FootageReader { try makeReader(size: size, fit: .stretch) }
}
