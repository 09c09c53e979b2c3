import Testing

@testable import Dreaming
@testable import Rendering

@Suite struct GalleryPageTests {
  private func exhibit(_ name: String, summary: String = "") -> Exhibit {
    let layer = Network.Layer(name: name, channels: 8, stride: 4, summary: summary)
    return Exhibit(term: name, layer: layer, number: 3, of: 12)
  }

  private func page(_ exhibits: [Exhibit], title: String = "net") -> String {
    GalleryPage(title: title, exhibits: exhibits, starts: ["noise", "photo"], width: 64, height: 48).html
  }

  @Test func namesAreTextAndNothingElse() {
    let evil = #"</script><b onclick="x">'&"#
    let html = page([exhibit(evil, summary: evil)], title: evil)
    #expect(!html.contains("<b ") && !html.contains(#""x""#))
    #expect(html.contains("<h1>&lt;/script&gt;&lt;b onclick=&quot;x&quot;&gt;&#39;&amp;</h1>"))
    #expect(html.components(separatedBy: "</script>").count == 2)
  }

  @Test func everythingIsInThePageButThePictures() {
    let html = page([exhibit("block5"), exhibit("block8")])
    #expect(!html.contains("http:") && !html.contains("https:") && !html.contains("url("))
    let links = html.matches(of: /(?:src|href)="([^"]*)"/).map { String($0.1) }
    #expect(
      links == [
        "data:,", "contact-sheet.jpg", "dreams/03-block5-noise.jpg", "dreams/03-block5-photo.jpg",
        "dreams/03-block8-noise.jpg", "dreams/03-block8-photo.jpg",
      ])
  }

  @Test func itSaysWhatIsKnownOfALayer() {
    #expect(page([exhibit("a", summary: "eyes")]).contains("8 channels, cells of 4 pixels: eyes</span>"))
    #expect(page([exhibit("a")]).contains("8 channels, cells of 4 pixels</span>"))
  }
}
