/// Tells what rings from what strikes: in a picture of the sound, time to the right and pitch upward, notes are level
/// lines and strokes are upright ones.
///
/// Each point's power goes to the notes and the strokes by the median of its row around it, which no stroke gets
/// through, and the median of its column, which no note gets through; as their squares are to each other.
///
///     harmonic = P · H² / (H² + S²),  percussive = P - harmonic,  H = median over time, S = median over bands
///
/// - Source: Fitzgerald, "Harmonic/percussive separation using median filtering", DAFx 2010.
struct HarmonicPercussive {
  /// Power of notes and of strokes, weighted as the ear does: `[row]`.
  private(set) var harmonic = FrameSeries(hop: SoundFeatures.slowHop)
  private(set) var percussive = FrameSeries(hop: SoundFeatures.slowHop)

  private let lowBands: FilterBank
  private let highBands: FilterBank
  /// The first band that is heard through the short window.
  private let split: Int
  /// `[band]`
  private let weights: [Float]
  /// The last 17 rows, 340 ms, the nth at n % 17: `[row][stride]`, a margin, bands, a margin.
  private var rows: [Float]
  private var takenRows = 0
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
    let first = takenRows % Self.span * stride
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
      let first = takenRows % Self.span * stride
      for i in first..<first + stride { rows[i] = 0 }
      step()
    }
  }

  /// Separates the row in the middle of those kept.
  private mutating func step() {
    takenRows += 1
    guard takenRows > Self.span / 2 else { return }
    let middle = (takenRows - 1 - Self.span / 2) % Self.span
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

extension HarmonicPercussive {
  /// How loud notes are, and how loud strokes, 0...1 as the ear finds them; 1 is the ceiling of each, which is at least a
  /// tenth of the ceiling of both together, so that a part that isn't in the song stays low.
  static func signals(of sound: SoundFeatures) -> Signals {
    let notes = sound.harmonic.spread(over: sound.frameCount)
    let strokes = sound.percussive.spread(over: sound.frameCount)
    let loudest = ceiling(of: zip(notes, strokes).map { $0 + $1 })
    return [
      .harmonic: Loudness.signal(fromPower: notes, ofAtLeast: loudest / 10),
      .percussive: Loudness.signal(fromPower: strokes, ofAtLeast: loudest / 10),
    ]
  }
}
