import Foundation

/// The program, run as a user runs it.
struct Program {
  /// The folder it runs in.
  let folder: URL
  /// Variables that are set for it. Nothing that was heard is remembered but in a test's own folder.
  var environment = ["XDG_CACHE_HOME": "/dev/null"]

  /// What a run left behind.
  struct Outcome {
    /// The exit code; negative for the signal that ended the program.
    let status: Int32
    let output: String
    let errors: String
  }

  /// The executable beside the test bundle, in the build folder.
  private static var executable: URL {
    URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
      .deletingLastPathComponent().appendingPathComponent("reverie")
  }

  func callAsFunction(_ arguments: [String]) throws -> Outcome {
    try start(arguments).outcome()
  }

  /// A run that hasn't ended.
  struct Run {
    let process: Process
    fileprivate let logs: URL

    /// Waits for the end.
    func outcome() throws -> Outcome {
      process.waitUntilExit()
      defer { try? FileManager.default.removeItem(at: logs) }
      func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: logs.appendingPathComponent(name)), as: UTF8.self)
      }
      let status = process.terminationStatus
      return Outcome(
        status: process.terminationReason == .exit ? status : -status,
        output: try text("output"), errors: try text("errors"))
    }
  }

  func start(_ arguments: [String]) throws -> Run {
    let logs = FileManager.default.temporaryDirectory.appendingPathComponent(
      "reverie-run-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: logs, withIntermediateDirectories: true)
    func log(_ name: String) throws -> FileHandle {
      let url = logs.appendingPathComponent(name)
      try Data().write(to: url)
      return try FileHandle(forWritingTo: url)
    }
    let process = Process()
    process.executableURL = Self.executable
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardOutput = try log("output")
    process.standardError = try log("errors")
    try process.run()
    return Run(process: process, logs: logs)
  }
}
