/// Floats that never change once made, at an address that never changes: weights, shared by every thread.
final class Constants: @unchecked Sendable {
  // Safe to share: the memory is written in init only.
  let pointer: UnsafePointer<Float>
  let count: Int

  init(_ values: [Float]) {
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: max(values.count, 1) * MemoryLayout<Float>.stride, alignment: 64
    ).bindMemory(to: Float.self, capacity: max(values.count, 1))
    values.withUnsafeBufferPointer { source in
      if let start = source.baseAddress { memory.update(from: start, count: source.count) }
    }
    pointer = UnsafePointer(memory)
    count = values.count
  }

  deinit {
    pointer.deallocate()
  }
}
