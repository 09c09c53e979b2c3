import Testing
import VectorKernels

@testable import Dreaming

/// The kernels of all processors, on random numbers: against the textbook, and against each other to the bit.
@Suite struct KernelsTests {
  private let low: Float = 0
  private let high: Float = 1

  private func random(_ count: Int, seed: UInt64) -> [Float] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in Float.random(in: -1...1, using: &generator) }
  }

  private enum Kind: CaseIterable { case plain, adding, clamping, addingAndClamping, passing }

  /// What an epilogue should make of `sum`, and the mask's bit.
  private func ended(_ sum: Float, _ kind: Kind, addend: Float, passes: Bool) -> (value: Float, bit: Bool) {
    let whole = kind == .adding || kind == .addingAndClamping ? sum + addend : sum
    switch kind {
    case .plain, .adding: return (whole, passes)
    case .clamping, .addingAndClamping: return (min(max(whole, low), high), whole > low && whole < high)
    case .passing: return (passes ? whole : 0, passes)
    }
  }

  /// Runs `body` with an epilogue of some kind; what it finds in and leaves in a mask of `count` bits comes back.
  private func masked(
    _ kind: Kind, addend: [Float], lanes: Int, mask: [UInt8], _ body: (Epilogue) -> Void
  ) -> [UInt8] {
    var mask = mask
    mask.withUnsafeMutableBytes { mask in
      addend.withUnsafeBufferPointer { addend in
        let (start, bits) = (addend.baseAddress!, mask.baseAddress!)
        switch kind {
        case .plain: body(.plain)
        case .adding: body(.adding(start, stride: lanes))
        case .clamping: body(.clamping(low: low, high: high, mask: bits, stride: lanes / 8))
        case .addingAndClamping:
          body(
            .addingAndClamping(
              start, stride: lanes, low: low, high: high, mask: bits, maskStride: lanes / 8))
        case .passing: body(.passing(mask: UnsafeRawPointer(bits), stride: lanes / 8))
        }
      }
    }
    return mask
  }

  @Test(arguments: [1, 6, 11, 12, 13, 31], [8, 24, 40, 64])
  func products(rows: Int, columns: Int) {
    let depth = 37
    let input = random(rows * depth, seed: 1)
    let weights = random(depth * columns, seed: 2)
    let (bias, addend) = (random(columns, seed: 3), random(rows * columns, seed: 4))
    let passes = (0..<rows * columns / 8).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 11) }
    for kind in Kind.allCases {
      let results = Kernels.all.map { kernels in
        let panels = kernels.pack(depth, columns) { weights[$0 * columns + $1] }
        var output = [Float](repeating: .nan, count: rows * columns)
        let mask = output.withUnsafeMutableBufferPointer { output in
          masked(kind, addend: addend, lanes: columns, mask: passes) { epilogue in
            input.withUnsafeBufferPointer { input in
              panels.withUnsafeBufferPointer { panels in
                bias.withUnsafeBufferPointer { bias in
                  kernels.product(
                    Product(
                      input: input.baseAddress!, inputStride: depth, rows: rows, depth: depth,
                      panels: panels.baseAddress!, columns: columns, bias: bias.baseAddress,
                      output: output.baseAddress!, outputStride: columns, epilogue: epilogue))
                }
              }
            }
          }
        }
        return (output: output, mask: mask)
      }
      for result in results {
        #expect(result.output == results[0].output && result.mask == results[0].mask)
      }
      for index in 0..<rows * columns {
        let sum = (0..<depth).reduce(Double(bias[index % columns])) {
          $0 + Double(input[index / columns * depth + $1]) * Double(weights[$1 * columns + index % columns])
        }
        let expected = ended(
          Float(sum), kind, addend: addend[index], passes: passes[index / 8] >> (index % 8) & 1 == 1)
        #expect(abs(results[0].output[index] - expected.value) < 1e-5)
        // Right at a border, rounding decides.
        if abs(expected.value - low) > 1e-5 || expected.value == low, abs(expected.value - high) > 1e-5 {
          #expect((results[0].mask[index / 8] >> (index % 8) & 1 == 1) == expected.bit)
        }
      }
    }
  }

  @Test(arguments: [(1, 1), (2, 1), (3, 1), (3, 2), (4, 3), (5, 1), (5, 2)], [8, 16, 40])
  func depthwiseSums(window: (width: Int, stride: Int), lanes: Int) {
    let (cells, height, dilation) = (11, 2, window.width == 4 ? 2 : 1)
    let columns = (cells - 1) * window.stride + (window.width - 1) * dilation + 1
    let input = random(height * columns * lanes, seed: 5)
    let weights = random(height * window.width * lanes, seed: 6)
    let (bias, addend) = (random(lanes, seed: 7), random(cells * lanes, seed: 8))
    let passes = (0..<cells * lanes / 8).map { UInt8(truncatingIfNeeded: $0 &* 73 &+ 5) }
    for kind in Kind.allCases {
      let results = Kernels.all.map { kernels in
        var output = [Float](repeating: .nan, count: cells * lanes)
        _ = output.withUnsafeMutableBufferPointer { output in
          masked(kind, addend: addend, lanes: lanes, mask: passes) { epilogue in
            input.withUnsafeBufferPointer { input in
              weights.withUnsafeBufferPointer { weights in
                bias.withUnsafeBufferPointer { bias in
                  let inputs = (0..<height).map { input.baseAddress! + $0 * columns * lanes }
                  let kernel = (0..<height).map { weights.baseAddress! + $0 * window.width * lanes }
                  inputs.withUnsafeBufferPointer { inputs in
                    kernel.withUnsafeBufferPointer { kernel in
                      kernels.depthwiseSum(
                        DepthwiseSum(
                          inputs: inputs, weights: kernel, kernelWidth: window.width, weightStep: lanes,
                          dilation: dilation, stride: window.stride, lanes: lanes, cells: cells,
                          bias: bias.baseAddress, output: output.baseAddress!, outputStep: 1,
                          epilogue: epilogue))
                    }
                  }
                }
              }
            }
          }
        }
        return output
      }
      for result in results { #expect(result == results[0]) }
      for index in 0..<cells * lanes {
        let (cell, lane) = (index / lanes, index % lanes)
        var sum = bias[lane]
        for row in 0..<height {
          for tap in 0..<window.width {
            sum +=
              input[(row * columns + cell * window.stride + tap * dilation) * lanes + lane]
              * weights[(row * window.width + tap) * lanes + lane]
          }
        }
        let passed = passes[index / 8] >> (index % 8) & 1 == 1
        let expected = ended(sum, kind, addend: addend[index], passes: passed).value
        #expect(abs(results[0][index] - expected) < 1e-5)
      }
    }
  }
}
