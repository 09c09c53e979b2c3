import Synchronization
import VectorKernels

/// A kernel in the forms that products want it in.
///
/// A form is made when a plan first asks for it, and shared by every plan and thread from then on.
final class KernelMatrices: Sendable {
  /// Which way values go through the kernel.
  enum Direction {
    case forward
    /// From the output's gradient to the input's.
    case backward
  }

  let weights: ConvolutionWeights
  private let width: Int
  private let inputLanes: Int
  private let made = Mutex<[Form: [WeightMatrix]]>([:])

  private enum Form: Hashable {
    case windows(rows: [Int], columns: [Int], Direction)
    case blocks(rows: WindowBlocks, columns: WindowBlocks)
    case winograd(Direction)
  }

  /// - Parameters:
  ///   - width: cells in a row of the kernel.
  ///   - inputLanes: floats per cell of the input.
  init(_ weights: ConvolutionWeights, width: Int, inputLanes: Int) {
    self.weights = weights
    self.width = width
    self.inputLanes = inputLanes
  }

  /// Matrices by which gathered windows are multiplied, one for each group.
  ///
  /// A matrix's rows are `[row][column][source lane]`; of one group, lanes are all lanes of a feature map, of several, they
  /// are the group's channels.
  ///
  /// - Parameters:
  ///   - rows, columns: of the kernel, those that take part, in the order of the window.
  func windows(_ rows: [Int], _ columns: [Int], _ direction: Direction) -> [WeightMatrix] {
    form(.windows(rows: rows, columns: columns, direction)) {
      (0..<weights.groups).map { windowMatrix(rows, columns, direction, group: $0) }
    }
  }

  /// The matrix that makes the input's gradient, in blocks of cells, from windows of the output's: rows
  /// `[row][column][output lane]`, columns `[block's row][block's column][input]`.
  func blocks(_ rows: WindowBlocks, _ columns: WindowBlocks) -> WeightMatrix {
    form(.blocks(rows: rows, columns: columns)) { [blockMatrix(rows, columns)] }[0]
  }

  /// The 36 matrices of a 3x3 kernel's `Winograd` transform: rows source lanes, columns target lanes.
  ///
  /// Backward, the kernel is turned by half a turn, as convolutions with the gradient want it.
  func winograd(_ direction: Direction) -> [WeightMatrix] {
    form(.winograd(direction)) { winogradMatrices(direction) }
  }

  private func form(_ form: Form, make: () -> [WeightMatrix]) -> [WeightMatrix] {
    made.withLock { made in
      if let matrices = made[form] { return matrices }
      let matrices = make()
      made[form] = matrices
      return matrices
    }
  }

  // MARK: Making

  private var outputLanes: Int { Graph.lanes(for: weights.outputs) }

  /// Floats from one input channel's kernel to the next one's.
  private var area: Int { weights.kernel.count / (weights.outputs * weights.inputsPerGroup) }

  private func windowMatrix(
    _ kernelRows: [Int], _ kernelColumns: [Int], _ direction: Direction, group: Int
  ) -> WeightMatrix {
    let (inputs, outputs) = (weights.inputsPerGroup, weights.outputsPerGroup)
    let lanes =
      weights.groups == 1 ? (input: inputLanes, output: outputLanes) : (input: inputs, output: outputs)
    let (sources, targets) =
      direction == .forward ? (lanes.input, lanes.output) : (lanes.output, lanes.input)
    let cells = kernelRows.flatMap { row in kernelColumns.map { column in row * width + column } }
    return weights.kernel.withUnsafeBufferPointer { kernel in
      WeightMatrix(rows: cells.count * sources, columns: targets) { row, target in
        let (cell, source) = row.quotientAndRemainder(dividingBy: sources)
        let (input, output) = direction == .forward ? (source, target) : (target, source)
        guard input < inputs, output < outputs else { return 0 }
        return kernel[((group * outputs + output) * inputs + input) * area + cells[cell]]
      }
    }
  }

  private func blockMatrix(_ vertical: WindowBlocks, _ horizontal: WindowBlocks) -> WeightMatrix {
    let inputs = weights.inputs
    return weights.kernel.withUnsafeBufferPointer { kernel in
      WeightMatrix(
        rows: vertical.taps * horizontal.taps * outputLanes,
        columns: vertical.block * horizontal.block * inputs
      ) { row, column in
        let (cell, output) = row.quotientAndRemainder(dividingBy: outputLanes)
        let (target, input) = column.quotientAndRemainder(dividingBy: inputs)
        guard output < weights.outputs,
          let kernelRow = vertical.kernel(tap: cell / horizontal.taps, cell: target / horizontal.block),
          let kernelColumn = horizontal.kernel(tap: cell % horizontal.taps, cell: target % horizontal.block)
        else { return 0 }
        return kernel[(output * inputs + input) * area + kernelRow * width + kernelColumn]
      }
    }
  }

  private func winogradMatrices(_ direction: Direction) -> [WeightMatrix] {
    let (inputs, outputs) = (weights.inputs, weights.outputs)
    let (sources, targets) =
      direction == .forward ? (inputLanes, outputLanes) : (outputLanes, inputLanes)
    let size = sources * targets
    var transformed = [Float](repeating: 0, count: Winograd.frequencies * size)
    var factors = [Float](repeating: 0, count: Winograd.frequencies)
    weights.kernel.withUnsafeBufferPointer { kernel in
      guard let kernel = kernel.baseAddress else { return }
      for output in 0..<outputs {
        for input in 0..<inputs {
          Winograd.factors(
            ofKernel: kernel + (output * inputs + input) * 9, turned: direction == .backward, into: &factors)
          let place = direction == .forward ? input * targets + output : output * targets + input
          for frequency in 0..<Winograd.frequencies {
            transformed[frequency * size + place] = factors[frequency]
          }
        }
      }
    }
    return (0..<Winograd.frequencies).map { frequency in
      WeightMatrix(rows: sources, columns: targets) { transformed[frequency * size + $0 * targets + $1] }
    }
  }
}
