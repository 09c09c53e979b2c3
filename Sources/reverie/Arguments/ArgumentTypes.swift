import ArgumentParser
import Media

extension PictureSize: ExpressibleByArgument {
  /// Reads "512x288": whole, even, at least 32, at most 8192 a side.
  public init?(argument: String) {
    let sides = argument.lowercased().split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard sides.count == 2, let width = sides[0], let height = sides[1],
      [width, height].allSatisfy({ (32...8192).contains($0) && $0.isMultiple(of: 2) })
    else { return nil }
    self.init(width: width, height: height)
  }
}

/// A time in the song: "90", "12.5", "1:30", "1:02:03.5".
struct ClockTime: ExpressibleByArgument {
  let seconds: Double

  init(seconds: Double) {
    self.seconds = seconds
  }

  init?(argument: String) {
    let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
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
}

extension FrameRate: ExpressibleByArgument {
  /// Reads what `FrameRate.init(_:)` reads.
  public init?(argument: String) {
    self.init(argument)
  }
}
