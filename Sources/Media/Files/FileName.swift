/// A file's name without its folder: "song.flac" of "music/song.flac"; a path without a name stays as it is.
public func fileName(of path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

/// What follows the last dot of a file's name, in lower case: "flac" of "music/Song.FLAC"; empty without one.
public func fileEnding(of path: String) -> String {
  let name = fileName(of: path)
  guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
  return name[name.index(after: dot)...].lowercased()
}
