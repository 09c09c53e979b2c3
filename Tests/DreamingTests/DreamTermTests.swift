import Testing

@testable import Dreaming

@Suite struct DreamTermTests {
  private func term(_ text: String) throws -> DreamTerm {
    try DreamTerm(text, of: shippedNetwork.get())
  }

  @Test func aLayerIsItself() throws {
    let term = try term("block8")
    #expect(term.layer == "block8" && term.aim == .layer && term.text == "block8")
  }

  @Test(arguments: [
    ("block8:12", [12]), ("block8:12,40", [12, 40]), ("block8:3-7", [3, 4, 5, 6, 7]),
    ("block8:111,0,40-42,41", [0, 40, 41, 42, 111]),
  ])
  func channelsMayBeListed(text: String, channels: [Int]) throws {
    let term = try term(text)
    #expect(term.layer == "block8" && term.aim == .channels(channels))
  }

  @Test(arguments: ["112", "", "7-3", "1,,2", "-1", "a", "1-2-3", " 1", "99999999999999999999", "+1"])
  func whatIsNoListOfChannelsIsSaid(list: String) throws {
    #expect(throws: DreamError.unknownChannels(list: list, layer: "block8", channels: 112)) {
      try term("block8:\(list)")
    }
  }

  @Test(arguments: ["class:jellyfish", "class:107", "class:Jellyfish"])
  func aClassHasANameAndANumber(text: String) throws {
    let term = try term(text)
    #expect(term.layer == "logits" && term.aim == .category(107) && term.isClass)
  }

  @Test func classesThatAreNoneAreSaid() throws {
    let network = try shippedNetwork.get()
    #expect(throws: DreamError.unknownChannels(list: "1000", layer: "logits", channels: 1000)) {
      try term("class:1000")
    }
    #expect(
      throws: DreamError.unknownClass(
        name: "jelyfish", network: network.name, known: ClassNames.imageNet.names.flatMap { $0 })
    ) { try term("class:jelyfish") }
    #expect(throws: DreamError.severalClasses(name: "crane", classes: ["134 (crane)", "517 (crane)"])) {
      try term("class:crane")
    }
  }

  @Test func aGuideIsSeenByALayer() throws {
    let term = try term("guide:block5")
    #expect(term.layer == "block5" && term.guide == 0)
    let error = #expect(throws: DreamError.self) {
      _ = try Objective(network: shippedNetwork.get(), width: 32, height: 32, layers: ["guide:block5"])
    }
    #expect(error == .noGuide(term: "guide:block5"))
  }

  @Test(arguments: [
    ("blok8", "blok8"), ("blok8:1,2", "blok8"), ("guide:blok8", "blok8"), ("block8:1:2", "block8:1"),
  ])
  func anUnknownLayerIsNamed(text: String, name: String) throws {
    let network = try shippedNetwork.get()
    #expect(
      throws: DreamError.unknownLayer(name: name, network: network.name, known: network.layers.map(\.name))
    ) {
      try term(text)
    }
  }

  @Test func aLayersNameMayHaveAColon() throws {
    var builder = ModelBuilder()
    builder.convolution("centred", "Relu:0", from: 3, to: 8)
    builder.convolution("Relu:0", "class:1", from: 8, to: 4)
    let network = try builder.network(outputs: ["Relu:0", "class:1"])
    #expect(try DreamTerm("Relu:0", of: network).aim == .layer)
    #expect(try DreamTerm("Relu:0:3", of: network).aim == .channels([3]))
    #expect(try DreamTerm("class:1", of: network).aim == .layer)
    #expect(try DreamTerm("class:2", of: network).aim == .category(2), "the last convolution classifies")
    let error = #expect(throws: DreamError.self) { try DreamTerm("class:cat", of: network) }
    #expect(error == .unknownClass(name: "cat", network: "test", known: []))
  }

  @Test func aNetworkMayHaveNoClassifier() throws {
    var builder = ModelBuilder()
    builder.convolution("centred", "a", from: 3, to: 8)
    builder.node("Add", ["a", "a"], "b")
    let error = #expect(throws: DreamError.self) {
      try DreamTerm("class:1", of: builder.network(outputs: ["a", "b"]))
    }
    #expect(error == .noClassifier(network: "test"))
  }

  @Test func theSuggestedLayerShowsWholeThings() throws {
    #expect(try shippedNetwork.get().suggestedLayer == "block11.expand")
    #expect(try shippedNetwork.get().suggestedGuideLayer == "block8")
  }
}
