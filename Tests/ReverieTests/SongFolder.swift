import Foundation
import Media
import TestSupport
import Testing

/// A folder with a song of clicks, two a second, and the program run in it.
struct SongFolder {
  let folder: TemporaryFolder
  let reverie: Program
  /// When the song clicks, in seconds.
  let beats: [Double]

  /// - Parameter duration: of the song in seconds.
  init(duration: Double = 6) throws {
    folder = try TemporaryFolder()
    reverie = Program(folder: URL(fileURLWithPath: folder.path))
    beats = stride(from: 0.25, to: duration, by: 0.5).map { $0 }
    try folder.write(wavBytes(clickTrack(at: beats, duration: duration)), as: "song.wav")
  }

  /// Writes a text file.
  func write(_ text: String, as name: String) throws { try folder.write(text.utf8, as: name) }

  /// The pictures of a clip in the folder.
  func frames(of clip: String) throws -> [Picture] {
    let footage = try VideoFrames(path: folder(clip))
    var frames: [Picture] = []
    while let frame = try footage.nextFrame() { frames.append(frame) }
    return frames
  }

  /// Expects exit code 1 and one line that holds every given word, below which a mapping's line may be shown, and that no
  /// file is left behind. Some files that are wrong are there.
  @discardableResult
  func expectOneClearLine(of arguments: [String], with words: [String]) throws -> Program.Outcome {
    try folder.write([], as: "empty.wav")
    try folder.write(wavBytes([0.5]), as: "sample.wav")
    for (name, text) in [
      ("text.mp3", "Not a song at all.\n"), ("wrong.yaml", "layers:\n  block5: bas + 1\n"),
      ("layer.yaml", "layers:\n  blok5: 1\n"), ("late.beats", "0.5\t1\n6.5\t2\n"),
    ] {
      try write(text, as: name)
    }
    let before = try folder.names
    let run = try reverie(arguments)
    #expect(run.status == 1)
    #expect(run.output.isEmpty)
    let lines = run.errors.split(separator: "\n").filter { !$0.hasPrefix("  ") }
    #expect(lines.count == 1, "\(run.errors)")
    for word in words { #expect(run.errors.contains(word), "\(run.errors)") }
    #expect(try folder.names == before)
    return run
  }

  /// Expects the exit code of a malformed command line, and that nothing is written.
  func expectRefusal(of arguments: [String]) throws {
    let before = try folder.names
    let run = try reverie(arguments)
    #expect(run.status == 64, "\(run.errors)")
    #expect(try folder.names == before)
  }
}
