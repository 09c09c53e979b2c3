import Foundation
import Media

/// A metronome for the beats of a song: a short tone on each, a higher and louder one on downbeats.
struct Clicks {
  private let beats: [Analysis.Beat]
  private let rate: Double

  /// Seconds that a click is heard.
  private static let length = 0.06
  /// Seconds in which a click dies away by e.
  private static let decay = 0.01

  init(on beats: [Analysis.Beat], sampleRate: Int) {
    self.beats = beats
    rate = Double(sampleRate)
  }

  /// Adds the clicks to every channel of a piece of a song, `[frame][channel]`, that begins with frame `start`.
  func add(to samples: inout [Float], channels: Int, from start: Int) {
    let end = start + samples.count / channels
    let first = firstBeat(after: Double(start) / rate - Self.length)
    for beat in beats[first...] {
      let (from, to) = (beat.time * rate, (beat.time + Self.length) * rate)
      guard from < Double(end) else { break }
      for frame in max(start, Int(from.rounded(.up)))..<max(start, min(end, Int(to.rounded(.up)))) {
        let click = Self.value(Double(frame) / rate - beat.time, isDownbeat: beat.position == 1)
        for channel in 0..<channels { samples[(frame - start) * channels + channel] += click }
      }
    }
  }

  /// A click `time` seconds after its beat, at full scale -1...1. It is loudest at once, within a millisecond.
  ///
  ///     a · exp(-t / decay) · cos(2π f t)
  private static func value(_ time: Double, isDownbeat: Bool) -> Float {
    let (frequency, amplitude) = isDownbeat ? (1760.0, 0.6) : (880, 0.35)
    return Float(amplitude * exp(-time / decay) * cos(2 * .pi * frequency * time))
  }

  private func firstBeat(after time: Double) -> Int {
    var (low, high) = (0, beats.count)
    while low < high {
      let middle = (low + high) / 2
      if beats[middle].time < time { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension Analysis {
  /// Writes the song with a click on each beat, a higher and louder one on downbeats, to listen to what was heard.
  ///
  /// The file has the song's length, rate and channels. Where song and clicks together go beyond full scale, all of
  /// it is made softer, the same throughout. Reads the song twice, and little of it at a time.
  ///
  /// - Parameters:
  ///   - songPath: the song that this is the analysis of.
  ///   - path: the file to write: .flac, .wav or .ogg.
  /// - Throws: `MediaError` when the song can't be read or the file can't be written; nothing is left behind then.
  public func writeClicks(over songPath: String, to path: String) throws(MediaError) {
    var peak: Float = 0
    try withClicks(over: songPath) { samples throws(MediaError) in
      for sample in samples { peak = max(peak, abs(sample)) }
    }
    // Vorbis's own errors want some room.
    let full: Float = fileEnding(of: path) == "ogg" ? 0.9 : 0.99
    let gain = full / max(peak, full)
    let writer = try SoundWriter(path: path, like: Song(path: songPath))
    try withClicks(over: songPath) { samples throws(MediaError) in
      try writer.append(samples.map { $0 * gain })
    }
    try writer.finish()
  }

  private func withClicks(over songPath: String, _ use: ([Float]) throws(MediaError) -> Void)
    throws(MediaError)
  {
    let song = try Song(path: songPath)
    let clicks = Clicks(on: beats, sampleRate: song.sampleRate)
    var frame = 0
    try song.forEachChunk { chunk throws(MediaError) in
      var samples = chunk
      clicks.add(to: &samples, channels: song.channels, from: frame)
      frame += samples.count / song.channels
      try use(samples)
    }
  }
}
