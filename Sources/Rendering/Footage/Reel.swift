import Dreaming
import Foundation
import Media

/// The footage of a clip: its files, opened.
public struct Reel: Sendable {
  let files: [Footage]
  let options: FootageOptions

  /// Opens every file.
  ///
  /// - Parameters:
  ///   - options: which files, and how they are played.
  ///   - folderRate: frames a second of a folder of frames; nil for the usual 24.
  ///   - warn: told what is wrong with a file that can be used all the same.
  /// - Throws: `MediaError` for one that can't be used.
  public init(
    _ options: FootageOptions, folderRate: FrameRate? = nil, warn: (String) -> Void
  ) throws(MediaError) {
    precondition(!options.paths.isEmpty)
    var files: [Footage] = []
    for path in options.paths {
      let file = try Footage(path: path, folderRate: folderRate ?? FrameRate(24))
      for warning in file.warnings { warn(warning) }
      files.append(file)
    }
    (self.files, self.options) = (files, options)
    let duration = files.reduce(0) { $0 + ($1.isStill ? 0 : $1.duration) }
    if moves, options.start >= duration {
      warn(
        "\(options.paths[0]): the footage ends after \(String(format: "%.1f", duration)) s, before it is to start at "
          + "\(String(format: "%.1f", options.start)) s")
    }
  }

  /// Whether anything in it moves. Stills alone are flown into instead of being dreamed over.
  public var moves: Bool { files.contains { !$0.isStill } }

  /// The rate of the first file that has one; nil for stills.
  public var frameRate: FrameRate? { files.lazy.compactMap(\.frameRate).first.map(Self.watchable) }

  /// The first file's size, even both ways: for a draft as large as the usual draft, otherwise no larger than high definition
  /// and no smaller than a network can see something in.
  public func size(isDraft: Bool) -> PictureSize {
    let own = files[0].size
    let most = isDraft ? RenderOptions.draftSize.area : Self.mostPixels
    var scale = min(1, (Double(most) / Double(own.area)).squareRoot())
    scale = max(scale, Double(Self.leastSide) / Double(min(own.width, own.height)))
    func even(_ side: Int) -> Int { max(Self.leastSide, 2 * Int(Double(side) * scale / 2 + 1e-6)) }
    return PictureSize(width: min(even(own.width), 8192), height: min(even(own.height), 8192))
  }

  private static let mostPixels = 1920 * 1080
  private static let leastSide = 32

  /// A dream must move: footage of few frames a second is shown at a clip's usual rate.
  private static func watchable(_ rate: FrameRate) -> FrameRate {
    rate.framesPerSecond < 10 ? FrameRate(24) : rate
  }
}

extension RenderOptions {
  /// These options with the size and the rate of the footage where nobody asked for others.
  ///
  /// - Parameter note: told where the footage is too large to be dreamed over as it is.
  func fitting(_ reel: Reel?, note: (String) -> Void) -> RenderOptions {
    var fitting = self
    if let reel {
      fitting.frameRate = frameRate ?? reel.frameRate
      let own = reel.files[0].size
      if size == nil {
        let chosen = reel.size(isDraft: isDraft)
        fitting.size = chosen
        if !isDraft, chosen.area < own.area * 9 / 10 {
          note(
            "\(reel.files[0].path) is \(own) pixels; the clip will be \(chosen), unless --size asks for more")
        }
      }
    }
    return fitting
  }
}
