import Testing

@testable import Dreaming

@Suite struct ClassNamesTests {
  private let names = ClassNames.imageNet

  @Test func theOrderIsThatOfImageNet() {
    #expect(names.names.count == 1000)
    for (index, name) in [(0, "tench"), (107, "jellyfish"), (207, "golden retriever"), (985, "daisy")] {
      #expect(names.names[index][0] == name)
    }
    #expect(names.names.allSatisfy { !$0.isEmpty && !$0.contains("") })
  }

  @Test(arguments: ["tench", "Tinca tinca", "tinca_tinca", "TENCH", "Tinca-Tinca"])
  func aNameMayBeWrittenInSeveralWays(name: String) {
    #expect(names.classes(named: name) == [0])
  }

  @Test func aUsualNameComesBeforeFurtherNames() {
    #expect(names.classes(named: "missile") == [657], "744 is a projectile, or missile")
    #expect(names.classes(named: "crane") == [134, 517], "the bird and the machine")
    #expect(names.classes(named: "panda") == [387, 388], "the lesser and the giant")
  }

  @Test func whatIsUnknownHasNoClass() {
    #expect(names.classes(named: "jelyfish").isEmpty)
    #expect(names.classes(named: "").isEmpty)
  }
}
