/// Where the values of layers that are computed together are, for making their step.
struct PlannedUnit {
  let inputs: [Buffer]
  let inputShapes: [Shape]
  /// Added to the layers' result.
  let shortcut: Buffer?
  /// Applied last.
  let clamp: Clamp?
  let output: Buffer
  let outputShape: Shape
  let outputGradient: Buffer
  /// The shortcut's first, if there is one, then the inputs'; to be served in this order.
  let gradientTargets: [GradientTarget]
  let forwardTime: Int
  let backwardTime: Int

  var inputGradients: [GradientTarget] { Array(gradientTargets.suffix(inputs.count)) }
  var shortcutGradient: GradientTarget? { shortcut == nil ? nil : gradientTargets[0] }
}
