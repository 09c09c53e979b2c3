/// What a dream climbs: how strongly a network answers a dream's terms (see `Response`), and the gradient of that with
/// respect to the pixels.
///
/// For pictures of one size; owns its working memory, so one thread at a time.
final class Objective: PixelObjective {
  private let network: Network
  private let width: Int
  private let height: Int
  private let guide: Guide?
  private let team: Team
  /// What weights are for.
  private var terms: [DreamTerm] = []
  /// How their layers answer them.
  private var responses: [Response] = []
  /// For each set of layers with a weight that was asked for: a plan, the arena is shared.
  private var plans: [Set<Int>: Plan] = [:]
  private var arena: UnsafeMutablePointer<Float>?
  private var arenaCount = 0

  /// An objective for pictures of `width` x `height` pixels.
  ///
  /// - Parameters:
  ///   - guide: what terms that need a guide take their features from.
  ///   - team: who computes it.
  init(network: Network, width: Int, height: Int, guide: Guide? = nil, team: Team = Team(size: 1)) {
    (self.network, self.width, self.height) = (network, width, height)
    (self.guide, self.team) = (guide, team)
  }

  /// The same, prepared for terms given as text.
  ///
  /// - Throws: as `DreamTerm.init`, `prepare`.
  convenience init(
    network: Network, width: Int, height: Int, layers: [String], team: Team = Team(size: 1)
  ) throws(DreamError) {
    self.init(network: network, width: width, height: height, team: team)
    var terms: [DreamTerm] = []
    for layer in layers { terms.append(try DreamTerm(layer, of: network)) }
    try prepare(for: terms)
  }

  deinit {
    arena?.deallocate()
  }

  func prepare(for terms: [DreamTerm]) throws(DreamError) {
    guard terms != self.terms else { return }
    // Planning all layers together finds out whether the picture has room for any of them.
    _ = try plan(for: Set(terms.map(\.value)))
    var responses: [Response] = []
    for term in terms {
      if term.needsGuide, guide == nil { throw .noGuide(term: term.text) }
      let features =
        try term.needsGuide ? guide?.features(for: term) : nil
      let lanes = Graph.lanes(for: network.graph.nodes[term.value - 1].channels)
      responses.append(Response(term.aim, lanes: lanes, features: features))
    }
    (self.terms, self.responses) = (terms, responses)
  }

  func gradient(
    at picture: UnsafePointer<Float>, weights: [Float], into gradient: UnsafeMutablePointer<Float>
  ) -> Float {
    let asked = terms.indices.filter { weights[$0] > 0 }
    guard !asked.isEmpty else {
      gradient.update(repeating: 0, count: 3 * width * height)
      return 0
    }
    let plan = knownPlan(for: Set(asked.map { terms[$0].value }))
    let memory = memory(for: plan)
    plan.picture.forward(picture, in: memory)
    for step in plan.steps { step.forward(in: memory, with: team) }
    var objective = 0.0
    for (step, target) in zip(plan.steps, plan.targets).reversed() {
      if let target {
        var adds = target.adds
        for index in asked where terms[index].value == target.value {
          objective += begin(target, responses[index], weight: weights[index], adds: adds, in: memory)
          adds = true
        }
      }
      step.backward(in: memory, with: team)
    }
    plan.picture.backward(into: gradient, in: memory)
    return Float(objective)
  }

  /// Starts a layer's gradient for one term, and returns the term's part of the objective.
  private func begin(
    _ target: Plan.Target, _ response: Response, weight: Float, adds: Bool, in memory: Memory
  ) -> Double {
    let activation = memory[target.activation]
    let cells = target.shape.height * target.shape.width
    let strength = response.strength(activation, cells: cells)
    response.lean(
      activation, cells: cells, factor: response.factor(strength, weight: weight), adds: adds,
      into: memory[target.gradient])
    return response.value(strength, weight: weight)
  }

  /// A layer's activation at `picture`: `[height][width][lanes]`, lanes being its channels rounded up to 8.
  ///
  /// - Parameter term: which of the terms it was prepared for.
  func activation(of term: Int, at picture: UnsafePointer<Float>) -> [Float] {
    let plan = knownPlan(for: [terms[term].value])
    let memory = memory(for: plan)
    plan.picture.forward(picture, in: memory)
    for step in plan.steps { step.forward(in: memory, with: team) }
    guard let target = plan.targets.last ?? nil else { return [] }
    return Array(UnsafeBufferPointer(start: memory[target.activation], count: target.shape.count))
  }

  private func knownPlan(for values: Set<Int>) -> Plan {
    guard let plan = try? plan(for: values) else {
      preconditionFailure("a part of a network has room where the whole has")
    }
    return plan
  }

  private func plan(for values: Set<Int>) throws(DreamError) -> Plan {
    if let plan = plans[values] { return plan }
    let plan = try Plan(network.graph, width: width, height: height, values: values, teamSize: team.size)
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
