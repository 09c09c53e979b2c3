import Foundation

/// What tells a file's state from another without reading it: a save changes it, whether an editor writes into the
/// file or puts another in its place.
private struct FileState: Equatable {
  private let identity: [Int]

  /// - Returns: nil while there is no such file.
  init?(of path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    identity = [
      Int(truncatingIfNeeded: status.st_dev), Int(truncatingIfNeeded: status.st_ino), Int(status.st_size),
      status.st_mtim.tv_sec, status.st_mtim.tv_nsec,
    ]
  }
}

/// Does `work` now, and again after each save of the file at `path`, until the task is cancelled.
///
/// A file that is still being written, or is gone for a moment while an editor replaces it, is waited for.
///
/// - Throws: `CancellationError`, or what `work` throws.
func repeating(onSavesOf path: String, _ work: () async throws -> Void) async throws {
  var last = FileState(of: path)
  try await work()
  var done = last
  while true {
    try await Task.sleep(for: .milliseconds(30))
    guard let state = FileState(of: path) else { continue }
    defer { last = state }
    guard state == last, state != done else { continue }
    done = state
    try await work()
  }
}
