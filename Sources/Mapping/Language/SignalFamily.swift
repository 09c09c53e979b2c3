import AudioAnalysis

/// Signals of one kind, of which `[ ]` chooses one.
enum SignalFamily: String, CaseIterable {
  case bands, chroma

  /// How many there are.
  var count: Int {
    switch self {
    case .bands: Analysis.bandCount
    case .chroma: 12
    }
  }

  var example: String { self == .bands ? "bands[3]" : "chroma[C#]" }

  /// The signal's name; nil where what stands in the brackets chooses none.
  func signal(_ index: Syntax.Form) -> String? {
    let name = self == .bands ? Analysis.SignalName.band : Analysis.SignalName.chroma
    switch index {
    case .number(let number, .none):
      guard number == number.rounded(), number >= 0, number < Double(count) else { return nil }
      return name(Int(number)).rawValue
    case .name(let note) where self == .chroma:
      return Self.pitch(of: note).map { name($0).rawValue }
    default: return nil
    }
  }

  /// What to say where nothing is chosen.
  var mistake: String {
    switch self {
    case .bands: "bands are numbered from 0, the lowest, to \(count - 1), written out, as in bands[3]"
    case .chroma: "chroma has the notes C, C#, Db, D, ... B, or 0 to 11, written out, as in chroma[C#]"
    }
  }

  /// 0 for C ... 11 for B.
  private static func pitch(of note: String) -> Int? {
    let naturals: [Character: Int] = ["C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11]
    guard let letter = note.first, let natural = naturals[letter] else { return nil }
    switch note.dropFirst() {
    case "": return natural
    case "#": return (natural + 1) % 12
    case "b": return (natural + 11) % 12
    default: return nil
    }
  }
}
