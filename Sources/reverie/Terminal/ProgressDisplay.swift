import Foundation
import Media
import Rendering
import Synchronization

/// Runs a command's long work and shows on standard error how it goes; Ctrl-C stops it, and what goes wrong is reported.
///
/// - Parameters:
///   - quietSeconds: how long nothing is shown where there is no terminal.
///   - leftovers: what Ctrl-C leaves behind, as the end of a sentence.
///   - work: is given what to report to.
func showingProgress<Result: Sendable>(
  quietSeconds: Double = 0, leaving leftovers: String = "nothing was written",
  _ work: @escaping @Sendable (_ report: @escaping @Sendable (RenderEvent) -> Void) async throws -> Result
) async throws -> Result {
  let display = ProgressDisplay(quietSeconds: quietSeconds)
  return try await reportingFailure(leaving: leftovers) {
    defer { display.finish() }
    return try await stoppingOnInterrupt { try await work { display.show($0) } }
  }
}

/// RenderProgress on standard error: a bar that redraws itself in a terminal, a line each tenth of the way elsewhere.
private final class ProgressDisplay: Sendable {
  private struct State {
    var lastDrawn: ContinuousClock.Instant?
    var tenths = 0
    var hasOpenLine = false
  }
  private let state = Mutex(State())
  private let quietSeconds: Double
  private let isTerminal = isatty(FileHandle.standardError.fileDescriptor) == 1

  /// - Parameter quietSeconds: how long nothing is shown where there is no terminal.
  init(quietSeconds: Double) {
    self.quietSeconds = quietSeconds
  }

  func show(_ event: RenderEvent) {
    switch event {
    case .warning(let sentence):
      finish()
      printError("warning: \(sentence)")
    case .note(let sentence):
      finish()
      printError(sentence)
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
      let isLast = progress.finished == progress.count
      if !isLast, let last = state.lastDrawn, now - last < .milliseconds(100) { return }
      state.lastDrawn = now
      state.hasOpenLine = true
      FileHandle.standardError.write(Data("\r\(bar(progress)) \(figures(progress))\u{1B}[K".utf8))
    }
  }

  private func log(_ progress: RenderProgress) {
    state.withLock { state in
      let tenths = Int(10 * progress.share)
      guard tenths > state.tenths, progress.elapsed >= quietSeconds else { return }
      state.tenths = tenths
      printError(figures(progress))
    }
  }

  private func bar(_ progress: RenderProgress) -> String {
    let width = 30
    let filled = Int(Double(width) * progress.share)
    return "[" + String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled) + "]"
  }

  private func figures(_ progress: RenderProgress) -> String {
    let pace = (progress.pace * 10).rounded() / 10
    let count = "\(progress.finished)/\(progress.count) \(progress.unit), \(pace) \(progress.unit)/s"
    guard progress.finished < progress.count else {
      return "\(count), took \(ClockTime(progress.elapsed))"
    }
    return progress.timeLeft.map { "\(count), \(ClockTime($0.rounded())) left" } ?? "dreaming..."
  }
}
