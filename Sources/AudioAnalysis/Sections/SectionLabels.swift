/// Which sections are the same: verse, chorus, verse...
struct SectionLabels {
  /// Sections are the same up to this distance, in mean square distances from the song's mean.
  var sameness: Float = 0.12

  /// The letter of a group: A, B, C...; beyond Z come A2, B2...
  static func name(_ group: Int) -> String {
    let letter = String(UnicodeScalar(UInt8(65 + group % 26)))
    return group < 26 ? letter : letter + String(group / 26 + 1)
  }

  /// The group of each section, `[section]`: 0, 1, 2... in order of first appearance.
  ///
  /// Sections are joined into groups, the two nearest first, by the mean distance between their members (average
  /// linkage), until no two groups are near.
  func groups(of sections: [Range<Int>], _ features: SectionFeatures) -> [Int] {
    var distances = distances(of: sections, features)
    var groups = sections.indices.map { [$0] }
    while let (first, second) = nearest(distances) {
      let (size, otherSize) = (Float(groups[first].count), Float(groups[second].count))
      for group in groups.indices {
        let mean =
          (size * distances[first][group] + otherSize * distances[second][group]) / (size + otherSize)
        distances[first][group] = mean
        distances[group][first] = mean
      }
      groups[first] += groups.remove(at: second)
      distances.remove(at: second)
      for group in groups.indices { distances[group].remove(at: second) }
    }
    groups.sort { $0.min()! < $1.min()! }
    var found = sections.map { _ in 0 }
    for (index, group) in groups.enumerated() {
      for section in group { found[section] = index }
    }
    return found
  }

  /// The two groups that are nearest, where these are near.
  private func nearest(_ distances: [[Float]]) -> (Int, Int)? {
    var best = (distance: sameness, pair: (Int, Int)?.none)
    for second in distances.indices {
      for first in 0..<second where distances[second][first] < best.distance {
        best = (distances[second][first], (first, second))
      }
    }
    return best.pair
  }

  /// How different the mean sounds of each two sections are: `[section][section]`. Chords tell parts apart that the same band plays.
  private func distances(of sections: [Range<Int>], _ features: SectionFeatures) -> [[Float]] {
    var distances = sections.map { _ in [Float](repeating: 0, count: sections.count) }
    for (view, weight) in [(features.timbre, Float(0.2)), (features.rhythm, 0.2), (features.chords, 0.6)] {
      let means = sections.map { SectionFeatures.View.mean(of: view.rows[$0]) }
      for one in sections.indices {
        for other in sections.indices {
          let square = SectionFeatures.View.squareDistance(means[one], means[other])
          distances[one][other] += weight * square / view.spread
        }
      }
    }
    return distances
  }
}
