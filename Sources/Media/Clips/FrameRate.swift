/// Frames a second as the exact ratio that containers store, such as 24/1 or 30000/1001.
public struct FrameRate: Sendable, Hashable, CustomStringConvertible {
  /// Frames in `denominator` seconds, at least 1.
  public let numerator: Int
  /// At least 1, without a common factor with `numerator`.
  public let denominator: Int

  /// The ratio in lowest terms.
  ///
  /// - Precondition: both at least 1.
  public init(_ numerator: Int, per denominator: Int = 1) {
    precondition(numerator > 0 && denominator > 0)
    let divisor = Self.greatestCommonDivisor(numerator, denominator)
    self.numerator = numerator / divisor
    self.denominator = denominator / divisor
  }

  /// Reads "24", "12.5", "30000/1001", and the broadcast rates as people write them: "23.976", "29.97", "59.94".
  ///
  /// - Returns: nil for anything else, and for rates outside 1...240.
  public init?(_ text: String) {
    let broadcast = ["23.976": 24000, "23.98": 24000, "29.97": 30000, "59.94": 60000, "119.88": 120000]
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    if let numerator = broadcast[text] {
      self.init(numerator, per: 1001)
    } else if parts.count == 2, let numerator = Int(parts[0]), let denominator = Int(parts[1]),
      (1...1_000_000).contains(numerator), (1...1_000_000).contains(denominator)
    {
      self.init(numerator, per: denominator)
    } else if let decimal = Double(text), decimal.isFinite, (1...240).contains(decimal) {
      self.init(Int((decimal * 1000).rounded()), per: 1000)
    } else {
      return nil
    }
    guard (1...240).contains(framesPerSecond) else { return nil }
  }

  /// Frames a second.
  public var framesPerSecond: Double { Double(numerator) / Double(denominator) }

  /// When frame `index` comes on screen, in seconds from the first: index · denominator / numerator.
  public func time(ofFrame index: Int) -> Double {
    Double(index) * Double(denominator) / Double(numerator)
  }

  /// The frame on screen at `time` seconds: frame i shows from `time(ofFrame: i)` to `time(ofFrame: i + 1)`.
  ///
  /// That is ⌊(time + 10⁻⁶) · rate⌋: a moment that is a frame's start but for rounding (within a microsecond) belongs
  /// to that frame.
  public func frame(at time: Double) -> Int {
    Int(((time + 1e-6) * framesPerSecond).rounded(.down))
  }

  /// How many frames cover `duration` seconds, ⌈(duration - 10⁻⁶) · rate⌉: the last may end after it.
  public func frameCount(covering duration: Double) -> Int {
    max(0, Int(((duration - 1e-6) * framesPerSecond).rounded(.up)))
  }

  /// "24" or "30000/1001", as `init(_:)` reads it.
  public var description: String {
    denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)"
  }

  private static func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
    b == 0 ? a : greatestCommonDivisor(b, a % b)
  }
}
