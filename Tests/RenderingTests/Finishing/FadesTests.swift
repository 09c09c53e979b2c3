import AudioAnalysis
import Mapping
import Media
import Testing

@testable import Rendering

@Suite struct FadesTests {
  /// The light of each frame, ten a second, of a song of 10 s that is heard as given.
  private func light(
    _ presence: [Float], frames: Range<Int> = 0..<100, fadeIn: Double? = nil, fadeOut: Double? = nil
  ) throws -> [Float] {
    let rate = FrameRate(10)
    let analysis = Analysis(
      duration: 10, sampleRate: 44100, channels: 1, tempo: nil, beatsPerBar: nil, beats: [],
      signals: ["presence": presence], events: [:])
    let score = try Mapping(yaml: "zoom: 1", file: "x").play(over: analysis, at: rate)
    var options = RenderOptions(
      frameRate: rate, start: rate.time(ofFrame: frames.lowerBound),
      duration: rate.time(ofFrame: frames.count), jobs: 1)
    (options.fadeIn, options.fadeOut) = (fadeIn, fadeOut)
    let excerpt = try Excerpt(of: score, song: "song.wav", duration: 10, options: options)
    #expect(excerpt.frames == frames)
    let fades = Fades(of: analysis, over: excerpt, options: options)
    return frames.map(fades.light)
  }

  private func steps(_ steps: [(Float, seconds: Double)]) -> [Float] {
    steps.flatMap { Array(repeating: $0, count: Int($1 * 100)) } + [steps.last!.0]
  }

  private let loud = [Float](repeating: 1, count: 1001)

  @Test func aLoudEndIsNoFade() throws {
    #expect(try light(loud).allSatisfy { $0 == 1 })
    #expect(try light(Array(loud.dropLast(10)) + Array(repeating: 0.9, count: 10)).allSatisfy { $0 == 1 })
    #expect(try light(Array(repeating: 0, count: 1001)).allSatisfy { $0 == 1 }, "nothing is heard at all")
  }

  @Test func thePictureGoesWithTheLastSound() throws {
    let slow = loud.prefix(600) + (0...400).map { 1 - Float($0) / 400 }
    let light = try light(Array(slow))
    #expect(light[..<59].allSatisfy { $0 == 1 })
    #expect(zip(light[60...], light[61...]).allSatisfy { $0 > $1 })
    #expect(light[99] == 0 && (0.4...0.6).contains(light[79]))
    let sudden = try self.light(steps([(1, 6), (0, 4)]))
    #expect(sudden[58] == 1 && sudden[66] == 0, "in half a second")
    #expect(sudden[62] > 0)
  }

  @Test func thePictureComesWithTheFirstSound() throws {
    let light = try light(steps([(0, 2), (1, 8)]))
    #expect(light[10] == 0 && light[20] == 1 && (0.1...0.9).contains(light[17]))
  }

  @Test func anExcerptIsAsTheClipIsThere() throws {
    let presence = Array(loud.prefix(600)) + (0...400).map { 1 - Float($0) / 400 }
    let whole = try light(presence)
    #expect(try light(presence, frames: 20..<50).allSatisfy { $0 == 1 })
    #expect(try light(presence, frames: 70..<100) == Array(whole[70...]))
  }

  @Test func askedForTheyAreAtTheEndsOfTheClip() throws {
    let light = try light(loud, frames: 20..<60, fadeIn: 1, fadeOut: 2)
    #expect(light[0] == 0 && light[10] == 1 && light[19] == 1 && light[39] == 0)
    #expect(zip(light[20...], light[21...]).allSatisfy { $0 > $1 })
    #expect(try self.light(steps([(0, 2), (1, 6), (0, 2)]), fadeIn: 0, fadeOut: 0).allSatisfy { $0 == 1 })
  }
}
