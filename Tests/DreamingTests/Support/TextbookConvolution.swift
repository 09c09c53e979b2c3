@testable import Dreaming

/// A convolution by its definition, in double precision: what the fast ways are held against.
struct TextbookConvolution {
  let weights: ConvolutionWeights
  let geometry: KernelGeometry
  let input: Shape
  let output: Shape

  init(_ weights: ConvolutionWeights, _ geometry: KernelGeometry, height: Int, width: Int, isPicture: Bool) {
    self.weights = weights
    self.geometry = geometry
    input = Shape(height: height, width: width, channels: weights.inputs, isPicture: isPicture)
    output = Shape(
      height: geometry.vertical(height).output, width: geometry.horizontal(width).output,
      channels: weights.outputs)
  }

  /// `[height][width][lanes]` from an input laid out alike.
  func forward(_ values: [Float]) -> [Double] {
    var result = [Double](repeating: 0, count: output.count)
    for cell in 0..<output.height * output.width {
      for channel in 0..<weights.outputs {
        result[cell * output.lanes + channel] = Double(weights.bias[channel])
      }
    }
    forEachProduct { target, source, weight in result[target] += Double(values[source]) * weight }
    return result
  }

  /// The input's gradient from the output's.
  func backward(_ gradient: [Float]) -> [Double] {
    var result = [Double](repeating: 0, count: input.count)
    forEachProduct { target, source, weight in result[source] += Double(gradient[target]) * weight }
    return result
  }

  private func forEachProduct(_ body: (_ output: Int, _ input: Int, _ weight: Double) -> Void) {
    let (vertical, horizontal) = (geometry.vertical(input.height), geometry.horizontal(input.width))
    let (inputs, outputs) = (weights.inputs / weights.groups, weights.outputs / weights.groups)
    for (row, column, channel) in product(output.height, output.width, weights.outputs) {
      for (kernelRow, kernelColumn, source) in product(geometry.height, geometry.width, inputs) {
        let y = row * vertical.stride - vertical.before + kernelRow * vertical.dilation
        let x = column * horizontal.stride - horizontal.before + kernelColumn * horizontal.dilation
        guard (0..<input.height).contains(y), (0..<input.width).contains(x) else { continue }
        let weight =
          ((channel * inputs + source) * geometry.height + kernelRow) * geometry.width + kernelColumn
        body(
          (row * output.width + column) * output.lanes + channel,
          (y * input.width + x) * input.lanes + channel / outputs * inputs + source,
          Double(weights.kernel[weight]))
      }
    }
  }

  private func product(_ first: Int, _ second: Int, _ third: Int) -> [(Int, Int, Int)] {
    (0..<first * second * third).map { ($0 / (second * third), $0 / third % second, $0 % third) }
  }
}
