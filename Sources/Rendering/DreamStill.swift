import Dreaming
import Foundation
import Mapping
import Media

/// How still pictures are dreamed.
public struct StillOptions: Sendable {
  /// Without terms it dreams of the network's `suggestedLayer`, or with guides, of what its `suggestedGuideLayer` sees in
  /// the first.
  public var recipe: Recipe
  /// Pictures whose features terms such as `guide:block8` and `guide2:block8` borrow.
  public var guides: [String] = []
  /// Pixels a side of the parts that a large picture is computed in; without it they are as large as half a gigabyte of
  /// working memory allows.
  public var tile: Int?
  /// Whether pictures keep their colours, and take only light and dark from the dream.
  public var keepsColours = false
  /// Another seed is another dream.
  public var seed: UInt64 = 0
  /// How many work on a picture, at least 1; changes nothing but the time it takes.
  public var threads: Int

  /// Dreams by `recipe`.
  public init(recipe: Recipe, threads: Int) { (self.recipe, self.threads) = (recipe, threads) }
}

/// Dreams the picture at `source` and writes it to `target`.
///
/// - Parameters:
///   - source: the picture's file.
///   - target: the dream's file, .png, .jpg or .jpeg.
///   - network: what dreams.
///   - options: how.
///   - report: called as the dream goes on. Cancelling the task stops it before anything is written.
/// - Throws: `MediaError` for the files, `RenderError.unknownTerm`, `DreamError`, or `CancellationError`.
public func dreamStill(
  _ source: String, to target: String, with network: Network, options: StillOptions,
  report: (RenderEvent) -> Void
) throws {
  try Picture.checkTarget(target)
  var stills = try Stills(network, options)
  var progress: RenderProgress?
  try stills.dream(source, to: target) { state in
    var current = progress ?? RenderProgress(of: "steps", count: state.stepCount)
    current.advance(to: state.finishedSteps, share: state.share)
    progress = current
    report(.progress(current))
  }
}

/// Dreams every PNG and JPEG picture in a folder, and writes each to another folder under its own name.
///
/// - Parameters:
///   - source: the folder.
///   - target: the folder of dreams; made if it isn't there.
///   - network: what dreams.
///   - options: how.
///   - report: called after each picture, and with a warning for each that can't be dreamed; the others still are. Cancelling
///     the task leaves what is finished.
/// - Throws: `MediaError` for the folders, `RenderError.unknownTerm`, `.leftOut` at the end if pictures were left out,
///   or `CancellationError`.
public func dreamStills(
  in source: String, to target: String, with network: Network, options: StillOptions,
  report: (RenderEvent) -> Void
) throws {
  let names = try Picture.names(in: source)
  var stills = try Stills(network, options)
  do {
    try FileManager.default.createDirectory(
      at: URL(fileURLWithPath: target, isDirectory: true), withIntermediateDirectories: false)
  } catch CocoaError.fileWriteFileExists {
    // The dreams join what is there.
  } catch {
    throw MediaError(target, "cannot be made: \(error.localizedDescription)")
  }
  var progress = RenderProgress(of: "pictures", count: names.count)
  var leftOut = 0
  for name in names {
    do {
      try stills.dream("\(source)/\(name)", to: "\(target)/\(name)") { _ in }
    } catch let error where error is MediaError || error is DreamError {
      leftOut += 1
      report(.warning("\(error); left out"))
    }
    progress.finishOne()
    report(.progress(progress))
  }
  if leftOut > 0 { throw RenderError.leftOut(count: leftOut, of: names.count, folder: source) }
}

/// Dreams picture after picture; those of one size share what is planned for it.
private struct Stills {
  private let network: Network
  private let options: StillOptions
  private let recipe: Recipe
  private let guides: [Picture]
  private var latest: (size: PictureSize, dreamer: Dreamer)?

  init(_ network: Network, _ options: StillOptions) throws {
    var recipe = options.recipe
    if recipe.terms.isEmpty {
      let term = options.guides.isEmpty ? network.suggestedLayer : "guide:\(network.suggestedGuideLayer)"
      recipe.terms = [WeightedTerm(term)]
    }
    for text in recipe.terms.map(\.text).sorted() { _ = try DreamTerm(spelling: text, of: network) }
    (self.network, self.options, self.recipe) = (network, options, recipe)
    guides = try options.guides.map { try Picture(contentsOf: $0) }
  }

  mutating func dream(_ source: String, to target: String, report: (DreamProgress) -> Void) throws {
    let picture = try Picture(contentsOf: source)
    let dreamer = try dreamer(for: picture.size)
    var dreamed: Picture
    do throws(DreamError) {
      dreamed = try dreamer.dream(picture, recipe: recipe, seed: options.seed) { state in
        report(state)
        return !Task.isCancelled
      }
    } catch {
      throw error == .stopped ? CancellationError() : error as any Error
    }
    if options.keepsColours { dreamed = dreamed.keepingColours(of: picture) }
    try dreamed.write(to: target)
  }

  private mutating func dreamer(for size: PictureSize) throws -> Dreamer {
    if let latest, latest.size == size { return latest.dreamer }
    let dreamer = try Dreamer(
      network: network, width: size.width, height: size.height, guides: guides, tile: options.tile,
      terms: recipe.terms.map(\.text).sorted(), threads: options.threads)
    latest = (size, dreamer)
    return dreamer
  }
}

extension Picture {
  /// The colours of another picture of its size, as light and dark as this one.
  fileprivate func keepingColours(of other: Picture) -> Picture {
    let weights = Picture.lumaWeights
    var result = other
    for index in stride(from: 0, to: pixels.count, by: 3) {
      var change: Float = 0
      for channel in 0..<3 {
        change += weights[channel] * (Float(pixels[index + channel]) - Float(other.pixels[index + channel]))
      }
      for channel in 0..<3 {
        let value = Float(other.pixels[index + channel]) + change
        result.pixels[index + channel] = UInt8(min(max(value, 0), 255).rounded())
      }
    }
    return result
  }
}
