import CProcessor
import VectorKernels

/// ReLU (0 to infinity), ReLU6 (0 to 6) and Clip: values held within a range that includes 0.
///
/// Forward leaves a bit for each value, in the order of the values: whether it was inside, so that its gradient passes.
struct Clamp: Sendable, Equatable {
  var low: Float
  var high: Float

  /// Lets everything pass.
  static let none = Clamp(low: -.infinity, high: .infinity)

  /// 32-bit words of mask bits for `count` floats.
  static func maskWords(for count: Int) -> Int { (count + 31) / 32 }

  /// `destination = clamp(source)`, and the mask.
  ///
  /// - Parameters:
  ///   - source, destination: `count` floats, a multiple of 8; may be the same.
  ///   - mask: room for `count` bits.
  func forward(
    _ source: UnsafePointer<Float>, count: Int, into destination: UnsafeMutablePointer<Float>,
    mask: UnsafeMutableRawPointer
  ) {
    let bytes = mask.assumingMemoryBound(to: UInt8.self)
    for vector in 0..<count / 8 {
      let value = load8(source + 8 &* vector)
      bytes[vector] = vector_bits8(value, low, high)
      store8(vector_clamp8(value, low, high), to: destination + 8 &* vector)
    }
  }

  /// `destination = gradient` where the value was inside, else 0.
  ///
  /// - Parameters:
  ///   - gradient, destination: `count` floats, a multiple of 8; may be the same.
  ///   - mask: as `forward` wrote it for these `count` floats.
  static func backward(
    _ gradient: UnsafePointer<Float>, mask: UnsafeRawPointer, count: Int,
    into destination: UnsafeMutablePointer<Float>
  ) {
    let bytes = mask.assumingMemoryBound(to: UInt8.self)
    for vector in 0..<count / 8 {
      store8(vector_passed8(load8(gradient + 8 &* vector), bytes[vector]), to: destination + 8 &* vector)
    }
  }

  /// `target += gradient` where the value was inside.
  static func addPassed(
    _ gradient: UnsafePointer<Float>, mask: UnsafeRawPointer, count: Int,
    to target: UnsafeMutablePointer<Float>
  ) {
    let bytes = mask.assumingMemoryBound(to: UInt8.self)
    for vector in 0..<count / 8 {
      let passed = vector_passed8(load8(gradient + 8 &* vector), bytes[vector])
      store8(load8(target + 8 &* vector) + passed, to: target + 8 &* vector)
    }
  }
}

extension Clamp {
  /// The clamp as a kernel's epilogue; without a mask there is none.
  ///
  /// - Parameter lanes: values a cell.
  func epilogue(mask: UnsafeMutableRawPointer?, lanes: Int) -> Epilogue {
    mask.map { .clamping(low: low, high: high, mask: $0, stride: lanes / 8) } ?? .plain
  }
}

extension Clamp: Graph.Operation {
  var keepsClasses: Bool { true }

  func step(for unit: PlannedUnit, in planner: inout Planner) -> any LayerStep {
    ClampStep(
      clamp: planner.chunkwise(self, for: unit), input: unit.inputs[0], output: unit.output,
      outputGradient: unit.outputGradient, inputGradient: unit.inputGradients[0])
  }
}

/// A clamp that could not be fused with what makes its input.
struct ClampStep: LayerStep {
  let clamp: ChunkwiseClamp
  let input: Buffer
  let output: Buffer
  let outputGradient: Buffer
  let inputGradient: GradientTarget

  func forward(in arena: Arena, with team: Team) {
    let (source, target) = (arena[input], arena[output])
    clamp.chunks.forEach(with: team) { chunk, _ in
      clamp.forward(source, into: target, chunk: chunk, in: arena)
    }
  }

  func backward(in arena: Arena, with team: Team) {
    let gradient = arena[outputGradient]
    clamp.chunks.forEach(with: team) { chunk, floats in
      clamp.backward(gradient, chunk: chunk, in: arena)
      inputGradient.accumulate(floats, of: clamp.chunks, in: arena) { offset, _ in load8(gradient + offset) }
    }
  }
}

/// A clamp that a step applies to each chunk of a map while the chunk is in the core's cache.
struct ChunkwiseClamp {
  let clamp: Clamp
  let chunks: CellChunks
  /// Mask bits, `[chunk][wordsPerChunk]` words.
  let mask: Buffer

  private var wordsPerChunk: Int { Clamp.maskWords(for: chunks.grain * chunks.lanes) }

  /// Clamps a chunk of `values`; `target` may be the same.
  func forward(
    _ values: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>, chunk: Int, in arena: Arena
  ) {
    let floats = chunks.floats(chunk)
    clamp.forward(
      values + floats.lowerBound, count: floats.count, into: target + floats.lowerBound,
      mask: arena.words(mask) + chunk * wordsPerChunk)
  }

  /// Takes a chunk of `gradient` back through the clamp, in its place.
  func backward(_ gradient: UnsafeMutablePointer<Float>, chunk: Int, in arena: Arena) {
    let floats = chunks.floats(chunk)
    Clamp.backward(
      gradient + floats.lowerBound, mask: arena.words(mask) + chunk * wordsPerChunk, count: floats.count,
      into: gradient + floats.lowerBound)
  }
}

extension Planner {
  /// A clamp of a unit's output.
  fileprivate mutating func chunkwise(_ clamp: Clamp, for unit: PlannedUnit) -> ChunkwiseClamp {
    let chunks = CellChunks(of: unit.outputShape)
    let words = chunks.count * Clamp.maskWords(for: chunks.grain * chunks.lanes)
    return ChunkwiseClamp(clamp: clamp, chunks: chunks, mask: kept(words, for: unit))
  }

  /// The clamp that was fused with a unit, if there is one.
  mutating func chunkwiseClamp(_ unit: PlannedUnit) -> ChunkwiseClamp? {
    unit.clamp.map { chunkwise($0, for: unit) }
  }
}
