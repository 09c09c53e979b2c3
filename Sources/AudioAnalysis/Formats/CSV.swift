extension Analysis {
  /// Every signal as comma-separated values: a line with the columns' names, then one line each 10 ms.
  ///
  /// Columns: `time` in seconds, the signals in the order of `signalNames`, and `beat`, which is the position in
  /// the bar on the line nearest to a beat, and empty on all others.
  public func csv() -> String {
    let names = Self.signalNames.filter { signals[$0] != nil }
    let columns = names.map { signals[$0]! }
    let lines = columns.first?.count ?? 0
    var positions = [Int: Int]()
    for beat in beats { positions[FrameGrid.frame(nearest: beat.time)] = beat.position }
    var text = Decimals(reserving: lines * (columns.count * 7 + 12))
    text.write((["time"] + names + ["beat"]).joined(separator: ",") + "\n")
    for line in 0..<lines {
      text.write(FrameGrid.seconds(of: line), places: 2)
      for column in columns {
        text.write(",")
        text.write(Double(column[line]), places: 4)
      }
      text.write("," + (positions[line].map(String.init) ?? "") + "\n")
    }
    return text.text
  }
}
