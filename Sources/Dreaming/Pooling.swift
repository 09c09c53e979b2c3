/// The mean of each window.
struct AveragePool: Sendable, Equatable {
  var geometry: KernelGeometry
  /// Whether cells of padding count as zeros; otherwise a window at the border has fewer cells.
  var countsPadding: Bool
}
