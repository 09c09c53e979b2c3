extension Analysis {
  /// The beats, one a line: seconds, TAB, position in the bar (1 is the downbeat). Empty without beats.
  public func beatList() -> String {
    beats.map { "\(Decimals.text($0.time, places: 4))\t\($0.position)\n" }.joined()
  }

  /// The beats as a label track for Audacity, one a line: start, TAB, end, TAB, position in the bar. A beat is a
  /// moment, so start and end are the same. Empty without beats.
  public func audacityLabels() -> String {
    beats.map { beat in
      let time = Decimals.text(beat.time, places: 6)
      return "\(time)\t\(time)\t\(beat.position)\n"
    }.joined()
  }

  /// The beats as comma-separated values for Sonic Visualiser, one a line: seconds, bar and position in it as
  /// `3.1`. What comes before the first downbeat is bar 0. Empty without beats.
  public func sonicVisualiserCSV() -> String {
    var bar = 0
    return beats.map { beat in
      if beat.position == 1 { bar += 1 }
      return "\(Decimals.text(beat.time, places: 6)),\(bar).\(beat.position)\n"
    }.joined()
  }
}
