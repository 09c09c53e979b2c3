import Testing

@testable import AudioAnalysis

@Suite struct EnergyTests {
  /// 20 s of a groove, 10 s of a build-up that grows, 20 s of a drop that hits on each beat.
  private let curve = (0..<5001).map { frame -> Float in
    let level: Float = frame < 2000 ? 0.4 : frame < 3000 ? 0.3 + 0.3 * Float(frame - 2000) / 1000 : 0.9
    return frame % 50 < 10 ? level : level * 0.8
  }
  private var energy: [Float] {
    Energy.signal(
      [.loudness: curve, .bass: curve, .treble: curve, .onsetStrength: curve], sectionsFrom: [0, 20, 30])
  }

  @Test func `the drop has most energy, and has it at once`() {
    #expect(energy[2950] < 0.7)
    #expect(energy[3050] > 0.95)
    #expect(energy[3050...].allSatisfy { $0 > 0.95 })
  }

  @Test func `silence behind the music leaves its energy as it is`() {
    let silence = [Float](repeating: 0, count: 2000)
    let longer = Energy.signal(
      [
        .loudness: curve + silence, .bass: curve + silence, .treble: curve + silence,
        .onsetStrength: curve + silence,
      ],
      sectionsFrom: [0, 20, 30], in: 0..<4800)
    #expect(zip(energy[..<4500], longer).allSatisfy { abs($0 - $1) < 0.05 })
    #expect(longer[5500...].allSatisfy { $0 == 0 })
  }

  @Test func `a build-up rises`() {
    #expect(zip(energy[2200..<2800], energy[2300..<2900]).allSatisfy { $0 < $1 })
  }

  @Test func `a beat doesn't show in the energy`() {
    #expect(zip(energy, energy.dropFirst()).allSatisfy { abs($0 - $1) < 0.03 })
    #expect(energy[500..<1500].max()! - energy[500..<1500].min()! < 0.1)
  }
}
