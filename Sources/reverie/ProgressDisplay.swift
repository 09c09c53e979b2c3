import Foundation
import Rendering
import Synchronization

/// RenderProgress on standard error: a bar that redraws itself in a terminal, a line each tenth of the way elsewhere.
final class ProgressDisplay: Sendable {
  private struct State {
    var lastDrawn: ContinuousClock.Instant?
    var tenths = 0
    var hasOpenLine = false
  }
  private let state = Mutex(State())
  private let isTerminal = isatty(FileHandle.standardError.fileDescriptor) == 1

  func show(_ event: RenderEvent) {
    switch event {
    case .warning(let sentence):
      finish()
      printError("warning: \(sentence)")
    case .progress(let progress):
      if isTerminal { redraw(progress) } else { log(progress) }
    }
  }

  /// Ends the bar's line.
  func finish() {
    state.withLock { state in
      if state.hasOpenLine { printError("") }
      state.hasOpenLine = false
    }
  }

  private func redraw(_ progress: RenderProgress) {
    state.withLock { state in
      let now = ContinuousClock.now
      let isLast = progress.finishedFrames == progress.frameCount
      if !isLast, let last = state.lastDrawn, now - last < .milliseconds(100) { return }
      state.lastDrawn = now
      state.hasOpenLine = true
      FileHandle.standardError.write(Data("\r\(bar(progress)) \(figures(progress))\u{1B}[K".utf8))
    }
  }

  private func log(_ progress: RenderProgress) {
    state.withLock { state in
      let tenths = 10 * progress.finishedFrames / progress.frameCount
      guard tenths > state.tenths else { return }
      state.tenths = tenths
      printError(figures(progress))
    }
  }

  private func bar(_ progress: RenderProgress) -> String {
    let width = 30
    let filled = width * progress.finishedFrames / progress.frameCount
    return "[" + String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled) + "]"
  }

  private func figures(_ progress: RenderProgress) -> String {
    let pace = (progress.framesPerSecond * 10).rounded() / 10
    let count = "\(progress.finishedFrames)/\(progress.frameCount) frames, \(pace) frames/s"
    guard progress.finishedFrames < progress.frameCount else {
      return "\(count), took \(clockTime(progress.elapsed))"
    }
    return progress.timeLeft.map { "\(count), \(clockTime($0.rounded())) left" } ?? "dreaming..."
  }
}
