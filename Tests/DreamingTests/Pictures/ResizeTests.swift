import Testing

@testable import Dreaming

@Suite struct ResizeTests {
  @Test(arguments: [(25, 15), (12, 11), (56, 41)])
  func agreesWithPyTorch(width: Int, height: Int) throws {
    let expected = try Fixture("picture_resized_\(width)x\(height)")
    #expect(
      distance(resized(try Fixture("picture_source").picture, width, height).array, expected.values) < 1e-4)
  }

  @Test func sameSizeChangesNothing() throws {
    let picture = try Fixture("picture_source").picture
    #expect(resized(picture, picture.width, picture.height).array == picture.array)
  }

  @Test func anEvenColourStaysEven() {
    let grey = FloatPicture(width: 50, height: 31)
    for i in 0..<grey.count { grey.values[i] = 100 }
    for (width, height) in [(1, 1), (49, 30), (7, 93), (331, 1)] {
      #expect(resized(grey, width, height).array.allSatisfy { abs($0 - 100) < 1e-3 })
    }
  }

  private func resized(_ picture: FloatPicture, _ width: Int, _ height: Int) -> FloatPicture {
    let result = FloatPicture(width: width, height: height)
    Resize(from: picture.size, to: result.size).resize(picture, into: result)
    return result
  }
}
