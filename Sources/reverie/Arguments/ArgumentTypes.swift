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

extension ClockTime: ExpressibleByArgument {
  /// Reads what `ClockTime.init(_:)` reads.
  public init?(argument: String) {
    self.init(argument)
  }
}

extension FrameRate: ExpressibleByArgument {
  /// Reads what `FrameRate.init(_:)` reads.
  public init?(argument: String) {
    self.init(argument)
  }
}
