import Dreaming
import Foundation
import Media
import TestSupport
import Testing

@testable import Rendering

@Suite(.serialized) struct GalleryTests {
  private let folder: TemporaryFolder
  private let network: Network

  init() throws {
    folder = try TemporaryFolder()
    network = try Network.efficientNetLite0()
  }

  private func options(channels: String? = nil, jobs: Int = 2) -> GalleryOptions {
    var options = GalleryOptions(jobs: jobs)
    options.channels = channels
    (options.size, options.iterations) = (PictureSize(width: 48, height: 32), 1)
    return options
  }

  private func gallery(_ options: GalleryOptions, in name: String = "gallery") async throws -> String {
    let page = try await makeGallery(of: network, in: folder(name), options: options) { _ in }
    #expect(page == folder("\(name)/index.html"))
    return try String(contentsOfFile: page, encoding: .utf8)
  }

  private func names(in name: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder(name)).sorted()
  }

  /// The pictures that a page shows, in order, each of them readable.
  private func pictures(of page: String, in name: String) throws -> [Picture] {
    try page.matches(of: /src="([^"]*)"/).map { match in
      try Picture(contentsOf: folder("\(name)/\(match.1)"))
    }
  }

  @Test func everyLayerIsDreamedFromNoiseAndALandscape() async throws {
    let page = try await gallery(options())
    for layer in network.layers {
      #expect(page.contains(">\(layer.name)</button> <span>\(layer.channels) channels"))
    }
    let dreams = try pictures(of: page, in: "gallery")
    #expect(dreams.count == 2 * network.layers.count)
    #expect(dreams.allSatisfy { $0.width == 48 && $0.height == 32 })
    #expect(dreams[0] != dreams[1] && dreams[0] != dreams[2], "each is a dream of its own")
    #expect(try names(in: "gallery") == ["contact-sheet.jpg", "dreams", "index.html"])
    #expect(try names(in: "gallery/dreams").count == dreams.count)
    #expect(try Picture(contentsOf: folder("gallery/contact-sheet.jpg")).width > 4 * 48)
  }

  @Test func channelsAreDreamedFromNoiseAndAPhotoIfThereIsOne() async throws {
    let listed = try await gallery(options(channels: "block2:3,7-8"))
    #expect(
      listed.matches(of: /src="dreams\/([^"]*)"/).map { String($0.1) } == [
        "03-block2_3-noise.jpg", "07-block2_7-noise.jpg", "08-block2_8-noise.jpg",
      ])
    try pinkNoise(width: 80, height: 40, seed: 3).write(to: folder("photo.png"))
    var withPhoto = options(channels: "block2")
    withPhoto.count = 2
    withPhoto.photo = folder("photo.png")
    let page = try await gallery(withPhoto, in: "with-photo")
    #expect(page.contains("block2:1<") && !page.contains("block2:2<"))
    #expect(try pictures(of: page, in: "with-photo").count == 4)
  }

  @Test func theNumberOfJobsChangesNothing() async throws {
    for jobs in [1, 3] { _ = try await gallery(options(channels: "block1:0-4", jobs: jobs), in: "\(jobs)") }
    for file in ["index.html", "contact-sheet.jpg"] {
      #expect(
        FileManager.default.contentsEqual(atPath: folder("1/\(file)"), andPath: folder("3/\(file)")))
    }
  }

  @Test func progressIsToldUntilTheEnd() async throws {
    let counts = AsyncStream.makeStream(of: Int.self)
    _ = try await makeGallery(of: network, in: folder("gallery"), options: options(channels: "stem:0-3")) {
      if case .progress(let progress) = $0 { counts.continuation.yield(progress.finished) }
    }
    counts.continuation.finish()
    let seen = await counts.stream.reduce(into: []) { $0.append($1) }
    #expect(seen == [0, 1, 2, 3, 4])
  }

  @Test func anEarlierGalleryIsReplacedAndNothingElse() async throws {
    _ = try await gallery(options(channels: "block1:0-3"))
    try folder.write([1], as: "gallery/dreams/mine.jpg")
    let page = try await gallery(options(channels: "block1:3-4"))
    #expect(
      try names(in: "gallery/dreams") == ["03-block1_3-noise.jpg", "04-block1_4-noise.jpg", "mine.jpg"])
    #expect(try pictures(of: page, in: "gallery").count == 2)
  }

  @Test func aFolderOfSomethingElseIsLeftAlone() async throws {
    for (name, file) in [("songs", "song.flac"), ("site", "index.html")] {
      try FileManager.default.createDirectory(atPath: folder(name), withIntermediateDirectories: true)
      try folder.write([1, 2, 3], as: "\(name)/\(file)")
      await #expect(throws: MediaError.self) { try await gallery(options(), in: name) }
      #expect(try names(in: name) == [file])
    }
    try folder.write([1], as: "file")
    await #expect(throws: MediaError.self) { try await gallery(options(), in: "file") }
    await #expect(throws: MediaError.self) { try await gallery(options(), in: "none/gallery") }
  }

  @Test func whatCannotBeShownIsSaidBeforeAnythingIsMade() async throws {
    for channels in ["blok2", "block2:24", "class:107", "guide:block2"] {
      await #expect(throws: RenderError.self) { try await gallery(options(channels: channels)) }
    }
    var noPhoto = options()
    noPhoto.photo = folder("none.png")
    await #expect(throws: MediaError.self) { try await gallery(noPhoto) }
    #expect(try folder.names == [])
  }

  @Test func cancellingLeavesWhatWasThere() async throws {
    _ = try await gallery(options(channels: "block1:0-1"), in: "old")
    let before = try String(contentsOfFile: folder("old/index.html"), encoding: .utf8)
    for name in ["new", "old"] {
      var long = options(jobs: 1)  // the other processor runs this test
      long.iterations = 1000
      let (network, path, chosen) = (network, folder(name), long)
      let task = Task { try await makeGallery(of: network, in: path, options: chosen) { _ in } }
      func hasBegun() -> Bool { (try? names(in: name).contains { $0.hasSuffix(".partial") }) == true }
      while !hasBegun() { try await Task.sleep(for: .milliseconds(5)) }
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
    }
    #expect(try folder.names == ["old"])
    #expect(try names(in: "old") == ["contact-sheet.jpg", "dreams", "index.html"])
    #expect(try String(contentsOfFile: folder("old/index.html"), encoding: .utf8) == before)
  }
}
