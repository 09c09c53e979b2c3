/// A moment or a length of a song, as people read and write it: "0:07.5", "3:05", "1:02:03".
public struct ClockTime: Sendable, Equatable, CustomStringConvertible {
  /// The same in seconds.
  public let seconds: Double

  /// So many seconds.
  public init(_ seconds: Double) {
    self.seconds = seconds
  }

  /// Reads seconds or minutes or hours: "90", "12.5", "1:30", "1:02:03.5".
  ///
  /// - Returns: nil for anything else, for what is below 0, and for 60 seconds or more behind a colon.
  public init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (1...3).contains(parts.count), let last = parts.last,
      let seconds = Double(last), seconds.isFinite, seconds >= 0, parts.count == 1 || seconds < 60
    else { return nil }
    var total = 0.0
    for part in parts.dropLast() {
      guard let number = Int(part), number >= 0 else { return nil }
      total = (total + Double(number)) * 60
    }
    self.seconds = total + seconds
  }

  /// "0:07.5", "3:05", "1:02:03": rounded to tenths, which are left out when 0; what is below 0 is "0:00".
  public var description: String {
    let tenths = Int((max(0, seconds) * 10).rounded())
    let (whole, rest) = tenths.quotientAndRemainder(dividingBy: 10)
    let clock =
      whole < 3600
      ? Self.minutes(whole)
      : "\(whole / 3600):\(Self.twoDigits(whole / 60 % 60)):\(Self.twoDigits(whole % 60))"
    return rest == 0 ? clock : "\(clock).\(rest)"
  }

  /// Minutes and whole seconds, however many hours that is: "62:03".
  public var minutes: String { Self.minutes(Int(seconds.rounded())) }

  private static func minutes(_ seconds: Int) -> String { "\(seconds / 60):\(twoDigits(seconds % 60))" }

  private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
