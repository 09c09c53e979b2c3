import Media
import Testing

@Suite struct FootageReaderTests {
  /// Everything that moves.
  static let clips =
    FootageTests.clips.map { ($0.name, $0.frames) }
    + [("variable.mkv", 14), ("size-change.ts", 10), ("interlaced.mkv", 6), ("interlaced.mov", 6)]

  /// The same moment gives the same picture, by whatever way one came to it.
  @Test(arguments: clips) func theWayThereDoesNotMatter(name: String, frames: Int) throws {
    let footage = try Footage(path: footage(name))
    let times = (0..<frames).map { Double($0) / 10 }
    let onward = try footage.makeReader()
    let expected = try times.map { try onward.picture(at: $0) }

    let backward = try footage.makeReader()
    for index in times.indices.reversed() {
      #expect(try backward.picture(at: times[index]) == expected[index], "\(index), backward")
    }
    for index in times.indices {
      #expect(try footage.makeReader().picture(at: times[index]) == expected[index], "\(index), at first")
    }
    let jumping = try footage.makeReader()
    for step in 0..<frames {
      let index = step * 7 % frames
      #expect(try jumping.picture(at: times[index]) == expected[index], "\(index), jumping")
    }
  }

  @Test func beforeTheFirstFrameAndAfterTheLastTheyStay() throws {
    let reader = try Footage(path: footage("h264.mp4")).makeReader()
    #expect(try reader.picture(at: -5).frameNumber == 0)
    #expect(try reader.picture(at: 500).frameNumber == 29)
    #expect(try reader.picture(at: .infinity).frameNumber == 29)
    #expect(try reader.picture(at: .nan).frameNumber == 0)
  }

  @Test func aMomentWithinAMicrosecondOfAFramesStartBelongsToIt() throws {
    let reader = try Footage(path: footage("h264.mp4")).makeReader()
    #expect(try reader.picture(at: 0.3 - 1e-7).frameNumber == 3)
    #expect(try reader.picture(at: 0.3 - 1e-5).frameNumber == 2)
  }

  /// Interlaced lines of a moving bar look like a comb: a line differs from both its neighbours.
  @Test(arguments: ["interlaced.mkv", "interlaced.mov"])
  func interlacedFramesAreMadeWhole(name: String) throws {
    func combing(_ picture: Picture) -> Int {
      var sum = 0
      for row in 1..<picture.height - 1 {
        for column in 0..<picture.width {
          let (above, below) = (picture.colour(column, row - 1).y, picture.colour(column, row + 1).y)
          let here = picture.colour(column, row).y
          if (here > above) == (here > below) { sum += min(abs(here - above), abs(here - below)) }
        }
      }
      return sum / picture.height
    }
    let frames = try VideoFrames(path: footage(name))
    let reader = try Footage(path: footage(name)).makeReader()
    for index in 0..<6 {
      let combed = combing(try #require(try frames.nextFrame()))
      let whole = combing(try reader.picture(at: Double(index) / 10))
      #expect(combed > 1000 && whole < combed / 10, "\(combed) \(whole)")
    }
  }
}
