import Dreaming
import Mapping
import Media

/// Dreams the picture at `source` and writes it to `target`.
///
/// - Parameters:
///   - source: the picture's file.
///   - target: the dream's file, .png, .jpg or .jpeg.
///   - network: what dreams.
///   - recipe: without terms it dreams of the network's `suggestedLayer`, or with guides, of what
///     its `suggestedGuideLayer` sees in that.
///   - guides: pictures whose features terms such as `guide:block8` and `guide2:block8` borrow.
///   - tile: pixels a side of the parts that a large picture is computed in; without it they are as large as half a gigabyte
///     of working memory allows.
///   - seed: another seed is another dream.
///   - threads: how many work on the picture, at least 1; changes nothing but the time it takes.
///   - report: called as the dream goes on. Cancelling the task stops it before anything is written.
/// - Throws: `MediaError` for the files, `RenderError.unknownTerm`, `DreamError`, or `CancellationError`.
public func dreamStill(
  _ source: String, to target: String, with network: Network, recipe: Recipe, guides: [String] = [],
  tile: Int? = nil, seed: UInt64, threads: Int, report: (RenderEvent) -> Void
) throws {
  try Picture.checkTarget(target)
  var recipe = recipe
  if recipe.terms.isEmpty {
    let term = guides.isEmpty ? network.suggestedLayer : "guide:\(network.suggestedGuideLayer)"
    recipe.terms = [WeightedTerm(term)]
  }
  let texts = recipe.terms.map(\.text).sorted()
  for text in texts { _ = try DreamTerm(spelling: text, of: network) }
  let picture = try Picture(contentsOf: source)
  let dreamer = try Dreamer(
    network: network, width: picture.width, height: picture.height,
    guides: guides.map { try Picture(contentsOf: $0) }, tile: tile, terms: texts, threads: threads)
  var progress: RenderProgress?
  let dreamed: Picture
  do throws(DreamError) {
    dreamed = try dreamer.dream(picture, recipe: recipe, seed: seed) { state in
      var current = progress ?? RenderProgress(of: "steps", count: state.stepCount)
      current.advance(to: state.finishedSteps, share: state.share)
      progress = current
      report(.progress(current))
      return !Task.isCancelled
    }
  } catch {
    throw error == .stopped ? CancellationError() : error as any Error
  }
  try dreamed.write(to: target)
}
