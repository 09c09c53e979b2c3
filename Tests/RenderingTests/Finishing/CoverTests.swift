import Foundation
import Mapping
import Media
import TestSupport
import Testing

@testable import Rendering

@Suite struct CoverTests {
  private let folder: TemporaryFolder
  private let size = PictureSize(width: 48, height: 32)

  init() throws { folder = try TemporaryFolder() }

  /// Footage of one frame a picture.
  private func reader(_ pictures: [Picture], fit: FootageFit) throws -> ReelReader {
    let name = "film"
    try FileManager.default.createDirectory(atPath: folder(name), withIntermediateDirectories: true)
    for (number, picture) in pictures.enumerated() { try picture.write(to: folder("\(name)/\(number).png")) }
    var options = FootageOptions(paths: [folder(name)])
    options.fit = fit
    let reel = try Reel(options) { _ in }
    let moments = pictures.indices.map {
      FootageSchedule.Moment(file: 0, time: FrameRate(24).time(ofFrame: $0))
    }
    return ReelReader(reel, as: FootageSchedule(moments: moments), size: size)
  }

  private func plain(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Picture {
    picture { _, _ in [red, green, blue] }
  }

  private func picture(_ colour: (_ x: Int, _ y: Int) -> [UInt8]) -> Picture {
    Picture(
      width: size.width, height: size.height,
      pixels: (0..<size.area).flatMap { colour($0 % size.width, $0 / size.width) })
  }

  /// What is seen of a dream over footage.
  private func seen(
    _ dream: Picture, over footage: [Picture], at frame: Int = 0, _ parameters: [Parameter: Double] = [:],
    fit: FootageFit = .crop, _ change: (inout CoverOptions) -> Void = { _ in }
  ) throws -> Picture {
    var options = RenderOptions(size: size, jobs: 1)
    change(&options.cover)
    var values = DreamParameters()
    for (parameter, value) in parameters { values[parameter] = value }
    var shown = FloatFrame(dream)
    try Cover(of: reader(footage, fit: fit), options: options).lay(&shown, at: frame, values)
    return shown.rounded(to: .eight).picture
  }

  private func red(_ picture: Picture, _ x: Int, _ y: Int = 16) -> Int {
    Int(picture.pixels[3 * (y * size.width + x)])
  }

  @Test func detailIsHowMuchOfTheDreamIsSeen() throws {
    let (dream, footage) = (plain(120, 100, 80), plain(100, 100, 100))
    #expect(try seen(dream, over: [footage, footage]) == dream)
    #expect(try seen(dream, over: [footage, footage], [.detail: 0]) == footage)
    #expect(try seen(dream, over: [footage, footage], [.detail: 0.5]) == plain(110, 100, 90))
    #expect(try seen(dream, over: [footage, footage], [.detail: 2]) == plain(140, 100, 60))
  }

  @Test func besidePaddedFootageNothingIsDreamed() throws {
    let square = Picture(width: 32, height: 32, pixels: Array(repeating: 100, count: 3 * 32 * 32))
    let seen = try seen(plain(200, 200, 200), over: [square, square], fit: .pad)
    #expect(red(seen, 3) == 0 && red(seen, 24) == 200 && red(seen, 44) == 0)
  }

  @Test func keptColoursTakeOnlyLightFromTheDream() throws {
    let footage = plain(100, 60, 40)
    let kept = try seen(plain(160, 120, 100), over: [footage, footage]) { $0.keepsColours = true }
    #expect(kept == plain(160, 120, 100), "what is only lighter stays")
    let tinted = try seen(plain(100, 60, 140), over: [footage, footage]) { $0.keepsColours = true }
    #expect(tinted == plain(107, 67, 47), "a change of tint becomes one of light: 100 · 0.0722")
  }

  @Test func aMaskOfAPictureHidesTheDreamSoftly() throws {
    try picture { x, _ in Array(repeating: x < 24 ? 0 : 255, count: 3) }.write(to: folder("mask.png"))
    let (dream, footage) = (plain(200, 100, 100), plain(100, 100, 100))
    let mask = MaskSource.file(folder("mask.png"))
    let masked = try seen(dream, over: [footage, footage]) { $0.mask = mask }
    #expect(red(masked, 4) == 100 && red(masked, 44) == 200)
    #expect((110..<190).contains(red(masked, 23)), "soft at the border")
    let inverted = try seen(dream, over: [footage, footage]) { ($0.mask, $0.invertsMask) = (mask, true) }
    #expect(red(inverted, 4) == 200 && red(inverted, 44) == 100)
    let open = try seen(dream, over: [footage, footage], [.mask: 0]) { $0.mask = mask }
    #expect(open == dream)
    let half = try seen(dream, over: [footage, footage], [.mask: 0.5]) { $0.mask = mask }
    #expect(red(half, 4) == 150)
  }

  @Test func lightAndColourOfTheFootageCanBeMasks() throws {
    let footage = picture { x, _ in x < 24 ? [20, 20, 20] : [30, 230, 40] }
    let dream = picture { x, _ in x < 24 ? [120, 20, 20] : [130, 230, 40] }
    let light = try seen(dream, over: [footage, footage]) { $0.mask = .luma }
    #expect(red(light, 6) == 20 && red(light, 42) == 130)
    let green = try seen(dream, over: [footage, footage]) {
      $0.mask = .colour(SIMD3(0, 255, 0), tolerance: 0.25)
    }
    #expect(red(green, 6) == 20 && red(green, 42) == 130)
    let narrow = try seen(dream, over: [footage, footage]) {
      $0.mask = .colour(SIMD3(0, 255, 0), tolerance: 0.01)
    }
    #expect(red(narrow, 42) == 30)
  }

  @Test func motionIsWhereSomethingMoves() throws {
    func frame(_ place: Int) -> Picture {
      picture { x, y in
        Array(repeating: (place..<place + 8).contains(x) && (12..<20).contains(y) ? 220 : 60, count: 3)
      }
    }
    let footage = [frame(30), frame(33), frame(36), frame(36), frame(36), frame(36), frame(36)]
    let dream = picture { _, _ in [180, 60, 60] }
    let moving = try seen(dream, over: footage, at: 2) { $0.mask = .motion }
    #expect(red(moving, 33) > 150 && red(moving, 6) == 60)
    let resting = try seen(dream, over: footage, at: 6) { $0.mask = .motion }
    #expect(red(resting, 6) == 60 && red(resting, 20, 4) == 60, "nothing moves any more")
  }
}
