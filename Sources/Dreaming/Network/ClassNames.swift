import CImageNetClasses

/// What the outputs of a classifier stand for.
public struct ClassNames: Sendable {
  /// `[class][name]`: the names of each, the usual one first.
  public let names: [[String]]
  /// The classes that have a name, by its `key`.
  private let classes: [String: [Int]]

  /// The 1000 classes of ImageNet's challenge of 2012, by their names in WordNet.
  public static let imageNet = ClassNames(
    String(cString: imagenet_classes()).split(separator: "\n").map { line in
      line.split(separator: ",").map { String($0.drop { $0 == " " }) }
    })

  init(_ names: [[String]]) {
    self.names = names
    var classes: [String: [Int]] = [:]
    for (index, names) in names.enumerated() {
      for key in Set(names.map(Self.key)) { classes[key, default: []].append(index) }
    }
    self.classes = classes
  }

  /// The classes that `name` may mean, in any case and with `_` or `-` for spaces; none if it is unknown.
  ///
  /// A class whose usual name it is comes before those that have it as a further name.
  public func classes(named name: String) -> [Int] {
    let key = Self.key(name)
    let all = classes[key] ?? []
    let usual = all.filter { Self.key(names[$0][0]) == key }
    return usual.isEmpty ? all : usual
  }

  private static func key(_ name: String) -> String {
    String(name.lowercased().map { "_-".contains($0) ? " " : $0 })
  }
}
