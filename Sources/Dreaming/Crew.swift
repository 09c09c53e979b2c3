import CProcessor
import Foundation
import Synchronization

/// The threads that help a team's caller.
///
/// A step of a plan takes less than a millisecond, so helpers wait for the next work awake for a while before they sleep.
final class Crew: @unchecked Sendable {
  // Safe to share: `work` is written only while no piece is left, and read only by who has taken a piece of it.

  private var work: (count: Int, body: (Int, Int) -> Void)?
  /// How often work was handed out, above the number of pieces that nobody has taken yet.
  private let open = Atomic<UInt64>(0)
  private let finished = Atomic<Int>(0)
  private let sleepers = Atomic<Int>(0)
  private let isDismissed = Atomic<Bool>(false)
  private let condition = NSCondition()

  private static let piecesMask: UInt64 = (1 << 32) - 1

  init(helpers: Int) {
    for member in 1..<helpers + 1 {
      Thread { [self] in help(as: member) }.start()
    }
  }

  /// Lets the threads end.
  func dismiss() {
    isDismissed.store(true, ordering: .sequentiallyConsistent)
    wakeSleepers()
  }

  func run(_ count: Int, _ body: @escaping (_ piece: Int, _ member: Int) -> Void) {
    work = (count, body)
    finished.store(0, ordering: .relaxed)
    let round = (open.load(ordering: .relaxed) >> 32 &+ 1) & Self.piecesMask
    open.store(round << 32 | UInt64(count), ordering: .sequentiallyConsistent)
    if sleepers.load(ordering: .sequentiallyConsistent) > 0 { wakeSleepers() }
    workOnPieces(as: 0)
    var patience = Patience()
    while finished.load(ordering: .acquiring) < count { patience.wait() }
    work = nil
  }

  /// Takes pieces until none is left.
  private func workOnPieces(as member: Int) {
    var state = open.load(ordering: .acquiring)
    while state & Self.piecesMask > 0 {
      let taken = open.weakCompareExchange(
        expected: state, desired: state - 1, ordering: .acquiringAndReleasing)
      if taken.exchanged {
        perform(remaining: Int(state & Self.piecesMask), as: member)
        finished.add(1, ordering: .releasing)
      }
      state = open.load(ordering: .acquiring)
    }
  }

  /// Works on one piece. Never inlined, so that its reference to the work is gone when the piece counts as finished: then the
  /// caller may return, and may insist on being the last who holds the work.
  @inline(never)
  private func perform(remaining: Int, as member: Int) {
    guard let work else { return }
    work.body(work.count - remaining, member)
  }

  private func help(as member: Int) {
    while !isDismissed.load(ordering: .sequentiallyConsistent) {
      workOnPieces(as: member)
      waitForWork()
    }
  }

  private var hasWork: Bool {
    open.load(ordering: .sequentiallyConsistent) & Self.piecesMask > 0
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
