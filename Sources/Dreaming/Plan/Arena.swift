/// A run of floats in an arena, known by number until the arena is laid out.
struct Buffer: Equatable {
  let index: Int
}

/// An arena with its buffers: where each starts.
struct Arena {
  let base: UnsafeMutablePointer<Float>
  let offsets: [Int]

  subscript(buffer: Buffer) -> UnsafeMutablePointer<Float> { base + offsets[buffer.index] }

  /// The same memory as mask bits.
  func words(_ buffer: Buffer) -> UnsafeMutablePointer<UInt32> {
    bytes(buffer).assumingMemoryBound(to: UInt32.self)
  }

  /// The same memory as mask bits.
  func bytes(_ buffer: Buffer) -> UnsafeMutableRawPointer { UnsafeMutableRawPointer(self[buffer]) }
}

/// Lays out buffers in one arena so that two share memory only if they are never alive at the same time.
struct ArenaLayout {
  private struct Demand {
    var count: Int
    var first: Int
    var last: Int
  }

  private var demands: [Demand] = []

  /// A new buffer of `count` floats, alive once it is touched.
  mutating func buffer(_ count: Int) -> Buffer {
    demands.append(Demand(count: count, first: .max, last: .min))
    return Buffer(index: demands.count - 1)
  }

  /// Keeps the buffer alive at `time`, and between any two times it is touched at.
  mutating func touch(_ buffer: Buffer, at time: Int) {
    demands[buffer.index].first = min(demands[buffer.index].first, time)
    demands[buffer.index].last = max(demands[buffer.index].last, time)
  }

  /// Where each buffer starts, and the floats they take in all.
  ///
  /// Largest first, each at the lowest place that is free all its life; starts are multiples of a cache line.
  func place() -> (offsets: [Int], count: Int) {
    let line = 16
    var offsets = [Int](repeating: 0, count: demands.count)
    var placed: [Int] = []
    var total = 0
    let order = demands.indices.filter { demands[$0].first <= demands[$0].last }
      .sorted { (demands[$0].count, $1) > (demands[$1].count, $0) }
    for index in order {
      let demand = demands[index]
      var offset = 0
      for other in placed where demands[other].first <= demand.last && demand.first <= demands[other].last {
        if offset + demand.count <= offsets[other] { break }
        offset = max(offset, (offsets[other] + demands[other].count + line - 1) / line * line)
      }
      offsets[index] = offset
      total = max(total, offset + demand.count)
      placed.append(index)
      placed.sort { (offsets[$0], $0) < (offsets[$1], $1) }
    }
    return (offsets, total)
  }
}
