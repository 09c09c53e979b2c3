import Dreaming
import Media

/// All dreams of a gallery in one picture, small and labelled.
struct ContactSheet {
  /// An exhibit and its dreams, all of one size; by place.
  private var cells: [Int: (exhibit: Exhibit, dreams: [Picture])] = [:]
  private let title: String
  private let thumbnailSize: (width: Int, height: Int)

  /// A sheet for dreams of one size.
  ///
  /// - Parameter count: how many exhibits there will be: of many, each is shown smaller.
  init(title: String, count: Int, width: Int, height: Int) {
    self.title = title
    let widest = count <= 100 ? 240 : count <= 400 ? 160 : 96
    let shrunk = min(width, widest)
    thumbnailSize = (shrunk, max(1, height * shrunk / width))
  }

  /// Adds an exhibit at its place in the gallery; some places may stay empty, which doesn't show.
  mutating func add(_ exhibit: Exhibit, dreams: [Picture], at place: Int) {
    let thumbnails = dreams.map { $0.resized(width: thumbnailSize.width, height: thumbnailSize.height) }
    cells[place] = (exhibit, thumbnails)
  }

  /// What was added, in order.
  var exhibits: [Exhibit] { orderedCells.map(\.exhibit) }

  private var orderedCells: [(exhibit: Exhibit, dreams: [Picture])] {
    cells.sorted { $0.key < $1.key }.map(\.value)
  }

  private static let margin = 8
  private static let labelLines = 2
  private static let background = SIMD3<UInt8>(17, 17, 20)
  private static let bright = SIMD3<UInt8>(240, 240, 240)
  private static let dim = SIMD3<UInt8>(160, 160, 168)

  /// The sheet, about as wide as four thirds of its height. At least one exhibit has to be there.
  func picture() -> Picture {
    let cells = orderedCells
    let dreamsPerCell = cells.map(\.dreams.count).max() ?? 1
    let cellWidth = dreamsPerCell * thumbnailSize.width + Self.margin
    let cellHeight = thumbnailSize.height + (Self.labelLines * BitmapFont.height) + 2 * Self.margin
    let columns = columns(cellWidth: cellWidth, cellHeight: cellHeight)
    let rows = (cells.count + columns - 1) / columns
    let heading = BitmapFont.height + 2 * Self.margin
    // An even number of rows and columns of pixels: JPEG and its readers like that.
    var canvas = Canvas(
      width: (columns * cellWidth + Self.margin + 1) / 2 * 2,
      height: (heading + rows * cellHeight + 1) / 2 * 2,
      colour: Self.background)
    canvas.write(
      title, x: Self.margin, y: Self.margin, room: canvas.picture.width - 2 * Self.margin, colour: Self.bright
    )
    for (index, cell) in cells.enumerated() {
      let x = Self.margin + index % columns * cellWidth
      let y = heading + index / columns * cellHeight
      for (place, dream) in cell.dreams.enumerated() {
        canvas.paste(dream, x: x + place * thumbnailSize.width, y: y)
      }
      let label = y + thumbnailSize.height + 3
      let room = cellWidth - Self.margin
      canvas.write(cell.exhibit.term, x: x, y: label, room: room, colour: Self.bright)
      canvas.write(
        cell.exhibit.shortDetails, x: x, y: label + BitmapFont.height, room: room, colour: Self.dim)
    }
    return canvas.picture
  }

  private func columns(cellWidth: Int, cellHeight: Int) -> Int {
    let fitting = (4 / 3 * Double(cells.count * cellHeight) / Double(cellWidth)).squareRoot()
    return min(max(Int(fitting.rounded()), 1), cells.count)
  }
}
