/// How far a render has come.
public struct RenderProgress: Sendable {
  /// Frames the clip will have, at least 1.
  public let frameCount: Int
  /// Frames encoded so far, 0...`frameCount`.
  public private(set) var finishedFrames = 0
  private let begin = ContinuousClock.now
  private var latest = ContinuousClock.now

  init(frameCount: Int) {
    self.frameCount = frameCount
  }

  mutating func finishFrame() {
    finishedFrames += 1
    latest = .now
  }

  /// Seconds since the first frame was begun.
  public var elapsed: Double { (latest - begin) / .seconds(1) }

  /// Finished frames a second, 0 at first.
  public var framesPerSecond: Double {
    elapsed > 0 ? Double(finishedFrames) / elapsed : 0
  }

  /// Seconds left at the pace so far; nil before the first frame is finished.
  public var timeLeft: Double? {
    framesPerSecond > 0 ? Double(frameCount - finishedFrames) / framesPerSecond : nil
  }
}
