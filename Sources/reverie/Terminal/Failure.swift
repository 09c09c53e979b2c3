import ArgumentParser
import Foundation

/// Runs a command's work; what goes wrong becomes one line on standard error and exit code 1, an interrupt 130.
///
/// - Parameter leftovers: what an interrupt leaves behind, as the end of a sentence.
func reportingFailure<Result>(
  leaving leftovers: String = "nothing was written", _ work: () async throws -> Result
) async throws -> Result {
  do {
    return try await work()
  } catch is CancellationError {
    printError("stopped; \(leftovers)")
    throw ExitCode(128 + SIGINT)
  } catch {
    printError("error: \(error)")
    throw ExitCode.failure
  }
}

/// A line on standard error.
func printError(_ line: String) {
  FileHandle.standardError.write(Data("\(line)\n".utf8))
}
