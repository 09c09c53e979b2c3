/// Where in a network a layer is, so that networks of different depth can be compared.
struct LayerPlace: Equatable {
  /// Pixels of the picture per cell.
  var stride: Int
  /// How far on the way through all layers of this stride, 0...1.
  var fraction: Double
  /// How far on the way through the network, 0...1.
  var depth: Double
}

extension Graph {
  /// For each value, how many convolutions lie between the picture and it on the longest way.
  private var convolutionDepths: [Value: Int] {
    var depths = [Value.picture: 0]
    for value in values {
      let node = self[value]
      let inputDepth = node.inputs.map { depths[$0]! }.max() ?? 0
      depths[value] = inputDepth + (node.operation.isConvolution ? 1 : 0)
    }
    return depths
  }

  /// The values that are one cell, whatever the picture's size.
  private var singleCells: Set<Value> {
    var cells: Set<Value> = []
    for value in values {
      let node = self[value]
      if node.operation.makesSingleCell || node.inputs.allSatisfy(cells.contains) { cells.insert(value) }
    }
    return cells
  }

  /// Those of `values` that see something of the picture: not the classifier at the end, nor gates of single cells.
  private func body(of values: [Value]) -> [Value] {
    let singleCells = singleCells
    let lastConvolution = self.values.last { self[$0].operation.isConvolution }
    // After an average over the picture the classifier is one cell itself.
    let classifier = lastConvolution.flatMap { singleCells.contains($0) ? nil : $0 }
    let body = values.filter { value in
      !singleCells.contains(value) && classifier.map { value < $0 } ?? true
    }
    return body.isEmpty ? values : body
  }

  /// The place of each of `values` that is part of the body.
  func places(of values: [Value]) -> [(value: Value, place: LayerPlace)] {
    let body = body(of: values)
    let depths = convolutionDepths
    func fraction(_ value: Value, among values: [Value]) -> Double {
      let ends = values.map { depths[$0]! }
      guard let first = ends.min(), let last = ends.max(), last > first else { return 1 }
      return Double(depths[value]! - first) / Double(last - first)
    }
    return body.map { value in
      let stride = self[value].stride
      let sameStride = body.filter { self[$0].stride == stride }
      return (
        value,
        LayerPlace(
          stride: stride, fraction: fraction(value, among: sameStride), depth: fraction(value, among: body))
      )
    }
  }

  /// The value among `values` where the dreams have whole shapes and are not yet a classifier's: the last of stride 16,
  /// which is 4c to 4e in GoogLeNet, or where there is none, three quarters of the way.
  func suggestedValue(among values: [Value]) -> Value? {
    nearest(to: LayerPlace(stride: 16, fraction: 1, depth: 0.75), among: places(of: values))
  }

  /// The value nearest to a place, the deepest of several.
  func nearest(to place: LayerPlace, among places: [(value: Value, place: LayerPlace)]) -> Value? {
    let sameStride = places.filter { $0.place.stride == place.stride }
    let distances =
      sameStride.isEmpty
      ? places.map { ($0.value, abs($0.place.depth - place.depth)) }
      : sameStride.map { ($0.value, abs($0.place.fraction - place.fraction)) }
    return distances.min { ($0.1, $1.0) < ($1.1, $0.0) }?.0
  }
}

extension Network {
  /// The layers that see about as much of the picture as layers of another network do: of the same stride, and as far on the
  /// way through all layers of that stride; where there is no such stride, as far through the network.
  ///
  /// - Parameters:
  ///   - names: layers of `other`.
  ///   - other: the network that has them.
  /// - Returns: one for each, among which some may be the same.
  public func counterparts(of names: [String], in other: Network) -> [String: String] {
    let otherPlaces = other.graph.places(of: other.listed.values)
    let places = graph.places(of: listed.values)
    var counterparts: [String: String] = [:]
    for name in names {
      let place = (try? other.value(of: name)).flatMap { value in
        otherPlaces.first { $0.value == value }?.place
      }
      let value = place.flatMap { graph.nearest(to: $0, among: places) }
      counterparts[name] = value.flatMap(listed.name(of:)) ?? suggestedLayer
    }
    return counterparts
  }
}
