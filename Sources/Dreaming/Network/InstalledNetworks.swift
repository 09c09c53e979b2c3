import Foundation

/// The networks that can be chosen by name: the shipped one, and those in a folder of the user's.
struct InstalledNetworks {
  /// The name of the network that is part of the program.
  static let shipped = "lite0"

  private let folder: URL

  /// - Parameter environment: says where users' data are: `$XDG_DATA_HOME`, else `~/.local/share`.
  init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    let home = URL(fileURLWithPath: environment["HOME"] ?? NSHomeDirectory())
    let stated = environment["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? URL(fileURLWithPath: $0) : nil }
    let data = stated ?? home.appendingPathComponent(".local/share")
    folder = data.appendingPathComponent("reverie/networks")
  }

  /// Names of the networks in the folder, sorted.
  var names: [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".onnx") }.map { String($0.dropLast(".onnx".count)) }.sorted()
  }

  /// The file that `nameOrPath` means: an installed network, or a path, which has a "/" or ends in ".onnx".
  ///
  /// - Throws: `DreamError.unknownNetwork`.
  func file(for nameOrPath: String) throws(DreamError) -> String {
    guard !nameOrPath.contains("/"), !nameOrPath.hasSuffix(".onnx") else { return nameOrPath }
    guard names.contains(nameOrPath) else {
      throw .unknownNetwork(name: nameOrPath, known: [Self.shipped] + names)
    }
    return folder.appendingPathComponent("\(nameOrPath).onnx").path
  }
}
