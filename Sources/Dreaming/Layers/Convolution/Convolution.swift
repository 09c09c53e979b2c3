/// A convolution, dense or in groups, of any geometry.
///
/// y[o] = bias[o] + Σ kernel[o][i][r][c] · x[i], over input channels i of the output's group, x being the input's cell in
/// row `y · stride - before + r · dilation`, and its columns alike. Back, x's gradient is the sum of the same products
/// with y's.
struct Convolution: Sendable {
  var geometry: KernelGeometry
  let inputLanes: Int
  let outputLanes: Int
  /// `[outputLanes]`
  let bias: Constants
  /// What products with the kernel need.
  let kernel: KernelMatrices

  init(_ weights: ConvolutionWeights, geometry: KernelGeometry, inputLanes: Int) {
    self.geometry = geometry
    self.inputLanes = inputLanes
    outputLanes = Graph.lanes(for: weights.outputs)
    bias = Constants(weights.paddedBias)
    kernel = KernelMatrices(weights, width: geometry.width, inputLanes: inputLanes)
  }

  var weights: ConvolutionWeights { kernel.weights }

  /// Output channels.
  var channels: Int { weights.outputs }

  /// For 1x1 convolutions: rows `[inputLanes]`, columns `[outputLanes]`.
  var matrix: WeightMatrix { kernel.windows([0], [0], .forward)[0] }

  /// For 1x1 convolutions: the way back.
  var transposedMatrix: WeightMatrix { kernel.windows([0], [0], .backward)[0] }

  /// Whether the input is its own matrix of windows.
  var isPointwise: Bool {
    let unpadded =
      switch geometry.padding {
      case .sameUpper, .sameLower: true
      case .explicit: geometry.padding == .none
      }
    return geometry.area == 1 && geometry.verticalStride == 1 && geometry.horizontalStride == 1 && unpadded
      && weights.groups == 1
  }
}
