import Foundation

extension Mapping {
  /// Reads a mapping's YAML text, and the mappings that it extends.
  ///
  /// - Parameters:
  ///   - yaml: the text.
  ///   - file: what error messages call the text; without its folder and ending, the mapping's name if it has none
  ///     itself. Files that it extends are looked for beside it.
  /// - Throws: everything that is wrong with it and with what it extends.
  public init(yaml: String, file: String) throws(MappingErrors) {
    let defaultName = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
    self = try MappingReader.mapping(from: yaml, file: file, defaultName: defaultName)
  }

  /// The built-in mapping of this name, or else the mapping in this file.
  ///
  /// - Throws: everything that is wrong with it and with what it extends.
  public static func load(_ nameOrPath: String) throws(MappingErrors) -> Mapping {
    let text: String
    do throws(MappingError) {
      text = try self.text(of: nameOrPath)
    } catch {
      throw MappingErrors([error])
    }
    return try Mapping(yaml: text, file: nameOrPath)
  }

  /// The YAML text of the built-in mapping of this name, or else of this file.
  ///
  /// - Throws: that there is none, or that it can't be a mapping: a folder, no text in UTF-8, larger than 64 KB.
  public static func text(of nameOrPath: String) throws(MappingError) -> String {
    if let text = builtInText(nameOrPath) { return text }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: nameOrPath, isDirectory: &isFolder) else {
      throw missing(nameOrPath)
    }
    if isFolder.boolValue { throw MappingError(nameOrPath, "is a folder, not a mapping file") }
    guard let data = read(nameOrPath) else { throw MappingError(nameOrPath, "can't be read") }
    guard data.count <= largestFile else { throw MappingError(nameOrPath, "too large for a mapping file") }
    guard let text = String(data: data, encoding: .utf8) else {
      throw MappingError(nameOrPath, "not a text file in UTF-8")
    }
    return text
  }

  /// Whether this can only be meant as a file, not as the name of a built-in mapping.
  static func looksLikePath(_ nameOrPath: String) -> Bool {
    nameOrPath.contains("/") || hasMappingEnding(nameOrPath)
  }

  /// Whether the file's name ends as those of mappings do.
  static func hasMappingEnding(_ path: String) -> Bool { path.hasSuffix(".yaml") || path.hasSuffix(".yml") }

  private static func missing(_ nameOrPath: String) -> MappingError {
    guard !looksLikePath(nameOrPath) else { return MappingError(nameOrPath, "no such file") }
    let hint = Spelling(known: builtInNames).hint(for: nameOrPath, orElse: ";")
    let names = builtInNames.joined(separator: ", ")
    return MappingError(nameOrPath, "unknown mapping\(hint) built in are \(names); or name a YAML file")
  }

  /// Nobody writes mappings of this size, in bytes: it must be something else.
  private static let largestFile = 1 << 16

  /// A file's bytes, up to a few more than are allowed.
  private static func read(_ path: String) -> Data? {
    guard let file = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? file.close() }
    do { return try file.read(upToCount: largestFile + 1) ?? Data() } catch { return nil }
  }
}
