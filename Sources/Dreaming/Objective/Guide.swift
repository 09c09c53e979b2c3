import COpenBLAS
import Media

/// What one layer sees in a guide picture: a feature for each of its cells.
struct GuideFeatures {
  /// `[count][lanes]`
  private let features: Constants
  let count: Int
  private let lanes: Int

  private static let productsRunInOneThread: Void = openblas_set_num_threads(1)

  /// - Parameter activation: `[cells][lanes]`, at least one cell.
  init(_ activation: [Float], lanes: Int) {
    _ = Self.productsRunInOneThread
    features = Constants(activation)
    self.lanes = lanes
    count = activation.count / lanes
  }

  /// Calls `body` for every cell with the feature that has the largest product with the cell's activation; of several the
  /// first.
  func forEachMatch(
    of activation: UnsafePointer<Float>, cells: Int,
    _ body: (_ cell: Int, _ match: (feature: UnsafePointer<Float>, product: Float)) -> Void
  ) {
    let band = max(1, min(cells, (1 << 18) / count))  // as many products as a core's cache holds
    withUnsafeTemporaryAllocation(of: Float.self, capacity: band * count) { buffer in
      guard let scores = buffer.baseAddress else { return }
      scores.initialize(repeating: 0, count: band * count)
      for rows in bands(of: cells, height: band) {
        multiply(activation + rows.lowerBound * lanes, cells: rows.count, into: scores)
        for cell in rows {
          let row = scores + (cell - rows.lowerBound) * count
          var best = 0
          for index in 1..<max(count, 1) where row[index] > row[best] { best = index }
          body(cell, (features.pointer + best * lanes, row[best]))
        }
      }
    }
  }

  /// The products of cells with all features, `[cells][count]`.
  private func multiply(
    _ activation: UnsafePointer<Float>, cells: Int, into scores: UnsafeMutablePointer<Float>
  ) {
    cblas_sgemm(
      CblasRowMajor, CblasNoTrans, CblasTrans, Int32(cells), Int32(count), Int32(lanes), 1, activation,
      Int32(lanes), features.pointer, Int32(lanes), 0, scores, Int32(count))
  }
}

/// A picture whose features a dream borrows, as any layer sees them.
final class Guide {
  private let network: Network
  private let picture: Picture
  private var features: [Value: GuideFeatures] = [:]

  /// Every cell of a dream is compared with every feature: a guide has at most this many, or is shrunk until it has.
  private static let mostFeatures = 2048
  /// The longer side of a guide; larger would only cost more.
  private static let longestSide = 512

  init(_ picture: Picture, network: Network) {
    (self.picture, self.network) = (picture, network)
  }

  /// What the layer of a term sees.
  ///
  /// - Throws: `DreamError.tooSmall`.
  func features(for term: DreamTerm) throws(DreamError) -> GuideFeatures {
    if let known = features[term.value] { return known }
    let node = network.graph[term.value]
    let shrunk = shrunk(stride: node.stride)
    let objective = try Objective(
      network: network, width: shrunk.width, height: shrunk.height, layers: [term.layer])
    let new = GuideFeatures(
      objective.activation(of: 0, at: shrunk.values), lanes: Graph.lanes(for: node.channels))
    features[term.value] = new
    return new
  }

  private func shrunk(stride: Int) -> FloatPicture {
    let whole = FloatPicture(picture)
    let side = Double(max(whole.width, whole.height))
    let cells = Double(whole.area) / Double(stride * stride)
    let scale = min(
      1, Double(Self.longestSide) / side, (Double(Self.mostFeatures) / cells).squareRoot())
    guard scale < 1 else { return whole }
    let small = FloatPicture(
      width: max(1, Int(Double(whole.width) * scale)), height: max(1, Int(Double(whole.height) * scale)))
    Resize(from: whole.size, to: small.size).resize(whole, into: small)
    return small
  }
}
