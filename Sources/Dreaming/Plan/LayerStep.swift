/// One step of a plan, a layer or several fused: forward, and the gradient's way back.
///
/// A step reads its gradient from its output's gradient buffer, which nobody needs after it, and adds to (or, as the first
/// to come by, writes) the gradient buffers of its inputs. Extra lanes of what it writes are zeros. The result doesn't
/// depend on the size of the team.
protocol LayerStep {
  func forward(in arena: Arena, with team: Team)
  func backward(in arena: Arena, with team: Team)
}

/// Layers that a plan computes in one step: an operation of the graph, or several that were fused.
protocol StepMaking: Sendable {
  /// Makes the step for a place in a plan, with working memory from the planner.
  func step(for unit: PlannedUnit, in planner: inout Planner) -> any LayerStep

  /// Whether the step applies the unit's clamp to its result; if nothing else is said, no.
  var takesClamp: Bool { get }
}

extension StepMaking {
  var takesClamp: Bool { false }
}

/// A value's gradient as one step leaves it: the buffer, and whether something is in it to add to.
struct GradientTarget {
  let buffer: Buffer
  let adds: Bool

  /// Adds, or writes, `count` floats.
  func accumulate(_ gradient: UnsafePointer<Float>, count: Int, in arena: Arena, with team: Team) {
    let target = arena[buffer]
    team.forEachPart(of: count) { part in
      if adds {
        for index in part { target[index] += gradient[index] }
      } else {
        (target + part.lowerBound).update(from: gradient + part.lowerBound, count: part.count)
      }
    }
  }
}
