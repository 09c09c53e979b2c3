/// A function of each value that is more than a `Clamp`.
enum Activation: Sendable, Equatable {
  /// `slope * x` below 0, else x.
  case leakyReLU(slope: Float)
  /// The same with a slope for each channel.
  case parametricReLU(slopes: [Float])
  /// 1 / (1 + exp(-x))
  case sigmoid
  /// `slope * x + offset`, held within 0...1.
  case hardSigmoid(slope: Float, offset: Float)
  /// x * min(max(x / 6 + 1/2, 0), 1)
  case hardSwish
  /// x * sigmoid(x)
  case silu
  case tanh
  /// x held within a range that need not include 0.
  case clip(low: Float, high: Float)
}

/// Applies an activation; the way back needs the input again.
struct ActivationStep: LayerStep {
  let activation: Activation
  let shape: Shape
  let chunks: CellChunks
  /// `[lanes]`, of `Activation.parametricReLU`.
  let slopes: Constants?
  let input: Buffer
  let output: Buffer
  let outputGradient: Buffer
  let inputGradient: GradientTarget

  private typealias Vector = SIMD8<Float>

  func forward(in arena: Arena, with team: Team) {
    switch activation {
    case .leakyReLU(let slope):
      map(arena, team) { x, _ in x.replacing(with: x * slope, where: x .< 0) }
    case .parametricReLU:
      guard let slopes = slopes?.pointer else { return }
      map(arena, team) { x, lane in x.replacing(with: x * load8(slopes + lane), where: x .< 0) }
    case .sigmoid:
      map(arena, team) { x, _ in Dreaming.sigmoid(x) }
    case .hardSigmoid(let slope, let offset):
      map(arena, team) { x, _ in smaller(larger(x * slope + offset, .zero), .one) }
    case .hardSwish:
      map(arena, team) { x, _ in x * smaller(larger(x * (1 / 6) + 0.5, .zero), .one) }
    case .silu:
      map(arena, team) { x, _ in x * Dreaming.sigmoid(x) }
    case .tanh:
      map(arena, team) { x, _ in hyperbolicTangent(x) }
    case .clip(let low, let high):
      map(arena, team) { x, _ in smaller(larger(x, Vector(repeating: low)), Vector(repeating: high)) }
    }
  }

  func backward(in arena: Arena, with team: Team) {
    switch activation {
    case .leakyReLU(let slope):
      scale(arena, team) { x, _ in Vector.one.replacing(with: slope, where: x .< 0) }
    case .parametricReLU:
      guard let slopes = slopes?.pointer else { return }
      scale(arena, team) { x, lane in Vector.one.replacing(with: load8(slopes + lane), where: x .< 0) }
    case .sigmoid:
      scale(arena, team) { x, _ in
        let y = Dreaming.sigmoid(x)
        return y * (1 - y)
      }
    case .hardSigmoid(let slope, let offset):
      scale(arena, team) { x, _ in
        let line = x * slope + offset
        return Vector.zero.replacing(with: slope, where: (line .> 0) .& (line .< 1))
      }
    case .hardSwish:
      scale(arena, team) { x, _ in
        let inside = (x * (1 / 3) + 0.5).replacing(with: 0, where: x .<= -3)
        return inside.replacing(with: 1, where: x .>= 3)
      }
    case .silu:
      scale(arena, team) { x, _ in
        let y = Dreaming.sigmoid(x)
        return y * (1 + x * (1 - y))
      }
    case .tanh:
      scale(arena, team) { x, _ in
        let y = hyperbolicTangent(x)
        return 1 - y * y
      }
    case .clip(let low, let high):
      scale(arena, team) { x, _ in Vector.zero.replacing(with: 1, where: (x .> low) .& (x .< high)) }
    }
  }

  /// `output = function(input)`
  @inline(__always)
  private func map(_ arena: Arena, _ team: Team, _ function: (_ x: Vector, _ lane: Int) -> Vector) {
    let (source, target) = (arena[input], arena[output])
    chunks.forEach(with: team) { _, floats in
      chunks.forEachVector(floats) { offset, lane in
        store8(function(load8(source + offset), lane), to: target + offset)
      }
      shape.clearExtraLanes(of: target, floats)
    }
  }

  /// `input gradient = output gradient * slope(input)`
  @inline(__always)
  private func scale(_ arena: Arena, _ team: Team, _ slope: (_ x: Vector, _ lane: Int) -> Vector) {
    let (source, gradient) = (arena[input], arena[outputGradient])
    chunks.forEach(with: team) { _, floats in
      inputGradient.accumulate(floats, of: chunks, in: arena) { offset, lane in
        load8(gradient + offset) * slope(load8(source + offset), lane)
      }
    }
  }
}

extension Activation: Graph.Operation {
  var keepsClasses: Bool { true }

  func step(for unit: PlannedUnit, in planner: inout Planner) -> any LayerStep {
    planner.keep(unit.inputs[0], for: unit)
    var slopes: Constants?
    if case .parametricReLU(let numbers) = self { slopes = unit.outputShape.constants(numbers) }
    return ActivationStep(
      activation: self, shape: unit.outputShape, chunks: CellChunks(of: unit.outputShape),
      slopes: slopes,
      input: unit.inputs[0], output: unit.output, outputGradient: unit.outputGradient,
      inputGradient: unit.inputGradients[0])
  }
}

extension Shape {
  /// A number for each channel, and zeros for the extra lanes.
  func constants(_ numbers: [Float]) -> Constants {
    Constants(numbers + [Float](repeating: 0, count: lanes - channels))
  }
}
