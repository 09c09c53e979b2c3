import AudioAnalysis
import Dreaming
import Foundation
import Mapping
import Media

/// What of a reel each frame of a score shows.
struct FootageSchedule: Sendable {
  /// A moment of footage.
  struct Moment: Sendable, Equatable {
    /// Which of the reel's files.
    let file: Int
    /// Seconds from the file's first frame.
    let time: Double
  }

  /// `[frame]`
  let moments: [Moment]
}

extension FootageSchedule {
  /// Plays a reel along a score.
  ///
  /// - Parameters:
  ///   - isSwitched: whether the mapping chooses the file. Otherwise they follow each other.
  ///   - seed: of where footage without shots goes on.
  /// - Throws: `MediaError` where the footage's shots are wanted and can't be found out.
  init(
    of reel: Reel, for score: Score, isSwitched: Bool, analysis: Analysis, seed: UInt64
  ) throws(MediaError) {
    guard reel.moves else {
      moments = Self.stills(of: reel, for: score, isSwitched: isSwitched)
      return
    }
    let tracks =
      isSwitched
      ? try reel.files.indices.map { (file) throws(MediaError) in try FootageTrack([file], of: reel) }
      : [try FootageTrack(Array(reel.files.indices), of: reel)]
    let rate = score.frameRate
    let cuts = Set(reel.options.cuts.map { $0.frames(in: analysis, at: rate) } ?? [])
    var generator = SeededGenerator(seed: seed)
    var shift = 0.0
    moments = score.frames.indices.map { frame in
      let track = tracks[isSwitched ? Int(score.frames[frame][.footage]) % tracks.count : 0]
      let place = reel.options.start + reel.options.speed * rate.time(ofFrame: frame)
      if cuts.contains(frame) {
        shift = track.next(after: place + shift, using: &generator) - place
      }
      return track.moment(at: place + shift)
    }
  }

  /// A still for each scene, one after the other.
  private static func stills(of reel: Reel, for score: Score, isSwitched: Bool) -> [Moment] {
    score.scenes.enumerated().flatMap { number, scene in
      let wanted = isSwitched ? Int(score.frames[scene.frames.lowerBound][.footage]) : number
      return Array(repeating: Moment(file: wanted % reel.files.count, time: 0), count: scene.frames.count)
    }
  }
}

extension FootageCuts {
  /// The frames that show the moments, but for the song's beginning.
  func frames(in analysis: Analysis, at rate: FrameRate) -> [Int] {
    func every(_ count: Int, _ times: [Double]) -> [Double] {
      stride(from: 0, to: times.count, by: count).map { times[$0] }
    }
    let beats = analysis.beats.sorted { $0.time < $1.time }
    let times =
      switch self {
      case .sections: analysis.sections.map(\.start)
      case .beats(let count): every(count, beats.map(\.time))
      case .bars(let count): every(count, beats.filter { $0.position == 1 }.map(\.time))
      }
    return times.map { rate.frame(at: $0) }.filter { $0 > 0 }
  }
}

/// Files that play one after the other, as one piece of footage.
private struct FootageTrack {
  private let files: [Int]
  /// Where each of `files` begins, and behind them where the last one ends, in seconds.
  private let starts: [Double]
  private let end: FootageEnd
  /// Where shots begin; nil where nobody wants to know.
  private let shots: [Double]?

  /// How long a still is seen among videos.
  private static let stillSeconds = 4.0

  init(_ files: [Int], of reel: Reel) throws(MediaError) {
    var starts = [0.0]
    var shots: [Double] = []
    for file in files {
      let footage = reel.files[file]
      let start = starts[starts.count - 1]
      if reel.options.cuts != nil {
        shots += footage.isStill ? [start] : try footage.shots().map { start + $0 }
      }
      starts.append(start + (footage.isStill ? Self.stillSeconds : footage.duration))
    }
    (self.files, self.starts, self.end) = (files, starts, reel.options.end)
    self.shots = reel.options.cuts == nil ? nil : shots
  }

  private var duration: Double { starts[starts.count - 1] }

  /// What is seen at a place, in seconds, that may lie anywhere.
  func moment(at place: Double) -> FootageSchedule.Moment {
    let inside = folded(place)
    let index = max(0, (starts.dropLast().lastIndex { $0 <= inside + 1e-6 }) ?? 0)
    return FootageSchedule.Moment(file: files[index], time: max(0, inside - starts[index]))
  }

  /// Where the footage goes on at a cut: where the next shot begins, or without shots anywhere else.
  func next(after place: Double, using generator: inout SeededGenerator) -> Double {
    let now = folded(place)
    if let shots, shots.count > 1 { return shots.first { $0 > now + 0.02 } ?? shots[0] }
    // Somewhere that doesn't end at once, and not where it is already.
    let room = max(0, duration - min(2, duration / 2))
    let apart = min(1, room / 4)
    for _ in 0..<16 {
      let place = Double.random(in: 0...max(room, 1e-9), using: &generator)
      if abs(place - now) >= apart { return place }
    }
    return 0
  }

  /// A place within the footage.
  private func folded(_ place: Double) -> Double {
    guard duration > 0 else { return 0 }
    switch end {
    case .hold: return min(max(place, 0), duration)
    case .loop: return place - (place / duration).rounded(.down) * duration
    case .bounce:
      let phase = place - (place / (2 * duration)).rounded(.down) * 2 * duration
      return min(phase, 2 * duration - phase)
    }
  }
}
