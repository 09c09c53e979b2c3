/// How a network's layers are computed for one size of picture: fused steps, and where in an arena their values lie.
///
/// Time, for the arena: step `i` of `n` runs forward at `i + 1` and back at `2n - i`; the picture's step is at 0 and 2n + 1.
struct Plan {
  /// A layer whose activation the objective looks at.
  struct Target {
    let value: Value
    let activation: Buffer
    let gradient: Buffer
    /// Whether deeper layers leave a gradient in the buffer before.
    let adds: Bool
    let shape: Shape
  }

  let picture: PictureStep
  let steps: [any LayerStep]
  /// For each step, the target it makes.
  let targets: [Target?]
  /// Where buffers start in the arena.
  let offsets: [Int]
  /// Floats in the arena.
  let arenaCount: Int

  /// Bytes of working memory.
  var arenaBytes: Int { arenaCount * MemoryLayout<Float>.stride }

  /// Plans for the layers that make `values`.
  ///
  /// - Parameter teamSize: members of the largest team that will work with the plan; costs memory, changes no result.
  /// - Throws: `DreamError.tooSmall`, `DreamError.unfit`.
  init(
    _ graph: Graph, width: Int, height: Int, values: Set<Value>, teamSize: Int = 1
  ) throws(DreamError) {
    let shapes = try graph.shapes(for: values, width: width, height: height)
    var planner = Planner(
      graph, shapes: shapes, units: graph.fused(for: values, shapes: shapes), teamSize: teamSize)
    planner.planActivations()
    planner.planGradients(of: values)
    picture = planner.pictureStep()
    steps = planner.steps()
    targets = planner.targets
    (offsets, arenaCount) = planner.layout.place()
  }
}
