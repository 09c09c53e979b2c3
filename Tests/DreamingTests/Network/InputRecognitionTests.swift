import Testing

@testable import Dreaming

@Suite struct InputRecognitionTests {
  /// A network of one convolution of the picture, whose layer is called `layer`.
  private func network(
    producer: String = "", layer: String = "y", input: InputOverrides = InputOverrides(),
    description: String? = nil, own: ((inout ModelBuilder) -> String)? = nil
  ) throws -> Network {
    var builder = ModelBuilder()
    builder.model.graph.node = []
    builder.model.producerName = producer
    let picture = own?(&builder) ?? "picture"
    builder.convolution(picture, layer, from: 3, to: 8)
    return try Network(
      onnx: builder.bytes(outputs: [layer]), file: "net.onnx",
      description: description.map { try NetworkDescription(yaml: $0, file: "net.yaml") }, input: input)
  }

  @Test func namesAndExportersTellFamilies() throws {
    #expect(try network(producer: "pytorch").input.format == .torchvision)
    #expect(try network(layer: "conv1/7x7_s2").input.format == .caffe)
    #expect(try network(layer: "model/block1_conv1/Conv2D").input.format.mean == [103.939, 116.779, 123.68])
    #expect(try network(layer: "InceptionV3/Conv2d_1a").input.format == .tensorFlow)
    #expect(try network(producer: "tf2onnx").input.format == .tensorFlow)
    let unknown = try network()
    #expect(unknown.input.isGuess && unknown.input.format == .torchvision)
  }

  @Test(arguments: [(127.5, 127.5, false), (0.5, 0.5, true), (0, 255, false), (0.485, 0.229, true)])
  func ownArithmeticTellsItsUnits(mean: Float, deviation: Float, isUnit: Bool) throws {
    let network = try network(producer: "pytorch") { builder in
      builder.node("Sub", ["picture", builder.constant([], [mean])], "difference")
      builder.node("Div", ["difference", builder.constant([], [deviation])], "quotient")
      return "quotient"
    }
    #expect(network.input.format == (isUnit ? .unit : .pixels))
    let white: Float = isUnit ? 1 : 255
    let preprocessing = network.graph.preprocessing
    #expect(abs(255 * preprocessing.scale[0] + preprocessing.offset[0] - (white - mean) / deviation) < 1e-4)
  }

  @Test func whatIsSaidBeatsWhatIsRecognised() throws {
    let blue = try network(producer: "pytorch", input: InputOverrides(colours: .bgr))
    var expected = InputFormat.torchvision
    expected.colours = .bgr
    #expect(blue.input.format == expected && blue.graph.preprocessing.startsWithBlue)
    let described = try network(producer: "pytorch", description: "mean: [104, 117, 123]\ncolours: bgr\n")
    #expect(described.input.format == .caffe && described.input.source.contains("net.yaml"))
    let both = try network(
      producer: "pytorch", input: InputOverrides(range: -1...1), description: "colours: bgr\n")
    #expect(both.input.format == InputFormat(colours: .bgr, range: -1...1))
    #expect(both.input.source == "from net.yaml and options")
  }

  @Test func blueFirstReadsTheBluePlaneFirst() throws {
    let network = try network(input: InputOverrides(colours: .bgr, range: 0...255))
    let reversed = try self.network(input: InputOverrides(colours: .rgb, range: 0...255))
    let picture: [Float] = [10, 200, 90]
    let turned: [Float] = [90, 200, 10]
    let one = try Objective(network: network, width: 1, height: 1, layers: ["y"])
    let other = try Objective(network: reversed, width: 1, height: 1, layers: ["y"])
    #expect(one.activation(of: 0, at: picture) == other.activation(of: 0, at: turned))
    let (a, b) = (one.evaluate(at: picture, weights: [1]), other.evaluate(at: turned, weights: [1]))
    #expect(a.gradient == b.gradient.reversed())
  }
}
