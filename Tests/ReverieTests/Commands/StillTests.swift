import Foundation
import Media
import TestSupport
import Testing

@Suite(.serialized) struct StillCommandTests {
  private let song: SongFolder

  init() throws { song = try SongFolder() }

  @Test func stillDreamsAPicture() throws {
    let grey = Picture(width: 64, height: 48, pixels: (0..<3 * 64 * 48).map { UInt8(96 + $0 % 64) })
    try grey.write(to: song.folder("photo.png"))
    let run = try song.reverie([
      "still", "photo.png", "-o", "dream.png", "--layer", "block5=0.7", "--layer", "block2", "--iterations",
      "2",
    ])
    #expect(run.status == 0, "\(run.errors)")
    let dream = try Picture(contentsOf: song.folder("dream.png"))
    #expect(dream.width == 64 && dream.height == 48 && dream != grey)
  }

  @Test func stillDreamsOfChannelsClassesAndGuides() throws {
    let grey = Picture(width: 64, height: 48, pixels: (0..<3 * 64 * 48).map { UInt8(96 + $0 % 64) })
    try grey.write(to: song.folder("photo.png"))
    var dreams = [grey]
    for terms in [
      ["--layer", "block8:12,40=0.5"], ["--layer", "class:Jellyfish"], ["--guide", "photo.png"],
      ["--guide", "photo.png", "--layer", "guide:block5", "--layer", "block3=0.2", "--tile", "32"],
      ["--layer", "block5", "--smooth", "1", "--blur", "2-0.5", "--jitter", "3", "--no-bands", "--no-clip"],
    ] {
      let run = try song.reverie(["still", "photo.png", "-o", "dream.png", "--iterations", "1"] + terms)
      #expect(run.status == 0, "\(run.errors)")
      let dream = try Picture(contentsOf: song.folder("dream.png"))
      #expect(!dreams.contains(dream), "\(terms)")
      dreams.append(dream)
    }
  }

  @Test func aFolderIsDreamedInOneCall() throws {
    try FileManager.default.createDirectory(atPath: song.folder("photos"), withIntermediateDirectories: true)
    let photo = Picture(width: 64, height: 48, pixels: (0..<3 * 64 * 48).map { UInt8(96 + $0 % 64) })
    try photo.write(to: song.folder("photos/a.png"))
    try Picture(width: 48, height: 48, pixels: Array(repeating: 120, count: 3 * 48 * 48))
      .write(to: song.folder("photos/b.jpg"))
    let quick = ["--iterations", "1", "--layer", "block3", "--octaves", "2"]
    let run = try song.reverie(["still", "photos", "-o", "dreams"] + quick)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output == "dreams\n")
    let dream = try Picture(contentsOf: song.folder("dreams/a.png"))
    #expect(dream.size == photo.size && dream != photo)
    #expect(try Picture(contentsOf: song.folder("dreams/b.jpg")).width == 48)
    let alone = try song.reverie(["still", "photos/a.png", "-o", "alone.png"] + quick)
    #expect(alone.status == 0)
    #expect(try Picture(contentsOf: song.folder("alone.png")) == dream)

    try song.write("no picture", as: "photos/broken.png")
    let rest = try song.reverie(["still", "photos", "-o", "rest"] + quick)
    #expect(rest.status == 1)
    #expect(rest.errors.contains("photos/broken.png") && rest.errors.contains("1 of 3 pictures"))
    #expect(FileManager.default.fileExists(atPath: song.folder("rest/b.jpg")), "the others are dreamed")
  }

  @Test func keptColoursAreThePictures() throws {
    let red = Picture(
      width: 64, height: 48, pixels: (0..<64 * 48).flatMap { [UInt8(150 + $0 % 40), 90, 60] })
    try red.write(to: song.folder("photo.png"))
    let run = try song.reverie([
      "still", "photo.png", "-o", "dream.png", "--iterations", "3", "--keep-colours",
    ])
    #expect(run.status == 0, "\(run.errors)")
    let dream = try Picture(contentsOf: song.folder("dream.png"))
    #expect(dream != red)
    for index in stride(from: 0, to: red.pixels.count, by: 3)
    where dream.pixels[index..<index + 3].allSatisfy({ (1..<255).contains($0) }) {
      let tint = Int(red.pixels[index]) - Int(red.pixels[index + 2])
      #expect(abs(Int(dream.pixels[index]) - Int(dream.pixels[index + 2]) - tint) <= 1)
    }
  }

  @Test(arguments: [
    (["still", "none.png", "-o", "dream.png"], ["none.png"]),
    (["still", "text.mp3", "-o", "dream.png"], ["text.mp3"]),
    (["still", "text.mp3", "-o", "dream.png", "--layer", "blok5"], ["blok5", "block5"]),
    (["still", "text.mp3", "-o", "dream.png", "--layer", "blok5:3=0.5"], ["'blok5'", "block5"]),
    (["still", "text.mp3", "-o", "dream.png", "--layer", "block8:112"], ["'112'", "0 to 111"]),
    (["still", "text.mp3", "-o", "dream.png", "--layer", "class:jelyfish"], ["jelyfish", "'jellyfish'"]),
    (["still", "text.mp3", "-o", "dream.png", "--layer", "class:retriever"], ["golden retriever"]),
    (["still", "text.mp3", "-o", "dream.png", "--layer", "class:crane"], ["134", "517"]),
    (["still", "sample.wav", "-o", "dream.png", "--guide", "none.png"], ["none.png"]),
    (["still", "text.mp3", "-o", "dream.png", "--network", "nowhere"], ["nowhere"]),
  ])
  func badInputIsOneClearLine(arguments: [String], words: [String]) throws {
    try song.expectOneClearLine(of: arguments, with: words)
  }

  @Test(arguments: [
    ["still", "song.wav"], ["still", "song.wav", "-o", "dream.png", "--layer", "block5=much"],
    ["still", "song.wav", "-o", "dream.png", "--blur", "2-x"],
    ["still", "song.wav", "-o", "dream.png", "--threads", "0"],
    ["still", "song.wav", "-o", "dream.png", "--guide", "dream.png"],
  ])
  func aMalformedCommandLineIsRefused(arguments: [String]) throws { try song.expectRefusal(of: arguments) }
}
