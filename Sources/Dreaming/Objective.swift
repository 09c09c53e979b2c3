#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What a dream climbs: how strongly a network's layers respond to a picture, and its gradient with respect to the pixels.
///
/// The value is the sum over layers of `weight * 1/2 * log(sum of activation^2)`. The logarithm makes a weight mean the same
/// for each layer, however large its activations. A layer that doesn't respond at all takes no part.
///
/// For pictures of one size; owns its working memory, so one thread at a time.
final class Objective {
  private let graph: Graph
  private let width: Int
  private let height: Int
  /// The values that the weights are for.
  private let values: [Int]
  /// For each set of layers with a weight that was asked for: a plan, the arena is shared.
  private var plans: [Set<Int>: Plan] = [:]
  private var arena: UnsafeMutablePointer<Float>?
  private var arenaCount = 0
  private let team: Team

  /// An objective for pictures of `width` x `height` pixels.
  ///
  /// - Parameters:
  ///   - layers: what the weights are for, by name.
  ///   - team: who computes it.
  /// - Throws: `DreamError.unknownLayer`, `DreamError.tooSmall`.
  init(
    network: Network, width: Int, height: Int, layers: [String], team: Team = Team(size: 1)
  ) throws(DreamError) {
    self.team = team
    graph = network.graph
    self.width = width
    self.height = height
    var values: [Int] = []
    for layer in layers { values.append(try network.value(of: layer)) }
    self.values = values
    // Planning the whole finds out here whether the picture is too small.
    _ = try Plan(graph, width: width, height: height, values: Set(values), teamSize: team.size)
  }

  deinit {
    arena?.deallocate()
  }

  /// The objective at `picture` and its gradient with respect to every pixel.
  ///
  /// - Parameters:
  ///   - picture: planes of red, green, blue, `[3][height][width]`, pixels on the scale 0...255.
  ///   - weights: one for each layer, in the order of `init`, 0 or more; 0 takes no part and costs nothing.
  ///   - gradient: room for `[3][height][width]`; all zeros if no layer responds.
  /// - Returns: the objective's value.
  func gradient(
    at picture: UnsafePointer<Float>, weights: [Float], into gradient: UnsafeMutablePointer<Float>
  ) -> Float {
    var weightOfValue: [Int: Float] = [:]
    for (value, weight) in zip(values, weights) where weight > 0 {
      weightOfValue[value, default: 0] += weight
    }
    guard !weightOfValue.isEmpty else {
      gradient.update(repeating: 0, count: 3 * width * height)
      return 0
    }
    let plan = plan(for: Set(weightOfValue.keys))
    let memory = memory(for: plan)
    plan.picture.forward(picture, in: memory)
    for step in plan.steps { step.forward(in: memory, with: team) }
    var objective = 0.0
    for (step, target) in zip(plan.steps, plan.targets).reversed() {
      if let target { objective += target.begin(weight: weightOfValue[target.value] ?? 0, in: memory) }
      step.backward(in: memory, with: team)
    }
    plan.picture.backward(into: gradient, in: memory)
    return Float(objective)
  }

  /// A layer's activation at `picture`: `[height][width][lanes]`, lanes being its channels rounded up to 8.
  ///
  /// - Parameter layer: which of the layers of `init`.
  func activation(of layer: Int, at picture: UnsafePointer<Float>) -> [Float] {
    let plan = plan(for: [values[layer]])
    let memory = memory(for: plan)
    plan.picture.forward(picture, in: memory)
    for step in plan.steps { step.forward(in: memory, with: team) }
    guard let target = plan.targets.last ?? nil else { return [] }
    return Array(UnsafeBufferPointer(start: memory[target.activation], count: target.shape.count))
  }

  private func plan(for values: Set<Int>) -> Plan {
    if let plan = plans[values] { return plan }
    guard let plan = try? Plan(graph, width: width, height: height, values: values, teamSize: team.size)
    else {
      preconditionFailure("a part of a network has room where the whole has")
    }
    plans[values] = plan
    return plan
  }

  private func memory(for plan: Plan) -> Memory {
    if let arena, arenaCount >= plan.arenaCount { return Memory(base: arena, offsets: plan.offsets) }
    arena?.deallocate()
    let cacheLine = 64
    let bytes = UnsafeMutableRawPointer.allocate(
      byteCount: plan.arenaCount * MemoryLayout<Float>.stride, alignment: cacheLine)
    let base = bytes.bindMemory(to: Float.self, capacity: plan.arenaCount)
    base.initialize(repeating: 0, count: plan.arenaCount)
    arena = base
    arenaCount = plan.arenaCount
    return Memory(base: base, offsets: plan.offsets)
  }
}

extension Plan.Target {
  /// Starts this layer's gradient, `weight * activation / sum of activation^2`, and returns its part of the objective.
  fileprivate func begin(weight: Float, in memory: Memory) -> Double {
    let activation = memory[activation]
    let gradient = memory[gradient]
    let count = shape.count
    let energy = sumOfSquares(activation, count: count)
    let responds = energy > 0 && energy.isFinite
    let factor = responds ? Float(Double(weight) / energy) : 0
    if adds {
      for index in 0..<count { gradient[index] += factor * activation[index] }
    } else {
      for index in 0..<count { gradient[index] = factor * activation[index] }
    }
    return responds ? Double(weight) * 0.5 * log(energy) : 0
  }

  /// In single precision over short runs, double over those.
  private func sumOfSquares(_ values: UnsafePointer<Float>, count: Int) -> Double {
    let run = 1024
    var sum = 0.0
    let bytes = UnsafeRawPointer(values)
    for start in stride(from: 0, to: count, by: run) {
      var part = SIMD8<Float>.zero
      for index in stride(from: start, to: min(start + run, count), by: 8) {
        let vector = bytes.loadUnaligned(fromByteOffset: index * 4, as: SIMD8<Float>.self)
        part.addProduct(vector, vector)
      }
      sum += Double(part.sum())
    }
    return sum
  }
}
