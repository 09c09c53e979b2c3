import Foundation

/// Why weights outside the model's file can't be had.
struct ExternalDataError: Error {
  let reason: String
}

/// Where the bytes of a constant lie outside the model's file: a part of another file in the model's folder.
struct ExternalData {
  private let folder: URL
  private let location: String
  private let offset: Int
  private let length: Int?

  /// - Parameters:
  ///   - entries: what the model says: location, offset, length.
  ///   - file: the model's.
  /// - Throws: for a place outside the model's folder, and numbers that are none.
  init(_ entries: [Onnx_StringStringEntryProto], besides file: String) throws(ExternalDataError) {
    func value(_ key: String) -> String? { entries.first { $0.key == key }?.value }
    func number(_ key: String) throws(ExternalDataError) -> Int? {
      guard let text = value(key) else { return nil }
      guard let number = Int(text), number >= 0 else {
        throw ExternalDataError(reason: "its \(key) in another file is '\(text)'")
      }
      return number
    }
    location = value("location") ?? ""
    let staysInside = !location.hasPrefix("/") && !location.split(separator: "/").contains("..")
    guard staysInside, !location.isEmpty, !location.contains("\0") else {
      throw ExternalDataError(
        reason: "its weights are said to be in '\(location)', outside the model's folder")
    }
    folder = URL(fileURLWithPath: file).deletingLastPathComponent()
    offset = try number("offset") ?? 0
    length = try number("length")
  }

  /// The bytes, `count` of them.
  func bytes(count: Int) throws(ExternalDataError) -> Data {
    let url = folder.appendingPathComponent(location).resolvingSymlinksInPath()
    guard let type = try? url.resourceValues(forKeys: [.isRegularFileKey]), type.isRegularFile == true else {
      throw ExternalDataError(
        reason: "its weights should be in \(url.relativePath), but there is no such file")
    }
    guard let data = try? Data(contentsOf: url, options: .mappedIfSafe) else {
      throw ExternalDataError(reason: "its weights in \(url.relativePath) can't be read")
    }
    guard length ?? count == count, offset <= data.count, count <= data.count - offset else {
      throw ExternalDataError(
        reason: "its weights should be \(count) bytes from byte \(offset) of \(url.relativePath), "
          + "which has \(data.count)")
    }
    return data.subdata(in: offset..<offset + count)
  }
}
