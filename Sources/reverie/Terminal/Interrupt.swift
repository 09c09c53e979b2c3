import Dispatch
import Foundation

/// Runs `work` in a task that Ctrl-C, a hang-up or a terminate signal cancels, so that it can clean up.
func stoppingOnInterrupt<Result: Sendable>(
  _ work: @escaping @Sendable () async throws -> Result
) async throws -> Result {
  let task = Task(operation: work)
  // A queue of its own has a thread of its own: those that tasks share may all be dreaming.
  let queue = DispatchQueue(label: "interrupt")
  let sources = [SIGINT, SIGTERM, SIGHUP].map { number in
    signal(number, SIG_IGN)  // the default would end the process before the source hears of it
    let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
    source.setEventHandler { task.cancel() }
    source.resume()
    return source
  }
  defer { for source in sources { source.cancel() } }
  return try await task.value
}
