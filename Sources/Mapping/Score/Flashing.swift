import Foundation

/// More flashes in a second than photosensitive viewers bear.
public struct Flashing: Sendable, Equatable {
  /// The most flashes in any one second, above 3.
  public let perSecond: Int
  /// When the first second of too many begins, in seconds from the song's start.
  public let start: Double

  /// The most flashes in a second that are no harm.
  ///
  /// - Source: W3C, "Web content accessibility guidelines 2.2", success criterion 2.3.1, 2023.
  public static let harmless = 3
}

extension Score {
  /// Whether `brightness` and `contrast` flash too often; nil if they don't.
  ///
  /// A flash is a pair of opposing changes of relative luminance by a tenth of white's or more, of which the darker end is
  /// below 0.8, in a quarter of the picture. Of a dream, a quarter is as light as 174 of 255 or lighter, a quarter as dark
  /// as 66 or darker, and its middle is 118. What `intensity` does to it moves shapes about, not light: going from 0 to 4
  /// and back, four times a second, changed its relative luminance by less than 0.01 a frame.
  ///
  /// - Source: W3C, "Web content accessibility guidelines 2.2", "general flash and red flash thresholds", 2023.
  public var flashing: Flashing? {
    let grades = frames.map { (contrast: $0[.contrast], brightness: $0[.brightness]) }
    let found = [66.0, 118, 174].compactMap { level in
      flashing(turns: turns(of: grades.map { Self.luminance(of: level, $0.contrast, $0.brightness) }))
    }
    return found.max { $0.perSecond < $1.perSecond }
  }

  /// Relative luminance, 0...1, of a grey of 0...255 once it is graded.
  private static func luminance(of level: Double, _ contrast: Double, _ brightness: Double) -> Double {
    let graded = ((level - 128) * contrast + 128) * brightness
    let share = min(max(graded / 255, 0), 1)
    return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
  }

  /// The frames in which luminance has changed enough the other way than last: two make a flash.
  private func turns(of luminance: [Double]) -> [Int] {
    let (least, bright) = (0.1, 0.8)
    var turns: [Int] = []
    var isRising: Bool?
    var (lowest, highest) = (luminance.first ?? 0, luminance.first ?? 0)
    for (frame, value) in luminance.enumerated() {
      (lowest, highest) = (min(lowest, value), max(highest, value))
      let rises = isRising != true && value - lowest >= least && lowest < bright
      let falls = isRising != false && highest - value >= least && value < bright
      guard rises || falls else { continue }
      turns.append(frame)
      isRising = rises
      (lowest, highest) = (value, value)
    }
    return turns
  }

  private func flashing(turns: [Int]) -> Flashing? {
    let second = frameRate.framesPerSecond
    var (most, first): (Int, Int?) = (0, nil)
    var begin = 0
    for (index, turn) in turns.enumerated() {
      while Double(turn - turns[begin]) >= second { begin += 1 }
      most = max(most, index - begin + 1)
      if index - begin + 1 > 2 * Flashing.harmless { first = first ?? turns[begin] }
    }
    return first.map { Flashing(perSecond: (most + 1) / 2, start: frameRate.time(ofFrame: $0)) }
  }
}
