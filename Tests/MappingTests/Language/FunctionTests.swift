import AudioAnalysis
import Testing

@testable import Mapping

@Suite struct FunctionTests {
  @Test func everyOneSaysWhatItIs() {
    let names = Function.all.flatMap { [$0.name] + $0.aliases }
    #expect(Set(names).count == names.count)
    for function in Function.all {
      #expect(!function.meaning.isEmpty && function.example.contains(function.name + "("))
    }
  }

  @Test func oldNamesAndOrdersStillWork() throws {
    let song = Analysis.fourFour(duration: 8)
    #expect(try values("wander(3, 1)", over: song) == (try values("noise(3s, 1)", over: song)))
    #expect(
      try values("scale(bass, 0, 1, 1, 2)", over: song) == (try values("remap(bass, 0, 1, 1, 2)", over: song))
    )
    #expect(
      try values("count(every(beat, 4))", over: song) == (try values("count(every(4, beat))", over: song)))
    #expect(
      try values("count(every(2, bar))", over: song) == (try values("count(every(2, downbeat))", over: song)))
  }
}
