import Foundation

/// The names of the files in a folder that end in one of `endings`, in natural order: 2.png before 10.png. Hidden files are
/// passed over.
///
/// - Parameter endings: in lower case.
/// - Throws: `MediaError` when the folder can't be read.
func numberedNames(in folder: String, endings: Set<String>) throws(MediaError) -> [NumberedName] {
  let all: [String]
  do { all = try FileManager.default.contentsOfDirectory(atPath: folder) } catch {
    throw MediaError(folder, "cannot be read: \(error.localizedDescription)")
  }
  return all.filter { !$0.hasPrefix(".") && endings.contains(fileEnding(of: $0)) }.map(NumberedName.init)
    .sorted()
}

/// A file's name, taken apart into numbers and what is between them.
struct NumberedName: Comparable {
  let name: String
  private let parts: [Part]

  private enum Part: Equatable {
    case text(String)
    /// A run of digits, without zeros in front: a number of any length.
    case number(String)
  }

  init(_ name: String) {
    self.name = name
    let stem = name.lastIndex(of: ".").map { name[..<$0] } ?? name[...]
    var parts: [Part] = []
    var rest = stem
    while let first = rest.first {
      let isNumber = Self.isDigit(first)
      let run = rest.prefix { Self.isDigit($0) == isNumber }
      rest = rest.dropFirst(run.count)
      parts.append(isNumber ? .number(String(run.drop { $0 == "0" })) : .text(String(run)))
    }
    self.parts = parts
  }

  static func < (first: Self, second: Self) -> Bool {
    for case let (one, other) in zip(first.parts, second.parts) where one != other {
      switch (one, other) {
      case (.number(let a), .number(let b)): return (a.count, a) < (b.count, b)
      case (.text(let a), .text(let b)): return a < b
      case (.number, .text): return true
      case (.text, .number): return false
      }
    }
    return (first.parts.count, first.name) < (second.parts.count, second.name)
  }

  /// Whether both have a number, and it is one frame's: frame-1.png and frame-0001.jpg.
  func numbersSameFrame(as other: Self) -> Bool { parts == other.parts && number != nil }

  /// How many numbers are left out between this name and the next; nil for none, and where the names differ otherwise.
  func gap(before next: Self) -> Int? {
    guard let (place, number) = number, let (nextPlace, nextNumber) = next.number, place == nextPlace,
      parts[..<place] == next.parts[..<place], parts[(place + 1)...] == next.parts[(place + 1)...],
      nextNumber > number + 1
    else { return nil }
    return nextNumber - number - 1
  }

  /// The last number in the name, and its place among the parts.
  private var number: (place: Int, value: Int)? {
    for (place, part) in parts.enumerated().reversed() {
      if case .number(let digits) = part, let value = digits.isEmpty ? 0 : Int(digits) {
        return (place, value)
      }
    }
    return nil
  }

  private static func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }
}
