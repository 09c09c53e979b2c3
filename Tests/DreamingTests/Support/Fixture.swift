import Foundation
import TestSupport

@testable import Dreaming

/// An array that a script in `Fixtures` has written as a .npy file of 32-bit floats.
struct Fixture {
  let shape: [Int]
  let values: [Float]

  init(_ name: String) throws {
    try self.init(
      file: repositoryRoot.appending(path: "Tests/DreamingTests/Fixtures/\(name).npy"))
  }

  init(file: URL) throws {
    let data = try Data(contentsOf: file)
    let headerSize = Int(data[8]) + Int(data[9]) << 8
    let header = String(decoding: data[10..<10 + headerSize], as: UTF8.self)
    guard data[6] == 1, header.contains("'descr': '<f4'"), header.contains("'fortran_order': False") else {
      throw CocoaError(.fileReadCorruptFile)
    }
    let dimensions = header.split(separator: "(")[1].split(separator: ")")[0].split(separator: ",")
    shape = dimensions.compactMap { Int($0.trimmingCharacters(in: .whitespaces)) }
    values = data[(10 + headerSize)...].withUnsafeBytes { bytes in
      (0..<bytes.count / 4).map { bytes.loadUnaligned(fromByteOffset: 4 * $0, as: Float.self) }
    }
  }
}

extension Fixture {
  /// The array as a picture; its shape is `[3, height, width]`.
  var picture: FloatPicture {
    let picture = FloatPicture(width: shape[2], height: shape[1])
    picture.values.update(from: values, count: values.count)
    return picture
  }
}

extension FloatPicture {
  var array: [Float] { Array(UnsafeBufferPointer(start: values, count: count)) }
}

/// The largest difference between two arrays; infinite when their sizes differ or something is not a number.
func distance(_ a: [Float], _ b: [Float]) -> Float {
  guard a.count == b.count else { return .infinity }
  var largest: Float = 0
  for (x, y) in zip(a, b) {
    guard (x - y).isFinite else { return .infinity }
    largest = max(largest, abs(x - y))
  }
  return largest
}
