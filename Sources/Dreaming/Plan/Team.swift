import CProcessor
import Foundation
import Synchronization

/// Threads that work on one picture together.
///
/// Results must not depend on who does which piece; then they don't depend on the team's size either.
final class Team {
  /// Members, the calling thread among them.
  let size: Int
  private let helpers: HelperThreads?

  init(size: Int) {
    self.size = size
    helpers = size > 1 ? HelperThreads(count: size - 1) : nil
  }

  deinit { helpers?.dismiss() }

  /// Calls `body` once for each piece of `0..<count`, and returns when all are done.
  ///
  /// - Parameter body: gets a piece's number, and the number of the member that works on it, below `size`: two pieces that
  ///   are worked on at the same time have different members.
  func run(_ count: Int, _ body: (_ piece: Int, _ member: Int) -> Void) {
    guard let helpers, count > 1 else {
      for piece in 0..<count { body(piece, 0) }
      return
    }
    withoutActuallyEscaping(body) { helpers.run(count, $0) }
  }

  /// Calls `body` for parts of `0..<count` that are `grain` long, but for the last.
  func forEachPart(of count: Int, grain: Int = 16 * 1024, _ body: (Range<Int>) -> Void) {
    run((count + grain - 1) / grain) { piece, _ in
      body(piece * grain..<min((piece + 1) * grain, count))
    }
  }
}

/// The threads that help a team's caller.
///
/// A step of a plan takes less than a millisecond, so helpers wait for the next work awake for a while before they sleep.
private final class HelperThreads: @unchecked Sendable {
  // Safe to share: `work` is written only while no part is left, and read only by who has taken one.

  private var work: Work?
  /// A bit for each part of the work that nobody has taken yet.
  private let open = Atomic<UInt64>(0)
  private let finished = Atomic<Int>(0)
  private let sleepers = Atomic<Int>(0)
  private let isDismissed = Atomic<Bool>(false)
  private let condition = NSCondition()

  /// Members of the team, its caller among them.
  private let size: Int

  /// Pieces in a row, shared out in parts.
  private struct Work {
    let count: Int
    let partCount: Int
    let body: (Int, Int) -> Void
  }

  init(count: Int) {
    size = count + 1
    for member in 1..<size {
      Thread { [self] in help(as: member) }.start()
    }
  }

  /// Lets the threads end.
  func dismiss() {
    isDismissed.store(true, ordering: .sequentiallyConsistent)
    wakeSleepers()
  }

  func run(_ count: Int, _ body: @escaping (_ piece: Int, _ member: Int) -> Void) {
    let partCount = min(count, UInt64.bitWidth)
    work = Work(count: count, partCount: partCount, body: body)
    finished.store(0, ordering: .relaxed)
    open.store(UInt64.max >> (UInt64.bitWidth - partCount), ordering: .sequentiallyConsistent)
    if sleepers.load(ordering: .sequentiallyConsistent) > 0 { wakeSleepers() }
    workOnParts(as: 0)
    var patience = Patience()
    while finished.load(ordering: .acquiring) < partCount { patience.wait() }
    work = nil
  }

  /// Takes parts until none is left.
  private func workOnParts(as member: Int) {
    var parts = open.load(ordering: .acquiring)
    while parts > 0 {
      let part = choose(from: parts, as: member)
      let taken = open.weakCompareExchange(
        expected: parts, desired: parts & ~(1 << UInt64(part)), ordering: .acquiringAndReleasing)
      if taken.exchanged {
        perform(part, as: member)
        finished.add(1, ordering: .releasing)
      }
      parts = open.load(ordering: .acquiring)
    }
  }

  /// The first part of those nearest to the member's own place: what it worked on last is near that, too, and in its cache.
  private func choose(from parts: UInt64, as member: Int) -> Int {
    let last = UInt64.bitWidth - 1 - parts.leadingZeroBitCount
    let place = (last + 1) * member / size
    let after = parts & (UInt64.max << UInt64(place))
    return after > 0 ? after.trailingZeroBitCount : last
  }

  /// Works on one part. Never inlined, so that its reference to the work is gone when the part counts as finished: then the
  /// caller may return, and may insist on being the last who holds the work.
  @inline(never)
  private func perform(_ part: Int, as member: Int) {
    guard let work else { return }
    let pieces = part * work.count / work.partCount..<(part + 1) * work.count / work.partCount
    for piece in pieces { work.body(piece, member) }
  }

  private func help(as member: Int) {
    while !isDismissed.load(ordering: .sequentiallyConsistent) {
      workOnParts(as: member)
      waitForWork()
    }
  }

  private var hasWork: Bool {
    open.load(ordering: .sequentiallyConsistent) > 0
      || isDismissed.load(ordering: .sequentiallyConsistent)
  }

  private func waitForWork() {
    let looks = 4000  // some tens of microseconds
    for _ in 0..<looks {
      if hasWork { return }
      processor_pause()
    }
    condition.lock()
    sleepers.add(1, ordering: .sequentiallyConsistent)
    while !hasWork { condition.wait() }
    sleepers.subtract(1, ordering: .sequentiallyConsistent)
    condition.unlock()
  }

  private func wakeSleepers() {
    condition.lock()
    condition.broadcast()
    condition.unlock()
  }
}

/// Waiting for something that should happen at once, but may take a while on a busy machine.
private struct Patience {
  private var looks = 0

  mutating func wait() {
    looks += 1
    if looks < 4000 { processor_pause() } else { sched_yield() }
  }
}
