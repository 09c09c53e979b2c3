import Media
import TestSupport
import Testing

@Suite struct FilmTests {
  private func flat(_ level: Int, width: Int = 32, height: Int = 24) -> Picture {
    Picture(width: width, height: height, pixels: [UInt8](repeating: UInt8(level), count: 3 * width * height))
  }

  @Test func framesComeInNaturalOrder() throws {
    let folder = try TemporaryFolder()
    let names = ["frame-10.png", "frame-9.jpg", "frame-2.png", "frame-010b.png", "Frame-1.png"]
    for (level, name) in [(80, names[0]), (60, names[1]), (40, names[2]), (100, names[3]), (20, names[4])] {
      try flat(level).write(to: folder(name))
    }
    try flat(255).write(to: folder(".hidden.png"))
    try folder.write("notes".utf8, as: "frame-3.txt")
    let footage = try Footage(path: folder.path, folderRate: FrameRate(5))
    #expect(footage.size == PictureSize(width: 32, height: 24))
    #expect(footage.frameRate == FrameRate(5))
    #expect(footage.duration == 1)
    #expect(!footage.isStill && !footage.hasSound && footage.warnings.isEmpty)
    let reader = try footage.makeReader()
    for (index, level) in [20, 40, 60, 80, 100].enumerated() {
      #expect(abs(try reader.picture(at: Double(index) / 5).colour(5, 5).x - level) <= 1)
    }
    #expect(try reader.picture(at: 9).colour(5, 5).x == 100)
    #expect(try reader.picture(at: 0.39).colour(5, 5).x == 40)
  }

  @Test func eachFrameIsFitted() throws {
    let folder = try TemporaryFolder()
    try flat(50).write(to: folder("1.png"))
    try flat(90, width: 100, height: 20).write(to: folder("2.png"))
    let reader = try Footage(path: folder.path)
      .makeReader(size: PictureSize(width: 20, height: 20), fit: .pad)
    #expect(try reader.picture(at: 0).colour(10, 10) == [50, 50, 50])
    let wide = try reader.picture(at: 0.05)
    #expect(wide.colour(10, 10) == [90, 90, 90])
    #expect(wide.colour(10, 5) == [0, 0, 0])
  }

  @Test func oneFrameIsAStill() throws {
    let folder = try TemporaryFolder()
    try flat(50).write(to: folder("1.png"))
    let footage = try Footage(path: folder.path)
    #expect(footage.isStill && footage.frameRate == nil && footage.duration == 0)
    #expect(try footage.shots() == [0])
  }

  @Test func saysWhatIsWrong() throws {
    let folder = try TemporaryFolder()
    try folder.write("notes".utf8, as: "notes.txt")
    #expect(
      throws: MediaError(
        folder.path, "holds no pictures: a folder of frames has .png, .jpg, .tif, .bmp or .webp files")
    ) { try Footage(path: folder.path) }
    try flat(50).write(to: folder("1.png"))
    let damaged = try folder.write("no picture".utf8, as: "2.png")
    let reader = try Footage(path: folder.path).makeReader()
    let error = #expect(throws: MediaError.self) { try reader.picture(at: 0.05) }
    #expect(error?.path == damaged)
  }
}
