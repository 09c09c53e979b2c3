import Testing

@testable import Dreaming
@testable import Rendering

@Suite struct ExhibitTests {
  private func stem(_ term: String, number: Int = 0, of count: Int = 1) -> String {
    let layer = Network.Layer(name: term, channels: 8, stride: 4, summary: "")
    return Exhibit(term: term, layer: layer, number: number, of: count).fileStem
  }

  @Test func filesAreNamedSafelyAndInOrder() {
    #expect(stem("/features/conv 1:Ä\u{0}\"..") == "0-_features_conv_1____..")
    #expect(stem(String(repeating: "x", count: 500)).count == 62)
    #expect(stem("b", number: 7, of: 10) == "7-b")
    #expect(stem("b", number: 7, of: 11) == "07-b")
    #expect(stem("B", number: 1, of: 2) != stem("b", number: 0, of: 2))
  }

  @Test func channelsAreTheFirstOrThoseListed() throws {
    let network = try Network.efficientNetLite0()
    func terms(_ text: String, count: Int = 3) throws -> [String] {
      try Exhibit.channels(text, count: count, of: network).map(\.term)
    }
    #expect(try terms("block5") == ["block5:0", "block5:1", "block5:2"])
    #expect(try terms("block5:7,2-3") == ["block5:2", "block5:3", "block5:7"])
    #expect(try terms("block0", count: 1000).count == 16)
  }
}
