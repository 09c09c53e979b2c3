import Testing

@testable import Dreaming

@Suite struct SumsTests {
  @Test(arguments: [0, 1, 15, 16, 17, 1023, 1024, 1040, 5000])
  func addUpEveryValue(count: Int) {
    let values = (0..<count).map { Float($0 % 11) - 4 }
    let exact = values.map(Double.init)
    #expect(sum(values, count: count) == exact.reduce(0, +))
    #expect(sumOfMagnitudes(values, count: count) == exact.reduce(0) { $0 + abs($1) })
    #expect(sumOfSquares(values, count: count, around: 1) == exact.reduce(0) { $0 + ($1 - 1) * ($1 - 1) })
    let whole = count / 8 * 8
    #expect(sumOfSquares(values, count: whole) == exact[..<whole].reduce(0) { $0 + $1 * $1 })
  }

  @Test func staysAccurateOverManyValues() {
    let values = [Float](repeating: 0.1, count: 3 * 1920 * 1080)
    let exact = Double(Float(0.1)) * Double(values.count)
    #expect(abs(sum(values, count: values.count) / exact - 1) < 1e-6)
  }
}
