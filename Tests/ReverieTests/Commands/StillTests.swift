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

  @Test(arguments: [
    (["still", "none.png", "-o", "dream.png"], ["none.png"]),
    (["still", "text.mp3", "-o", "dream.png"], ["text.mp3"]),
    (["still", "text.mp3", "-o", "dream.png", "--layer", "blok5"], ["blok5", "block5"]),
    (["still", "text.mp3", "-o", "dream.png", "--layer", "blok5:3=0.5"], ["'blok5'", "block5"]),
    (["still", "text.mp3", "-o", "dream.png", "--layer", "block8:112"], ["'112'", "0 to 111"]),
    (["still", "text.mp3", "-o", "dream.png", "--layer", "class:jelyfish"], ["jelyfish", "'jellyfish'"]),
    (["still", "text.mp3", "-o", "dream.png", "--layer", "class:retriever"], ["golden retriever"]),
    (["still", "text.mp3", "-o", "dream.png", "--layer", "class:crane"], ["134", "517"]),
    (["still", "sample.wav", "-o", "dream.png", "--guide", "none.png"], ["sample.wav"]),
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
