/// A convolution of each channel by itself.
struct DepthwiseConvolution: Sendable {
  var geometry: KernelGeometry
  let channels: Int
  let lanes: Int
  /// `[kernel row][kernel column][lanes]`
  let kernel: Constants
  /// `[lanes]`
  let bias: Constants

  init(_ weights: ConvolutionWeights, geometry: KernelGeometry) {
    self.geometry = geometry
    channels = weights.outputs
    lanes = Graph.lanes(for: weights.outputs)
    bias = Constants(weights.paddedBias)
    let area = geometry.area
    var kernel = [Float](repeating: 0, count: area * lanes)
    for channel in 0..<weights.outputs {
      for cell in 0..<area { kernel[cell * lanes + channel] = weights.kernel[channel * area + cell] }
    }
    self.kernel = Constants(kernel)
  }
}

extension DepthwiseConvolution: WindowOperation {
  var isConvolution: Bool { true }

  func outputChannels(of inputChannels: Int) -> Int { channels }

  func step(for unit: PlannedUnit, in planner: inout Planner) -> any LayerStep {
    SeparableLayers(self).step(for: unit, in: &planner)
  }
}
