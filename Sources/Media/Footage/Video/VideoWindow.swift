/// The frame of a video that is on screen at a moment, and its neighbours.
///
/// Which frames they are depends on the moment only, not on where the window was before.
final class VideoWindow {
  /// The frame before; nil at the beginning, and where the window began to read.
  private(set) var previous: DecodedFrame?
  /// The frame on screen.
  private(set) var current: DecodedFrame?
  /// The frame after; nil at the video's end.
  private(set) var next: DecodedFrame?
  /// What decodes them.
  let decoder: SegmentDecoder

  private let path: String
  private let timeline: VideoTimeline

  init(path: String, timeline: VideoTimeline) throws(MediaError) {
    (self.path, self.timeline) = (path, timeline)
    decoder = try SegmentDecoder(path: path, timeline: timeline)
  }

  /// Moves to the last frame that starts at `time` or before, or to the first of all.
  ///
  /// - Parameter passing: is called at each frame on the way.
  func move(to time: Double, passing: () throws(MediaError) -> Void = {}) throws(MediaError) {
    let segment = timeline.segment(at: time)
    // Another segment begins at a keyframe: what lies between needn't be decoded.
    let isAhead = current.map { $0.start <= time && decoder.segment >= segment } ?? false
    if !isAhead { try begin(at: segment, showing: time) }
    while let next, next.start <= time {
      try passing()
      try advance()
    }
  }

  /// Moves on to the next frame.
  ///
  /// - Returns: false at the end, where nothing changes.
  @discardableResult
  func advance() throws(MediaError) -> Bool {
    guard let following = next else { return false }
    (previous, current) = (current, following)
    next = try decodeNext()
    return true
  }

  /// Decodes the frame before `current`, if there is one and `previous` isn't it yet.
  func findPrevious() throws(MediaError) {
    guard previous == nil, let wanted = current else { return }
    var segment = wanted.segment
    while previous == nil, segment > 0 {
      segment -= 1
      try open(segment)
      while let current, current.start < wanted.start, try advance() {}
    }
  }

  private func begin(at segment: Int, showing time: Double) throws(MediaError) {
    var segment = segment
    try open(segment)
    // Where the segment's first frames are damaged, the one before them stays on screen.
    while segment > 0, current.map({ $0.start > time }) ?? true {
      segment -= 1
      try open(segment)
    }
    guard current != nil else { throw MediaError(path, "has no frames that can be decoded") }
  }

  private func open(_ segment: Int) throws(MediaError) {
    try decoder.open(segment)
    previous = nil
    current = try decodeNext()
    next = try decodeNext()
  }

  private func decodeNext() throws(MediaError) -> DecodedFrame? {
    while true {
      if let frame = try decoder.next() { return frame }
      guard decoder.segment + 1 < timeline.segments.count else { return nil }
      try decoder.open(decoder.segment + 1)
    }
  }
}
