import Dreaming
import Media

/// Dreams of each layer of a network, or of each channel of a layer, and makes a page to look through the dreams, and a
/// contact sheet.
///
/// Everything appears in the folder once all is there; an error, or cancelling the task, leaves the folder as it was.
///
/// - Parameters:
///   - network: what dreams.
///   - path: a new or empty folder, or one that holds an earlier gallery, which is replaced.
///   - options: which layers or channels, from what, and how large.
///   - report: called as dreams are finished, one call at a time.
/// - Returns: the path of the page, `index.html` in the folder.
/// - Throws: `MediaError` for the folder or the photo, `RenderError.unknownTerm` for the channels, `DreamError` when the
///   pictures are too small for every layer, or `CancellationError`.
public func makeGallery(
  of network: Network, in path: String, options: GalleryOptions,
  report: @escaping @Sendable (RenderEvent) -> Void
) async throws -> String {
  let exhibits =
    try options.channels.map { try Exhibit.channels($0, count: options.count, of: network) }
    ?? Exhibit.layers(of: network)
  let starts = try StartingPicture.all(for: options)
  let folder = try GalleryFolder(path)
  defer { folder.discard() }

  let subject = options.channels.map { "\(network.name), channels of \($0)" } ?? network.name
  let (width, height) = (options.pictureSize.width, options.pictureSize.height)
  var sheet = ContactSheet(
    title: "\(subject): from \(starts.map(\.name).joined(separator: " and "))", count: exhibits.count,
    width: width, height: height)
  try await dream(exhibits, of: network, from: starts, options: options, report: report) { place, dreams in
    for (start, dream) in zip(starts, dreams) {
      try dream.write(to: folder.workingPath(GalleryPage.file(of: exhibits[place], from: start.name)))
    }
    sheet.add(exhibits[place], dreams: dreams, at: place)
  }
  try sheet.picture().write(to: folder.workingPath(GalleryFolder.sheet))
  let page = GalleryPage(
    title: subject, exhibits: sheet.exhibits, starts: starts.map(\.name), width: width, height: height)
  try writeWhole(page.html, to: folder.workingPath(GalleryFolder.page))
  try Task.checkCancellation()
  try folder.keep()
  return "\(path)/\(GalleryFolder.page)"
}

/// Dreams of each exhibit from each starting picture, several exhibits at a time.
///
/// - Parameter deliver: called with an exhibit's place and its dreams when it is done, one call at a time, in any order; not
///   for those that the pictures are too small for.
private func dream(
  _ exhibits: [Exhibit], of network: Network, from starts: [StartingPicture], options: GalleryOptions,
  report: (RenderEvent) -> Void, deliver: (Int, [Picture]) throws -> Void
) async throws {
  var progress = RenderProgress(of: options.channels == nil ? "layers" : "channels", count: exhibits.count)
  report(.progress(progress))
  let pictures = starts.map(\.picture)
  var delivered = 0
  try await withThrowingTaskGroup(of: (Int, Result<[Picture], DreamError>).self) { group in
    // Deep layers take longest: begun first, they don't keep one processor busy at the end.
    var waiting = Array(exhibits.enumerated())
    func beginNext() {
      guard let (place, exhibit) = waiting.popLast() else { return }
      group.addTask {
        do throws(DreamError) {
          return (place, .success(try dream(of: exhibit.term, by: network, from: pictures, options: options)))
        } catch {
          return (place, .failure(error))
        }
      }
    }
    for _ in 0..<options.jobs { beginNext() }
    while let (place, result) = try await group.next() {
      switch result {
      case .success(let dreams):
        try deliver(place, dreams)
        delivered += 1
      case .failure(.stopped): throw CancellationError()
      case .failure(let error):
        // Shallower layers may still have room; they come later.
        guard case .tooSmall = error, !waiting.isEmpty || delivered > 0 else { throw error }
        report(.warning("\(exhibits[place].term) is left out: \(error)"))
      }
      progress.finishOne()
      report(.progress(progress))
      beginNext()
    }
  }
}

/// The dream of one term from each picture.
private func dream(
  of term: String, by network: Network, from pictures: [Picture], options: GalleryOptions
) throws(DreamError) -> [Picture] {
  let size = options.pictureSize
  let dreamer = try Dreamer(network: network, width: size.width, height: size.height, terms: [term])
  let recipe = Recipe([WeightedTerm(term)], iterations: options.iterations)
  var dreams: [Picture] = []
  for picture in pictures {
    dreams.append(
      try dreamer.dream(picture, recipe: recipe, seed: options.seed) { _ in !Task.isCancelled })
  }
  return dreams
}
