import Foundation
import Testing

@testable import AudioAnalysis

@Suite struct BandsTests {
  @Test func `a low tone lifts the bass and leaves the treble dark`() {
    let analysis = (Sound(seconds: 1) + .tone(100, seconds: 2)).analysis()
    #expect(analysis.mean(.bass, 1.2...2.8) > 0.9)
    #expect(analysis.mean(.bass, 0...0.8) == 0)
    #expect(analysis.mean(.treble, 1.2...2.8) < 0.02)
    #expect(analysis.mean(.highMid, 1.2...2.8) < 0.03)
  }

  @Test(arguments: [60.0, 100, 250, 700, 1500, 4000, 9000, 15000])
  func `a tone is loudest in the band nearest to it`(frequency: Double) {
    let features = Sound.tone(frequency, seconds: 1).features()
    let loudest = (0..<Bands.count).max { features.bands[50, $0] < features.bands[50, $1] }!
    let nearest = Bands.centres.indices.min {
      abs(log(Bands.centres[$0] / frequency)) < abs(log(Bands.centres[$1] / frequency))
    }!
    #expect(abs(loudest - nearest) <= (frequency < 150 ? 1 : 0))
  }

  @Test func `a rising tone passes through the bands in order`() {
    let seconds = 10.0
    let octaves = log2(16000 / 60.0)
    let sweep = Sound(seconds: seconds) { t in
      0.5 * sin(2 * .pi * 60 * seconds / (octaves * log(2)) * (exp2(octaves * t / seconds) - 1))
    }
    let analysis = sweep.analysis()
    let peaks = (3..<23).map { band -> Int in
      let curve = analysis.signals[.band(band)]!
      return curve.indices.max { curve[$0] < curve[$1] }!
    }
    for (band, frame) in zip(3..<23, peaks) {
      let expected = log2(Bands.centres[band] / 60) / octaves * seconds
      #expect(abs(Double(frame) / 100 - expected) < 0.45, "band \(band)")
    }
  }

  @Test func `bands above half the sample rate stay empty`() {
    let analysis = Sound.noise(seconds: 2, rate: 8000).analysis()
    #expect(analysis.signals[.band(23)]!.allSatisfy { $0 == 0 })
    #expect(analysis.signals[.treble]!.allSatisfy { $0 == 0 })
    #expect(analysis.mean(.mid, 0.5...1.5) > 0.5)
  }

  @Test func `groups cover all bands once, low to high`() {
    #expect(Bands.groups.map(\.name) == Analysis.bandGroups)
    #expect(Bands.groups.flatMap { Array($0.bands) } == Array(0..<Bands.count))
  }
}
