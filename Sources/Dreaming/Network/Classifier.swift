extension Graph {
  /// The value whose channels are the classes before they become probabilities: what a softmax at the end is taken of,
  /// before averages over the picture and clamps where those come last. Nil if there is no such thing.
  ///
  /// An output with ImageNet's number of classes is preferred to the network's end.
  var classifier: Value? {
    let imageNet = ClassNames.imageNet.names.count
    let candidates = outputs.reversed().compactMap { beforeProbabilities($0) }
    return candidates.first { self[$0].channels == imageNet } ?? values.last.flatMap(beforeProbabilities)
  }

  private func beforeProbabilities(_ output: Value) -> Value? {
    var value = output
    while value != .picture {
      let node = self[value]
      if node.operation is Convolution { return value }
      guard node.operation.keepsClasses else { return nil }
      value = node.inputs[0]
    }
    return nil
  }
}
