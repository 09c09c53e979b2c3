/// Threads that work on one picture together.
///
/// Results must not depend on who does which piece; then they don't depend on the team's size either.
final class Team {
  /// Members, the calling thread among them.
  let size: Int
  private let crew: Crew?

  init(size: Int) {
    self.size = size
    crew = size > 1 ? Crew(helpers: size - 1) : nil
  }

  deinit { crew?.dismiss() }

  /// Calls `body` once for each piece of `0..<count`, and returns when all are done.
  ///
  /// - Parameter body: gets a piece's number, and the number of the member that works on it, below `size`: two pieces that
  ///   are worked on at the same time have different members.
  func run(_ count: Int, _ body: (_ piece: Int, _ member: Int) -> Void) {
    guard let crew, count > 1 else {
      for piece in 0..<count { body(piece, 0) }
      return
    }
    withoutActuallyEscaping(body) { crew.run(count, $0) }
  }

  /// Calls `body` for parts of `0..<count` that are `grain` long, but for the last.
  func forEachPart(of count: Int, grain: Int = 16 * 1024, _ body: (Range<Int>) -> Void) {
    run((count + grain - 1) / grain) { piece, _ in
      body(piece * grain..<min((piece + 1) * grain, count))
    }
  }
}
