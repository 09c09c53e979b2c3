import CLibAV
import Foundation

/// The SHA-256 of bytes that come piece by piece, as libav computes it.
///
/// - Source: NIST, "Secure Hash Standard", FIPS 180-4 2015.
public struct Digest: ~Copyable {
  private let state = av_sha_alloc()!

  /// The digest of nothing, so far.
  public init() { av_sha_init(state, 256) }

  deinit { av_free(UnsafeMutableRawPointer(state)) }

  /// Adds `bytes`.
  public func add(_ bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.baseAddress else { return }
    av_sha_update(state, start.assumingMemoryBound(to: UInt8.self), bytes.count)
  }

  /// Adds `text` in UTF-8, and its length before it, so that two texts are never the same as two others.
  public func add(_ text: String) {
    withUnsafeBytes(of: text.utf8.count) { add($0) }
    Array(text.utf8).withUnsafeBytes { add($0) }
  }

  /// Adds what is in the file at `path`.
  ///
  /// - Returns: whether it is a regular file and could be read to its end.
  public func addFile(at path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
    return withUnsafeTemporaryAllocation(byteCount: 1 << 18, alignment: 64) { buffer in
      while true {
        let count = Foundation.read(descriptor, buffer.baseAddress, buffer.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return count == 0 }
        add(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      }
    }
  }

  /// The digest of all that was added, 32 bytes.
  public consuming func finish() -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
      av_sha_final(state, buffer.baseAddress)
      count = 32
    }
  }
}
