import Dispatch
import Foundation

/// Runs `work` in a task that Ctrl-C, a hang-up or a terminate signal cancels, so that it can clean up.
func stoppingOnInterrupt(_ work: @escaping @Sendable () async throws -> Void) async throws {
  let task = Task(operation: work)
  let sources = [SIGINT, SIGTERM, SIGHUP].map { number in
    signal(number, SIG_IGN)  // the default would end the process before the source hears of it
    let source = DispatchSource.makeSignalSource(signal: number)
    source.setEventHandler { task.cancel() }
    source.resume()
    return source
  }
  defer { for source in sources { source.cancel() } }
  try await task.value
}
