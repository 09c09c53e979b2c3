import Testing

@testable import AudioAnalysis

@Suite struct RoundingTests {
  @Test func `values are told in ten-thousandths`() {
    #expect(Float(0.12344).roundedToTenThousandths == 0.1234)
    #expect(Float(0.12346).tenThousandths == 1235 && Float(tenThousandths: 1235) == 0.1235)
  }

  @Test func `no time is before the song`() {
    #expect(roundedTime(-0.001) == 0)
    #expect(roundedTime(1.00004) == 1)
  }
}
