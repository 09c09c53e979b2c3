import Foundation
import Media

/// Analyses on disk, found again by what is in the song's file, whatever its name.
///
/// One file an analysis, written under another name and then renamed, so that any number of programs may use the
/// folder at once; one that is damaged is ignored and written anew. Nothing that goes wrong with the folder stops
/// anybody from hearing a song: then there is no cache, that's all.
struct AnalysisCache {
  /// Where the files are.
  let folder: String
  /// Bytes in the folder, at most; what wasn't used for longest makes room.
  var limit = 500 << 20

  /// The user's: `$XDG_CACHE_HOME/reverie`, or `~/.cache/reverie`; nil for a user without a home.
  static func ofUser(_ environment: [String: String] = ProcessInfo.processInfo.environment) -> AnalysisCache?
  {
    func folder(_ name: String) -> String? {
      // The specification wants relative paths ignored.
      environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil }
    }
    let base = folder("XDG_CACHE_HOME") ?? folder("HOME").map { $0 + "/.cache" }
    return base.map { AnalysisCache(folder: $0 + "/reverie") }
  }

  /// The name of an analysis: of what is in the song, of the beats given for it, and of the program that hears it.
  ///
  /// - Returns: nil where the song can't be read.
  static func key(ofSong path: String, beats: BeatFile?) -> String? {
    let digest = Digest()
    digest.add("\(Analysis.version) \(program)")
    for beat in beats?.beats ?? [] { digest.add("\(beat.time) \(beat.position ?? 0)") }
    digest.add("song")
    guard digest.addFile(at: path) else { return nil }
    return digest.finish().map { String(format: "%02x", $0) }.joined()
  }

  /// The analysis with this name, if it is there and whole.
  func analysis(_ key: String) -> CachedAnalysis? {
    let path = path(of: key)
    guard let data = FileManager.default.contents(atPath: path),
      let kept = CachedAnalysis(packed: Array(data))
    else { return nil }
    utimensat(AT_FDCWD, path, nil, 0)  // used now
    return kept
  }

  /// Keeps an analysis under this name, if that can be done.
  func store(_ analysis: CachedAnalysis, as key: String) {
    let bytes = analysis.packed
    guard bytes.count <= limit else { return }
    try? FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    try? writeWhole(bytes, to: path(of: key))
    makeRoom()
  }

  private func path(of key: String) -> String { "\(folder)/\(key).analysis" }

  /// Removes what wasn't used for longest while there is too much; also what a program that was killed left.
  private func makeRoom() {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let entries = names.compactMap(entry).sorted { ($0.used, $0.path) < ($1.used, $1.path) }
    var excess = entries.reduce(-limit) { $0 + $1.size }
    for entry in entries where excess > 0 {
      unlink(entry.path)
      excess -= entry.size
    }
  }

  private struct Entry {
    let path: String
    let size: Int
    /// Seconds since 1970.
    let used: Double
  }

  /// nil for what isn't ours.
  private func entry(_ name: String) -> Entry? {
    guard name.hasSuffix(".analysis") || name.hasSuffix(".partial") else { return nil }
    let path = "\(folder)/\(name)"
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    let used = Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) * 1e-9
    return Entry(path: path, size: Int(status.st_size), used: used)
  }

  /// Tells this build of the program from others, in case that `Analysis.version` should have changed and did not.
  private static let program: String = {
    var status = stat()
    guard stat("/proc/self/exe", &status) == 0 else { return "" }
    return "\(status.st_size) \(status.st_mtim.tv_sec)"
  }()
}
