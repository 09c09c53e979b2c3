/// How far a piece of work has come.
public struct RenderProgress: Sendable {
  /// What is counted, in the plural: the frames of a clip, the steps of a still.
  public let unit: String
  /// How many there will be, at least 1.
  public let count: Int
  /// How many are done, 0...`count`.
  public private(set) var finished = 0
  /// How much of the work that was, 0...1.
  public private(set) var share = 0.0
  /// How many frames are dreamed before the others and not seen, in units of the others' work.
  private let unseen: Double
  private var finishedUnseen = 0.0
  private let begin = ContinuousClock.now
  private var latest = ContinuousClock.now

  /// - Parameter unseen: how much work comes beside the units, in units.
  init(of unit: String, count: Int, unseen: Double = 0) {
    (self.unit, self.count, self.unseen) = (unit, count, unseen)
  }

  /// One more is done, each being as much work as any other.
  mutating func finishOne() {
    advance(to: finished + 1, share: shareOfWork(Double(finished + 1)))
  }

  /// More of the work beside the units is done.
  mutating func finishUnseen(_ work: Double) {
    finishedUnseen += work
    advance(to: finished, share: shareOfWork(Double(finished)))
  }

  private func shareOfWork(_ finished: Double) -> Double {
    min((finished + finishedUnseen) / (Double(count) + unseen), 1)
  }

  /// `finished` are done, which is a given share of the work.
  mutating func advance(to finished: Int, share: Double) {
    (self.finished, self.share) = (finished, share)
    latest = .now
  }

  /// Seconds since the first was begun.
  public var elapsed: Double { (latest - begin) / .seconds(1) }

  /// Finished units a second, those that aren't seen among them; 0 at first.
  public var pace: Double { elapsed > 0 ? (Double(finished) + finishedUnseen) / elapsed : 0 }

  /// Seconds left at the pace so far; nil before the first is finished.
  public var timeLeft: Double? { share > 0 ? elapsed / share - elapsed : nil }
}
