import CBundledMappings

extension Mapping {
  /// The mappings that come with the program, in alphabetical order.
  public static let builtInNames: [String] = builtIns.keys.sorted()

  /// The mapping of a render that names none; `default` is another name for it.
  public static let defaultName = "pulse"

  /// The mapping of a render over moving footage that names none.
  public static let defaultNameOverFootage = "haunt"

  /// Whether `load` takes this for the name of a built-in mapping, not for a file.
  public static func isBuiltIn(_ nameOrPath: String) -> Bool { builtInText(nameOrPath) != nil }

  /// The YAML text of a built-in mapping.
  ///
  /// - Returns: nil where none has this name.
  public static func builtInText(_ name: String) -> String? {
    builtIns[name == "default" ? defaultName : name]
  }

  /// The YAML text of each, by name.
  private static let builtIns: [String: String] = {
    var texts: [String: String] = [:]
    for index in 0..<bundled_mapping_count() {
      texts[String(cString: bundled_mapping_name(index))] = String(cString: bundled_mapping_text(index))
    }
    return texts
  }()
}
