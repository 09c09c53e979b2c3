/// `start`, `end` and `step` as ONNX and Python mean them.
struct Slicing {
  var start: Int
  var end: Int
  var step: Int

  /// Which of `count` elements are taken, in order; none for a step of 0.
  func picks(of count: Int) -> [Int] {
    func clamped(_ index: Int, _ range: ClosedRange<Int>) -> Int {
      let positive = index < 0 ? index.addingReportingOverflow(count).partialValue : index
      return min(max(positive, range.lowerBound), range.upperBound)
    }
    let farthest = max(count, 1)
    let step = min(max(step, -farthest), farthest)
    if step > 0 {
      return Array(stride(from: clamped(start, 0...count), to: clamped(end, 0...count), by: step))
    }
    guard step < 0, count > 0 else { return [] }
    return Array(
      stride(from: clamped(start, 0...count - 1), to: clamped(end, -1...count - 1), by: step))
  }
}
