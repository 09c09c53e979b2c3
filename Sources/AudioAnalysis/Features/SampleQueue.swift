/// Samples that are still needed, counted from the song's start; silence before it.
struct SampleQueue {
  /// Index of the first sample kept.
  private(set) var start: Int
  /// Behind this index all samples so far are 0; never too low.
  var lastSound: Int
  /// `[index - start]`
  private var samples: [Float]

  /// Silence from `start`, a negative number, up to the song's first sample.
  init(from start: Int) {
    self.start = start
    lastSound = start
    samples = [Float](repeating: 0, count: max(0, -start))
  }

  /// Index behind the last sample.
  var end: Int { start + samples.count }

  /// Appends samples that `fill` writes.
  mutating func append(_ count: Int, fill: (UnsafeMutablePointer<Float>) -> Void) {
    let old = samples.count
    samples.append(contentsOf: repeatElement(0, count: count))
    samples.withUnsafeMutableBufferPointer { fill($0.baseAddress! + old) }
  }

  /// Calls `body` with a pointer to the sample at `index`, in which all kept samples around it can be reached.
  func withSamples<Result>(at index: Int, _ body: (UnsafePointer<Float>) -> Result) -> Result {
    samples.withUnsafeBufferPointer { body($0.baseAddress! + (index - start)) }
  }

  /// Plays the last `count` samples backwards behind the end, then silence, `total` samples in all.
  mutating func mirrorEnd(_ count: Int, total: Int) {
    samples += samples.suffix(count).reversed()
    samples += repeatElement(0, count: total - count)
    if lastSound > start { lastSound = end }
  }

  /// Forgets what lies before `index`.
  mutating func drop(before index: Int) {
    guard index > start else { return }
    samples.removeFirst(min(index - start, samples.count))
    start = index
  }
}
