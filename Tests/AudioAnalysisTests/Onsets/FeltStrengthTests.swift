import Testing

@testable import AudioAnalysis

@Suite struct FeltStrengthTests {
  /// A bass drum on each half second for 20 s: 10 s of it alone, then 10 s in a wall of sound, with the drum's strength
  /// as it is heard beside that; every fourth stroke is a ghost.
  private let sound: Sound = {
    var sound = Sound(seconds: 10) + Sound.noise(seconds: 10, amplitude: 0.3)
    for stroke in 0..<40 {
      sound.addStroke(at: 0.5 * Double(stroke), frequency: 60, decay: 0.1, amplitude: 0.3)
    }
    return sound
  }()
  private let strokes = (0..<40).map { stroke -> Analysis.Event in
    let local: Float = stroke < 20 ? 1 : 0.3
    return Analysis.Event(time: 0.5 * Double(stroke), strength: stroke % 4 == 3 ? local / 4 : local)
  }

  private func felt(_ sound: Sound, energy: [Float]) -> [Float] {
    FeltStrength(of: sound.features(), energy: energy).felt(strokes, in: .low).map(\.strength)
  }

  private let energy = (0..<2001).map { Float($0 < 1000 ? 0.1 : 0.9) }

  @Test func `a stroke in the drop is felt more than the same stroke alone`() {
    let strengths = felt(sound, energy: energy)
    #expect(strengths[8] < 0.6)
    #expect(strengths[32] > 0.9)
    // The first stroke of the drop is of the drop.
    #expect(strengths[20] > 0.9)
  }

  @Test func `a ghost note remains one, in the drop too`() {
    let strengths = felt(sound, energy: energy)
    for (ghost, stroke) in [(7, 8), (31, 32)] {
      #expect(strengths[ghost] < 0.6 * strengths[stroke])
      #expect(strengths[ghost] > 0.05)
    }
  }

  @Test func `a song that is soft throughout has strong strokes`() {
    let level = [Float](repeating: 0.5, count: 2001)
    let (loud, soft) = (felt(sound, energy: level), felt(sound.times(0.03), energy: level))
    #expect(zip(loud, soft).allSatisfy { abs($0 - $1) < 0.02 })
    #expect(soft.max() == 1)
  }

  @Test func `more energy, level or strength is never felt as less`() {
    let strength = FeltStrength(of: sound.features(), energy: energy)
    // One stroke more, of growing strength, among the same.
    let grown = stride(from: Float(0.02), through: 1, by: 0.02).map { local -> Float in
      let more = strokes + [Analysis.Event(time: 19.75, strength: local)]
      return strength.felt(more, in: .low).last!.strength
    }
    #expect(zip(grown, grown.dropFirst()).allSatisfy { $0 <= $1 })
  }

  @Test func `nothing gives nothing, and silence is no stroke`() {
    #expect(FeltStrength(of: Sound(seconds: 1).features(), energy: []).felt([], in: .whole).isEmpty)
    #expect(felt(Sound(seconds: 20), energy: energy).allSatisfy { $0 == 0.05 })
  }

  @Test func `both readings are of the same moments`() throws {
    let analysis = Sound.clicks(at: (0..<16).map { 0.25 + 0.5 * Double($0) }, seconds: 8.2).analysis()
    for name in Analysis.EventName.allCases {
      guard let local = name.local else { continue }
      let (felt, beside) = (try #require(analysis.events[name]), try #require(analysis.events[local]))
      #expect(felt.map(\.time) == beside.map(\.time))
      #expect((felt + beside).allSatisfy { (0...1).contains($0.strength) })
    }
    #expect(analysis.events[.beat]?.isEmpty == false)
    let downbeats = analysis.events[.beat]!.filter { beat in
      analysis.beats.contains { $0.time == beat.time && $0.position == 1 }
    }
    #expect(analysis.events[.downbeat] == downbeats)
  }
}
