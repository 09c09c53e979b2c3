import Testing

@testable import AudioAnalysis

@Suite struct FrameGridTests {
  @Test func `frames are 10 ms`() {
    #expect(FrameGrid.seconds(of: 250) == 2.5)
    #expect(FrameGrid.frame(before: 0.019) == 1 && FrameGrid.frame(nearest: 0.019) == 2)
  }

  @Test func `a stretch has a frame at least, and none behind the end`() {
    #expect(FrameGrid.frames(from: 0.5, to: 1, of: 200) == 50..<100)
    #expect(FrameGrid.frames(from: 0.5, to: 0.501, of: 200) == 50..<51)
    #expect(FrameGrid.frames(from: 1.5, to: 9, of: 200) == 150..<200)
    #expect(FrameGrid.frames(from: 8, to: 9, of: 200) == 199..<200)
  }

  @Test func `the highest value near a time counts`() {
    let curve: [Float] = [0, 1, 0, 0, 5, 0, 0, 0]
    #expect(FrameGrid.highest(of: curve, near: 0.02, reach: 1) == 1)
    #expect(FrameGrid.highest(of: curve, near: 0.02, reach: 2) == 5)
    #expect(FrameGrid.highest(of: curve, near: 3, reach: 3) == 5)
    #expect(FrameGrid.highest(of: [], near: 0, reach: 3) == 0)
  }

  @Test func `steps begin with their first sample`() {
    let starts = (0...4).map { firstSample(ofStep: $0, stepsPerSecond: 500, sampleRate: 11025) }
    #expect(starts == [0, 23, 45, 67, 89])
  }
}
