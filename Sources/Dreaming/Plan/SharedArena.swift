/// Memory that objectives of several sizes take turns in: as much as the largest plan needs.
///
/// What is in it when a plan's turn comes is anything; a plan reads nothing it hasn't written.
final class SharedArena {
  private var floats: UnsafeMutablePointer<Float>?
  private var count = 0

  deinit { floats?.deallocate() }

  /// The arena, laid out for a plan.
  func arena(for plan: Plan) -> Arena {
    if let floats, count >= plan.arenaCount { return Arena(base: floats, offsets: plan.offsets) }
    floats?.deallocate()
    let cacheLine = 64
    let bytes = UnsafeMutableRawPointer.allocate(
      byteCount: plan.arenaBytes, alignment: cacheLine)
    let base = bytes.bindMemory(to: Float.self, capacity: plan.arenaCount)
    base.initialize(repeating: 0, count: plan.arenaCount)
    (floats, count) = (base, plan.arenaCount)
    return Arena(base: base, offsets: plan.offsets)
  }
}
