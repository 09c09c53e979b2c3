import CBundledMappings
import Foundation

extension Mapping {
  /// The mappings that come with the program, in alphabetical order.
  public static let builtInNames: [String] = builtIns.keys.sorted()

  /// The mapping of a render that names none; `default` is another name for it.
  public static let defaultName = "pulse"

  /// Whether `load` takes this for the name of a built-in mapping, not for a file.
  public static func isBuiltIn(_ nameOrPath: String) -> Bool { builtInText(nameOrPath) != nil }

  /// The YAML text of a built-in mapping.
  ///
  /// - Returns: nil where none has this name.
  public static func builtInText(_ name: String) -> String? {
    builtIns[name == "default" ? defaultName : name]
  }

  /// Reads a mapping's YAML text, and the mappings that it extends.
  ///
  /// - Parameter file: what error messages call the text; without its folder and ending, the mapping's name if
  ///   it has none itself.
  public init(yaml: String, file: String) throws(MappingErrors) {
    let defaultName = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
    self = try MappingReader.mapping(from: yaml, file: file, defaultName: defaultName)
  }

  /// The built-in mapping of this name, or else the mapping in this file.
  ///
  /// - Throws: everything that is wrong with it.
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
  public static func text(of nameOrPath: String) throws(MappingError) -> String {
    if let text = builtInText(nameOrPath) { return text }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: nameOrPath, isDirectory: &isFolder) else {
      let looksLikePath =
        nameOrPath.contains("/") || nameOrPath.hasSuffix(".yaml") || nameOrPath.hasSuffix(".yml")
      if looksLikePath { throw MappingError(nameOrPath, "no such file") }
      let hint =
        Spelling(known: builtInNames).nearest(to: nameOrPath).map { "; did you mean '\($0)'?" } ?? ";"
      throw MappingError(
        nameOrPath,
        "unknown mapping\(hint) built in are \(builtInNames.joined(separator: ", ")); or name a YAML file")
    }
    if isFolder.boolValue { throw MappingError(nameOrPath, "is a folder, not a mapping file") }
    guard let data = read(nameOrPath) else { throw MappingError(nameOrPath, "can't be read") }
    guard data.count <= largestFile else { throw MappingError(nameOrPath, "too large for a mapping file") }
    guard let text = String(data: data, encoding: .utf8) else {
      throw MappingError(nameOrPath, "not a text file in UTF-8")
    }
    return text
  }

  /// Nobody writes mappings of this size, in bytes: it must be something else.
  private static let largestFile = 1 << 16

  /// A file's bytes, up to a few more than are allowed.
  private static func read(_ path: String) -> Data? {
    guard let file = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? file.close() }
    do { return try file.read(upToCount: largestFile + 1) ?? Data() } catch { return nil }
  }

  private static let builtIns: [String: String] = {
    var texts: [String: String] = [:]
    for index in 0..<bundled_mapping_count() {
      texts[String(cString: bundled_mapping_name(index))] = String(cString: bundled_mapping_text(index))
    }
    return texts
  }()
}
