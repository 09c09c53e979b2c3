import Testing

@testable import AudioAnalysis

@Suite struct FrameSeriesTests {
  /// Rows of 0, 10, 20... and 1, 11, 21..., five frames apart, the first four frames before the song.
  private let rows = FrameSeries(
    width: 2, hop: 5, start: -4, values: (0..<6).flatMap { [Float(10 * $0), Float(10 * $0 + 1)] })

  @Test func `frame 0 is the song's start`() {
    #expect(rows[-4, 0] == 0 && rows[0, 0] == 0)
    #expect(rows[1, 0] == 10 && rows[5, 1] == 11 && rows[6, 1] == 21)
    #expect(rows[row: 3, 1] == 31)
    #expect(rows.end == 26 && rows.count == 6 && rows.rowsPerSecond == 20)
    #expect(rows.seconds(to: 1) == 0.05)
  }

  @Test func `rows cover the frames that they begin before`() {
    #expect(rows.rows(covering: 0..<1) == 0..<1)
    #expect(rows.rows(covering: 0..<6) == 0..<2)
    #expect(rows.rows(covering: 1..<21) == 1..<5)
    #expect(rows.rows(covering: 20..<500) == 4..<6)
    #expect(rows.rows(covering: 100..<101).isEmpty)
  }

  @Test func `values between rows are in proportion`() {
    #expect(rows.interpolated(at: 1) == 10)
    #expect(rows.interpolated(at: 3, column: 1) == 15)
    #expect(rows.interpolated(at: 40) == 50)
    let single = FrameSeries(hop: 2, values: [0, 1, 3])
    #expect(single.spread(over: 7) == [0, 0.5, 1, 2, 3, 3, 3])
    #expect(FrameSeries(hop: 2).spread(over: 3) == [0, 0, 0])
  }

  @Test func `rows are appended one after the other`() {
    var series = FrameSeries(width: 2, hop: 2)
    series.appendRow { $0[1] = 1 }
    series.appendRow { row in (row[0], row[1]) = (2, 3) }
    #expect(series.values == [0, 1, 2, 3] && series.end == 4)
    series[3, 0] = 7
    #expect(series[row: 1, 0] == 7)
    series.removeAll()
    #expect(series.end == 0)
  }
}
