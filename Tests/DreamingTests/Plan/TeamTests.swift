import Foundation
import Synchronization
import Testing

@testable import Dreaming

@Suite struct TeamTests {
  @Test(arguments: [1, 2, 5]) func everyPieceIsDoneOnce(size: Int) {
    let team = Team(size: size)
    for count in [0, 1, 2, 3, 17, 1000] {
      var done = [Int](repeating: 0, count: count)
      done.withUnsafeMutableBufferPointer { done in
        nonisolated(unsafe) let done = done
        for _ in 0..<20 { team.run(count) { piece, _ in done[piece] += 1 } }
      }
      #expect(done == [Int](repeating: 20, count: count))
    }
  }

  @Test func membersWorkOnOnePieceAtATime() {
    let team = Team(size: 4)
    let busy = (0..<team.size).map { _ in Flag() }
    let clashes = Flag()
    team.run(2000) { _, member in
      if busy[member].value.exchange(true, ordering: .sequentiallyConsistent) {
        clashes.value.store(true, ordering: .relaxed)
      }
      busy[member].value.store(false, ordering: .sequentiallyConsistent)
    }
    let clashed = clashes.value.load(ordering: .relaxed)
    #expect(!clashed)
  }

  private final class Flag: Sendable {
    let value = Atomic<Bool>(false)
  }

  @Test func partsCoverEverything() {
    let team = Team(size: 3)
    let parts = Mutex<[Range<Int>]>([])
    team.forEachPart(of: 1001, grain: 100) { part in parts.withLock { $0.append(part) } }
    let sorted = parts.withLock { $0.sorted { $0.lowerBound < $1.lowerBound } }
    #expect(sorted == (0..<11).map { $0 * 100..<min(1001, ($0 + 1) * 100) })
  }

  @Test func helpersThatFellAsleepComeBack() {
    let team = Team(size: 2)
    for _ in 0..<3 {
      var sums = [Int](repeating: 0, count: 64)
      sums.withUnsafeMutableBufferPointer { sums in
        nonisolated(unsafe) let sums = sums
        team.run(64) { piece, _ in sums[piece] = piece }
      }
      #expect(sums == Array(0..<64))
      usleep(20_000)
    }
  }

  @Test func nobodyHoldsOnToWorkThatIsDone() {
    // A run ends the program if somebody still holds its body when it returns.
    let team = Team(size: 3)
    let sum = Atomic<Int>(0)
    for _ in 0..<20_000 { team.run(3) { piece, _ in sum.add(piece, ordering: .relaxed) } }
    let total = sum.load(ordering: .relaxed)
    #expect(total == 60_000)
  }
}
