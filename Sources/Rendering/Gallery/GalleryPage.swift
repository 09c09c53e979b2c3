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
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    \(GalleryFolder.mark)
    <link rel="icon" href="data:,">
    <title>\(escaped(title)): dreams</title>
    <style>
    \(style)
    </style>
    </head>
    <body>
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
    <script>
    \(script)
    </script>
    </body>
    </html>

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

  private var style: String {
    """
    :root { color-scheme: dark; }
    body { margin: 0; padding: 1.5rem; background: #111114; color: #ddd; font: 15px/1.5 system-ui, sans-serif; }
    h1 { margin: 0; font-weight: 600; font-size: 1.5rem; color: #fff; }
    header p { margin: .5rem 0; max-width: 60rem; color: #aaa; }
    a { color: #9cf; margin-left: 1rem; }
    input { font: inherit; padding: .2rem .6rem; width: 16rem; }
    main { display: grid; gap: 1.5rem; margin-top: 1.5rem;
      grid-template-columns: repeat(auto-fill, minmax(min(100%, \(starts.count > 1 ? 420 : 210)px), 1fr)); }
    figure { margin: 0; }
    figure[hidden] { display: none; }
    button { font: inherit; color: inherit; background: none; border: 0; padding: 0; cursor: pointer; }
    .dreams { display: flex; width: 100%; border-radius: 6px; overflow: hidden; cursor: zoom-in; }
    .dreams img { flex: 1 1 0; min-width: 0; width: 100%; height: auto; display: block; }
    .dreams:focus-visible, .name:focus-visible { outline: 2px solid #9cf; outline-offset: 2px; }
    figcaption { margin-top: .4rem; overflow-wrap: anywhere; }
    .name { font: 600 15px/1.5 ui-monospace, monospace; color: #fff; text-align: left; overflow-wrap: anywhere; }
    .name:hover { color: #9cf; }
    .name.copied::after { content: " copied"; color: #8d8; font-weight: 400; }
    figcaption span, #details { color: #999; }
    dialog { border: 0; padding: 0; margin: 0; width: 100vw; height: 100vh; max-width: none; max-height: none;
      background: #0a0a0cf5; color: #ddd; text-align: center; }
    dialog[open] { display: flex; flex-direction: column; }
    #pictures { flex: 1 1 0; min-height: 0; display: flex; gap: 8px; padding: 16px; }
    #pictures img { flex: 1 1 0; min-width: 0; min-height: 0; width: 100%; height: 100%; object-fit: contain; }
    dialog p { margin: 0; padding: 0 16px 16px; }
    #back, #forth { padding: 0 1rem; font-size: 1.5rem; color: #fff; }
    @media (orientation: portrait) { #pictures { flex-direction: column; } }
    """
  }

  private var script: String {
    """
    "use strict";
    const figures = [...document.querySelectorAll("figure")];
    const [large, pictures, name, details, find] =
      ["large", "pictures", "name", "details", "find"].map(id => document.getElementById(id));
    let current = 0;

    function show(index) {
      current = index;
      const figure = figures[index];
      pictures.replaceChildren(...[...figure.querySelectorAll("img")].map(image => {
        const copy = image.cloneNode();
        copy.loading = "eager";
        return copy;
      }));
      name.textContent = figure.querySelector(".name").textContent;
      details.textContent = figure.querySelector("span").textContent;
      if (!large.open) large.showModal();
    }

    function go(step) {
      const visible = figures.flatMap((figure, index) => figure.hidden ? [] : [index]);
      const place = visible.indexOf(current) + step;
      show(visible[(place + visible.length) % visible.length]);
    }

    async function copy(button) {
      try {
        await navigator.clipboard.writeText(button.textContent);
        button.classList.add("copied");
        setTimeout(() => button.classList.remove("copied"), 1200);
      } catch {  // not allowed here: select it, so that it can be copied by hand
        getSelection().selectAllChildren(button);
      }
    }

    figures.forEach((figure, index) =>
      figure.querySelector(".dreams").addEventListener("click", () => show(index)));
    document.querySelectorAll(".name").forEach(button => button.addEventListener("click", () => copy(button)));
    document.getElementById("back").addEventListener("click", () => go(-1));
    document.getElementById("forth").addEventListener("click", () => go(1));
    pictures.addEventListener("click", () => large.close());
    large.addEventListener("close", () => figures[current].querySelector(".dreams").focus());
    document.addEventListener("keydown", event => {
      if (!large.open) return;
      if (event.key === "ArrowLeft") go(-1);
      if (event.key === "ArrowRight") go(1);
    });
    find.addEventListener("input", () => {
      const wanted = find.value.toLowerCase();
      figures.forEach(figure => figure.hidden = !figure.textContent.toLowerCase().includes(wanted));
    });
    """
  }
}
