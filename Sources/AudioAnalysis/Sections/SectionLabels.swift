/// Which sections are the same: verse, chorus, verse...
struct SectionLabels {
  /// Sections are the same up to this distance, in mean square distances from the song's mean.
  var sameness: Float = 0.2

  /// A letter for each section, A, B, C... in order of first appearance; beyond Z come A2, B2...
  ///
  /// Sections are joined into groups, the two nearest first, by the mean distance between their members (average
  /// linkage), until no two groups are near.
  func labels(of sections: [Range<Int>], _ features: SectionFeatures) -> [String] {
    let distances = sections.map { one in sections.map { distance(one, $0, features) } }
    var groups = sections.indices.map { [$0] }
    while let (first, second) = nearest(groups, distances) {
      groups[first] += groups[second]
      groups.remove(at: second)
    }
    groups.sort { $0.min()! < $1.min()! }
    return sections.indices.map { section in
      Self.name(groups.firstIndex { $0.contains(section) }!)
    }
  }

  private func nearest(_ groups: [[Int]], _ distances: [[Float]]) -> (Int, Int)? {
    var best: (distance: Float, pair: (Int, Int))?
    for second in groups.indices {
      for first in 0..<second {
        let pairs = groups[first].flatMap { one in groups[second].map { distances[one][$0] } }
        let mean = pairs.reduce(0, +) / Float(pairs.count)
        if mean < sameness && mean < best?.distance ?? .infinity { best = (mean, (first, second)) }
      }
    }
    return best?.pair
  }

  private func distance(_ one: Range<Int>, _ other: Range<Int>, _ features: SectionFeatures) -> Float {
    // Chords tell parts apart that the same band plays.
    let views = [(features.timbre, Float(0.2)), (features.rhythm, 0.2), (features.harmony, 0.6)]
    return views.reduce(0) { sum, part in
      let (view, weight) = part
      let a = SectionFeatures.View.mean(of: view.rows[one])
      let b = SectionFeatures.View.mean(of: view.rows[other])
      return sum + weight * SectionFeatures.View.squareDistance(a, b) / view.spread
    }
  }

  private static func name(_ group: Int) -> String {
    let letter = String(UnicodeScalar(UInt8(65 + group % 26)))
    return group < 26 ? letter : letter + String(group / 26 + 1)
  }
}
