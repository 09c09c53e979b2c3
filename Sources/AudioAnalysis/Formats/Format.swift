extension Analysis {
  /// The ways to write an analysis down.
  public enum Format: String, Sendable, CaseIterable {
    /// A summary for people.
    case table
    /// Everything, for programs.
    case json
    /// Every signal, a line each 10 ms.
    case csv
    /// Seconds, TAB, position in the bar.
    case beats
    /// A label track for Audacity.
    case labels
    /// Comma-separated values for Sonic Visualiser.
    case sonic
  }

  /// The analysis in a format, ending in a newline where there is anything to write.
  public func text(as format: Format) -> String {
    switch format {
    case .table: table()
    case .json: json()
    case .csv: csv()
    case .beats: beatList()
    case .labels: audacityLabels()
    case .sonic: sonicVisualiserCSV()
    }
  }
}
