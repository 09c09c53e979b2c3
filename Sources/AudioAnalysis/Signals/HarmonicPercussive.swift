/// Tells what rings from what strikes: in a picture of the sound, time to the right and pitch upward, notes are level
/// lines and strokes are upright ones.
///
/// Each point's power goes to the notes and the strokes by the median of its row around it, which no stroke gets
/// through, and the median of its column, which no note gets through; as their squares are to each other.
/// Source: Fitzgerald, "Harmonic/percussive separation using median filtering", DAFx 2010.
struct HarmonicPercussive {
  /// Power of notes and of strokes, weighted as the ear does, a value each row heard.
  private(set) var harmonic: [Float] = []
  private(set) var percussive: [Float] = []

  private let lowBands: FilterBank
  private let highBands: FilterBank
  /// The first band that is heard through the short window.
  private let split: Int
  private let weights: [Float]
  /// The last 17 rows, `stride` values each: 340 ms. The row heard nth is at n % 17.
  private var rows: [Float]
  private var heardRows = 0
  private let stride: Int

  /// Rows, and bands, that a median is taken of.
  private static let span = 17
  /// Every second band is taken, for a low note fills several neighbouring ones.
  private static let bandStep = 2
  /// Bands that repeat the lowest and the highest one, for the medians at the edges.
  private static let margin = bandStep * (span / 2)

  /// Bands 1/18 octave apart from 30 Hz to 14 kHz, but not closer than the long window's bins. What lies below 1 kHz is
  /// heard through the long window, which tells notes apart, and the rest through the short one.
  init(long: SpectralWindow, short: SpectralWindow) {
    var centres = [30.0]
    while let last = centres.last, last < min(14000, short.nyquist * 0.9) {
      centres.append(max(last * 1.0393, last + long.binWidth))
    }
    (lowBands, highBands) = (long.bands(centres), short.bands(centres))
    split = centres.firstIndex { $0 > min(1000, long.nyquist * 0.7) } ?? centres.count
    weights = centres.map { Float(Loudness.weight(at: $0)) }
    stride = (centres.count + 7) / 8 * 8 + 2 * Self.margin
    rows = [Float](repeating: 0, count: Self.span * stride)
  }

  /// Takes the next row, 20 ms after the last one.
  mutating func append(long: Spectrum, short: Spectrum) {
    let count = weights.count
    let first = heardRows % Self.span * stride
    rows.withUnsafeMutableBufferPointer { rows in
      let row = rows.baseAddress! + first
      lowBands.apply(to: long, bands: 0..<split, into: row + Self.margin)
      highBands.apply(to: short, bands: split..<count, into: row + Self.margin + split)
      for i in 0..<Self.margin { row[i] = row[Self.margin] }
      for i in Self.margin + count..<stride { row[i] = row[Self.margin + count - 1] }
    }
    step()
  }

  /// Says that the song is over.
  mutating func finish() {
    for _ in 0..<Self.span / 2 {
      let first = heardRows % Self.span * stride
      for i in first..<first + stride { rows[i] = 0 }
      step()
    }
  }

  /// Separates the row in the middle of those kept.
  private mutating func step() {
    heardRows += 1
    guard heardRows > Self.span / 2 else { return }
    let middle = (heardRows - 1 - Self.span / 2) % Self.span
    var (harmonicSum, percussiveSum): (Float, Float) = (0, 0)
    withUnsafeTemporaryAllocation(of: SIMD8<Float>.self, capacity: 10) { scratch in
      rows.withUnsafeBytes { rows in
        func eight(_ row: Int, _ column: Int) -> SIMD8<Float> {
          rows.loadUnaligned(fromByteOffset: (row * stride + column) * 4, as: SIMD8<Float>.self)
        }
        for band in Swift.stride(from: 0, to: weights.count, by: 8) {
          let column = Self.margin + band
          let notes = median(of17: { eight($0, column) }, in: scratch.baseAddress!)
          let strokes = median(of17: { eight(middle, band + $0 * Self.bandStep) }, in: scratch.baseAddress!)
          let power = eight(middle, column)
          let share = notes * notes / (notes * notes + strokes * strokes + 1e-30)
          for lane in 0..<min(8, weights.count - band) {
            let weighted = power[lane] * weights[band + lane]
            harmonicSum += weighted * share[lane]
            percussiveSum += weighted * (1 - share[lane])
          }
        }
      }
    }
    harmonic.append(harmonicSum)
    percussive.append(percussiveSum)
  }
}
