import Testing

@testable import Dreaming

@Suite struct ArenaTests {
  @Test func buffersShareMemoryOnlyWhenTheirLivesDontMeet() {
    var layout = ArenaLayout()
    let lives = [(100, 0, 3), (40, 1, 2), (60, 4, 9), (33, 3, 5), (100, 6, 6), (1, 0, 9), (64, 8, 9)]
    let buffers = lives.map { count, first, last in
      let buffer = layout.buffer(count)
      layout.touch(buffer, at: last)
      layout.touch(buffer, at: first)
      return buffer
    }
    let (offsets, total) = layout.place()
    for (i, a) in lives.enumerated() {
      let aStart = offsets[buffers[i].index]
      #expect(aStart % 16 == 0)
      #expect(aStart + a.0 <= total)
      for (j, b) in lives.enumerated() where i < j && a.1 <= b.2 && b.1 <= a.2 {
        let bStart = offsets[buffers[j].index]
        #expect(aStart + a.0 <= bStart || bStart + b.0 <= aStart)
      }
    }
    #expect(total < lives.reduce(0) { $0 + $1.0 })
  }
}
