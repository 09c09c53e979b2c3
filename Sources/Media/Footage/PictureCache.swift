/// The pictures that were made last, with the time that each is on screen; as many as fit into a budget of bytes.
struct PictureCache {
  /// How many pictures fit.
  let capacity: Int

  private var entries: [ShownPicture] = []
  private var oldest = 0

  /// - Parameter size: of the pictures.
  init(bytes: Int, size: PictureSize) {
    capacity = min(max(bytes / (3 * size.area), 1), 512)
  }

  /// The picture on screen at `time`, if it is still there.
  func picture(at time: Double) -> Picture? {
    entries.first { $0.time.contains(time) }?.picture
  }

  /// Remembers a picture, in the place of the oldest where there is no room.
  mutating func insert(_ picture: ShownPicture) {
    if entries.count < capacity {
      entries.append(picture)
    } else {
      entries[oldest] = picture
      oldest = (oldest + 1) % capacity
    }
  }
}
