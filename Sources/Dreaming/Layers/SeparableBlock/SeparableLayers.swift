/// What a `SeparableStep` computes.
struct SeparableLayers {
  var expansion: Convolution?
  var expansionClamp: Clamp
  var depthwise: DepthwiseConvolution
  var depthwiseClamp: Clamp
  var projection: Convolution?

  /// A depthwise convolution by itself.
  init(_ depthwise: DepthwiseConvolution) {
    (expansion, expansionClamp, self.depthwise) = (nil, .none, depthwise)
    (depthwiseClamp, projection) = (.none, nil)
  }
}

extension SeparableLayers: StepMaking {
  func step(for unit: PlannedUnit, in planner: inout Planner) -> any LayerStep {
    let vertical = depthwise.geometry.vertical(unit.inputShapes[0].height)
    let horizontal = depthwise.geometry.horizontal(unit.inputShapes[0].width)
    let lanes = depthwise.lanes
    return SeparableStep(
      layers: self, vertical: vertical, horizontal: horizontal, backwardTaps: horizontal.backwardTaps,
      input: unit.inputs[0],
      output: unit.output, shortcut: unit.shortcut,
      expansionMask: expansionClamp == .none
        ? nil : planner.kept(Clamp.maskWords(for: vertical.size * horizontal.size * lanes), for: unit),
      depthwiseMask: depthwiseClamp == .none
        ? nil : planner.kept(Clamp.maskWords(for: vertical.output * horizontal.output * lanes), for: unit),
      forwardScratch: forwardScratch(vertical, horizontal, at: unit.forwardTime, in: &planner),
      backwardScratch: backwardScratch(vertical, horizontal, at: unit.backwardTime, in: &planner),
      outputGradient: unit.outputGradient, inputGradient: unit.inputGradients[0],
      shortcutGradient: unit.shortcutGradient)
  }
}
