/// What a network's input seems to be, and why: files don't say how the pictures were made that a network has learned from.
///
/// The rules, the first that fits:
///
/// 1. A graph that begins with arithmetic of its own shows by its numbers what it begins with: to subtract 127, or to
///    divide by 127.5 or 255, it must get 0...255; to subtract 0.485, it must get 0...1.
/// 2. Names of layers tell the families that were published as they are: Caffe's model zoo, Keras, TensorFlow's slim and the
///    first Inception, Gluon.
/// 3. The exporter tells where a network comes from: PyTorch's are trained as torchvision does it, TensorFlow's mostly on
///    -1...1.
/// 4. The rest is guessed to be as PyTorch's.
struct InputRecognition: Equatable {
  var format: InputFormat
  /// Ends a sentence such as "The input is ...".
  var reason: String
  /// Whether nothing in the file speaks for it.
  var isGuess = false

  /// - Parameters:
  ///   - own: the arithmetic that the graph begins with.
  ///   - input: as the file declares it.
  init(_ model: Onnx_ModelProto, own: Preprocessing, input: PictureInput) {
    if let recognised = Self.byArithmetic(own) {
      self = recognised
    } else if let recognised = Self.byNames(model) {
      self = recognised
    } else {
      self = Self.byExporter(model, input)
    }
  }

  private init(_ format: InputFormat, _ reason: String, isGuess: Bool = false) {
    (self.format, self.reason, self.isGuess) = (format, reason, isGuess)
  }

  // MARK: Arithmetic

  private static func byArithmetic(_ own: Preprocessing) -> InputRecognition? {
    guard own != Preprocessing() else { return nil }
    // What becomes 0, and how far from it is what becomes 1.
    let mean = zip(own.scale, own.offset).map { -$1 / $0 }.max() ?? 0
    let deviation = own.scale.map { abs(1 / $0) }.max() ?? 1
    let largestOfUnit: Float = 2
    return mean > largestOfUnit || deviation > largestOfUnit
      ? InputRecognition(.pixels, "the graph normalises 0...255 itself")
      : InputRecognition(.unit, "the graph normalises 0...1 itself")
  }

  // MARK: Names

  /// Parts of names that only networks of one family have.
  private struct NetworkFamily {
    var name: String
    var format: InputFormat
    /// Any of these begins or is a name.
    var names: [String]
  }

  private static let families = [
    NetworkFamily(
      name: "a network of Caffe's model zoo", format: .caffe,
      names: [
        "conv1/7x7_s2", "inception_3a/1x1", "inception_3a/", "conv1_1", "conv5_4", "fire2/squeeze1x1",
        "res2a_branch1", "bn2a_branch1", "conv2_1/", "fc8", "caffe.",
      ]),
    NetworkFamily(
      name: "Keras' VGG or ResNet",
      format: InputFormat(colours: .bgr, mean: [103.939, 116.779, 123.68]),
      names: ["block1_conv1", "conv2_block1_1_conv", "conv2_block1_0_conv"]),
    NetworkFamily(
      name: "TensorFlow's VGG or ResNet", format: InputFormat(mean: [123.68, 116.78, 103.94]),
      names: ["vgg_16/", "vgg_19/", "resnet_v1_50/", "resnet_v1_101/", "resnet_v1_152/"]),
    NetworkFamily(
      name: "TensorFlow's first Inception", format: InputFormat(mean: [117, 117, 117]),
      names: ["conv2d0_pre_relu", "conv2d0_w", "mixed3a"]),
    NetworkFamily(
      name: "an Inception or MobileNet of TensorFlow", format: .tensorFlow,
      names: [
        "InceptionV1/", "InceptionV2/", "InceptionV3/", "InceptionV4/", "InceptionResnetV2/", "MobilenetV1/",
        "MobilenetV2/", "MobilenetV3/", "resnet_v2_50/", "expanded_conv_depthwise", "conv_dw_1", "Conv1_relu",
        "block1_conv1_act",
      ]),
    NetworkFamily(
      name: "a network of Gluon's model zoo", format: .torchvision,
      names: [
        "resnetv1", "resnetv2", "vgg0_conv0", "mobilenetv20_", "mobilenet0_", "squeezenet0_", "densenet0_",
        "inception30_", "alexnet0_",
      ]),
  ]

  private static func byNames(_ model: Onnx_ModelProto) -> InputRecognition? {
    // The producer's own prefixes, such as "model/" or "StatefulPartitionedCall/", stand before them.
    var names: Set<String> = []
    for name in model.graph.node.flatMap({ [$0.name] + $0.output }) + model.graph.initializer.map(\.name) {
      names.insert(name)
      var rest = Substring(name)
      while let slash = rest.firstIndex(of: "/") {
        rest = rest[rest.index(after: slash)...]
        names.insert(String(rest))
      }
    }
    let isTorch = model.producerName == "pytorch"
    // Xception's layers look like VGG's, but for theirs that end in "_act".
    for family in families.reversed() where !isTorch {
      if names.contains(where: { name in family.names.contains { name.hasPrefix($0) } }) {
        return InputRecognition(family.format, "recognised as \(family.name)")
      }
    }
    return nil
  }

  // MARK: Exporters

  private static func byExporter(
    _ model: Onnx_ModelProto, _ input: PictureInput
  ) -> InputRecognition {
    let producer = model.producerName.lowercased()
    if producer == "pytorch" {
      return InputRecognition(.torchvision, "exported by PyTorch, so as torchvision's networks are trained")
    }
    if ["tf2onnx", "keras2onnx", "tensorflow"].contains(where: producer.contains) || input.isChannelsLast {
      return InputRecognition(
        .tensorFlow, "made with TensorFlow, most of whose networks are trained on -1...1")
    }
    return InputRecognition(.torchvision, "a guess, as most networks are trained", isGuess: true)
  }
}
