extension Footage {
  /// Where its shots begin, in seconds from the first frame; the first is 0.
  ///
  /// Hard cuts only: dissolves, flashes and fast motion are none. Decodes the whole footage once.
  ///
  /// - Throws: `MediaError` when the footage can't be read, or is damaged for the most part.
  public func shots() throws(MediaError) -> [Double] {
    guard !isStill else { return [0] }
    var detection = ShotDetection()
    // Small enough to blur noise, large enough to see where things are.
    try frames(size: ShotDetection.thumbnailSize, fit: .stretch)
      .forEachFrame { detection.take($0.picture, at: $0.time.lowerBound) }
    return detection.shots()
  }
}

/// Finds hard cuts by how much a frame differs from the one before, against how much frames around it do.
///
/// The difference is the geometric mean of two, each from 0 to 1: of the pixels, which sees objects move, and of
/// brightness histograms of blocks, which sees light change. A cut is large in both, and several times as large as the
/// median around it: in a fast pan neighbouring frames differ as much. What was seen just before the change and is
/// seen again just after it was hidden by a flash.
///
/// - Source: Zhang, Kankanhalli and Smoliar, "Automatic partitioning of full-motion video", Multimedia Systems 1993
///   (both differences); Yusoff, Christmas and Kittler, "Video shot cut detection using adaptive thresholding",
///   BMVC 2000 (the threshold).
struct ShotDetection {
  static let thumbnailSize = PictureSize(width: 64, height: 36)

  /// Below it nothing is a cut: two shots of the same scene differ more.
  private static let leastDifference: Float = 0.12
  /// Times the median around it.
  private static let leastRatio: Float = 3
  /// Frames before and after that the median is taken of.
  private static let neighbours = 8
  /// Frames that differ by less are one frame repeated, as where animation is drawn at half the rate.
  private static let repetition: Float = 0.002
  /// Seconds; what is shorter is part of the shot before, and a flash.
  private static let shortestShot = 0.2

  private struct Change {
    let time: Double
    let difference: Float
    /// Whether what was seen before comes back soon after it, or came back by it.
    var isFlash = false
  }

  private var changes: [Change] = []
  private var previous: Thumbnail?
  /// Changes that may still turn out to be a flash, with what was seen before them.
  private var open: [(change: Int, before: Thumbnail)] = []

  /// Looks at the next frame, of `thumbnailSize`, which starts at `time` seconds.
  mutating func take(_ picture: Picture, at time: Double) {
    let thumbnail = Thumbnail(picture)
    open.removeAll { time - changes[$0.change].time > Self.shortestShot }
    if let previous {
      changes.append(Change(time: time, difference: previous.difference(from: thumbnail)))
      for (change, before) in open
      where before.difference(from: thumbnail) < changes[change].difference / 3 {
        for index in change..<changes.count { changes[index].isFlash = true }
      }
      if changes.last!.difference >= Self.leastDifference { open.append((changes.count - 1, previous)) }
    }
    previous = thumbnail
  }

  /// Where shots begin, in seconds, from what was seen.
  func shots() -> [Double] {
    var shots = [0.0]
    for (index, change) in changes.enumerated() where isCut(index) {
      if change.time - shots.last! >= Self.shortestShot { shots.append(change.time) }
    }
    return shots
  }

  private func isCut(_ index: Int) -> Bool {
    let change = changes[index]
    guard change.difference >= Self.leastDifference, !change.isFlash else { return false }
    let around = max(0, index - Self.neighbours)..<min(changes.count, index + Self.neighbours + 1)
    let others = around.filter { $0 != index }.map { changes[$0].difference }.filter { $0 > Self.repetition }
    let median = others.isEmpty ? 0 : others.sorted()[others.count / 2]
    return change.difference >= Self.leastRatio * median
  }
}

/// What shot detection sees of a frame.
private struct Thumbnail {
  /// `[row][column][channel]`, 0 to 255.
  private let pixels: [UInt8]
  /// `[block][bin]`: the share of a block's pixels that are about as bright.
  private let histograms: [Float]

  /// 4 x 4 blocks of 16 x 9 pixels.
  private static let blocks = 4
  private static let bins = 16

  init(_ picture: Picture) {
    pixels = picture.pixels
    var counts = [Float](repeating: 0, count: Self.blocks * Self.blocks * Self.bins)
    let weight = Float(Self.blocks * Self.blocks) / Float(picture.size.area)
    for row in 0..<picture.height {
      for column in 0..<picture.width {
        let block = row * Self.blocks / picture.height * Self.blocks + column * Self.blocks / picture.width
        let pixel = 3 * (row * picture.width + column)
        // Green alone is most of brightness.
        let luma = (Int(pixels[pixel]) + 2 * Int(pixels[pixel + 1]) + Int(pixels[pixel + 2])) / 4
        counts[block * Self.bins + luma * Self.bins / 256] += weight
      }
    }
    histograms = counts
  }

  /// From 0, the same, to 1.
  func difference(from other: Thumbnail) -> Float {
    var sum = 0
    for (one, two) in zip(pixels, other.pixels) { sum += abs(Int(one) - Int(two)) }
    let pixelDifference = Float(sum) / Float(255 * pixels.count)
    var distance: Float = 0
    for (one, two) in zip(histograms, other.histograms) { distance += abs(one - two) }
    let histogramDifference = distance / Float(2 * Self.blocks * Self.blocks)
    return (pixelDifference * histogramDifference).squareRoot()
  }
}
