import CBundledPages

/// A page to look through dreams: one file without anything from elsewhere, the pictures beside it.
struct GalleryPage {
  /// What is shown.
  let title: String
  let exhibits: [Exhibit]
  /// The names of what the dreams of an exhibit begin with, in order.
  let starts: [String]
  /// Of each picture, in pixels.
  let width: Int
  /// Of each picture, in pixels.
  let height: Int

  /// Where a dream's picture is, relative to the page.
  static func file(of exhibit: Exhibit, from start: String) -> String {
    "\(GalleryFolder.dreams)/\(exhibit.fileStem)-\(start).jpg"
  }

  /// The page's text.
  var html: String {
    HTMLPage(
      title: "\(title): dreams", mark: GalleryFolder.mark, style: style, body: body,
      script: String(cString: gallery_page_script())
    ).text
  }

  private var body: String {
    """
    <header>
    <h1>\(escaped(title))</h1>
    <p>Each is dreamed from: \(starts.joined(separator: ", ")). Click a dream to enlarge it, then go on with the
    arrow keys; click a name to copy it for a mapping or for <code>reverie still --layer</code>.</p>
    <p><input id="find" type="search" placeholder="Find" aria-label="Find">
    <a href="\(GalleryFolder.sheet)">All on one sheet</a></p>
    </header>
    <main>
    \(exhibits.map(figure).joined(separator: "\n"))
    </main>
    <dialog id="large" aria-label="Enlarged dream">
    <div id="pictures"></div>
    <p><button id="back" aria-label="Previous">←</button> <button id="name" class="name"></button>
    <span id="details"></span> <button id="forth" aria-label="Next">→</button></p>
    </dialog>
    """
  }

  private func figure(_ exhibit: Exhibit) -> String {
    let term = escaped(exhibit.term)
    let images = starts.map { start in
      """
      <img src="\(Self.file(of: exhibit, from: start))" alt="\(term) from \(start)" width="\(width)" \
      height="\(height)" loading="lazy">
      """
    }
    return """
      <figure>
      <button class="dreams" aria-label="Enlarge \(term)">\(images.joined())</button>
      <figcaption><button class="name">\(term)</button> <span>\(escaped(exhibit.details))</span></figcaption>
      </figure>
      """
  }

  /// The style sheet; figures of several pictures are wider.
  private var style: String {
    String(cString: gallery_page_style())
      .replacing("var(--narrowest)", with: starts.count > 1 ? "420px" : "210px")
  }
}
