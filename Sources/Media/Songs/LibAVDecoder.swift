import CLibAV

/// Decodes what libav reads: MP3, AAC, WMA, ALAC, and the soundtracks of videos.
///
/// libav leaves out the encoder's delay and padding. Where pieces are missing or damaged, silence takes their
/// place, so that what follows stays in time.
final class LibAVDecoder: SongDecoder {
  let sampleRate: Int
  let channels: Int
  let tags: SongTags
  let losslessBits: Int?
  /// When the first sample plays by the stream's own clock, in units of `timeBase`.
  let firstTimestamp: Int64
  /// A unit of the stream's clock, in seconds.
  let timeBase: AVRational

  private let decoder: FrameDecoder
  private let converter: FloatConverter
  /// Decoded samples that nobody has asked for yet, `[frame][channel]`: at most one of libav's frames.
  private var pending: ArraySlice<Float>
  /// Frames of silence to give out before `pending`.
  private var silence = 0
  /// Frames given out or waiting, from the first.
  private var position: Int
  private var isAtEnd = false

  /// Opens the file's sound and decodes its first frame: only then are rate and channels certain.
  ///
  /// - Throws: `MediaError` when there is no sound, or none of it can be decoded.
  init(path: String) throws(MediaError) {
    let input = try LibAVInput(path: path, kind: AVMEDIA_TYPE_AUDIO)
    decoder = try FrameDecoder(input)
    guard try decoder.next() else {
      throw MediaError(
        path,
        decoder.badPackets > 0 ? "is not a sound file that can be read" : "has no sound in it (0 samples)")
    }
    let frame = decoder.frame
    converter = try FloatConverter(like: frame, path: path)
    pending = try converter.convert(frame)[...]
    sampleRate = Int(frame.pointee.sample_rate)
    channels = Int(frame.pointee.ch_layout.nb_channels)
    tags = input.tags
    losslessBits = input.losslessBits
    timeBase = input.stream.pointee.time_base
    let timestamp = frame.pointee.best_effort_timestamp
    firstTimestamp = timestamp == shim_AV_NOPTS_VALUE ? 0 : timestamp
    position = pending.count / channels
  }

  /// How many frames last as long as so many units of `timeBase`.
  func frames(for ticks: Int64) -> Int {
    Int(av_rescale_q(ticks, timeBase, AVRational(num: 1, den: Int32(sampleRate))))
  }

  func read(upTo frames: Int) throws(MediaError) -> [Float] {
    while silence == 0, pending.isEmpty {
      guard !isAtEnd else { return [] }
      try decodeMore()
    }
    if silence > 0 {
      let framesNow = min(silence, frames)
      silence -= framesNow
      return [Float](repeating: 0, count: framesNow * channels)
    }
    let samples = Array(pending.prefix(frames * channels))
    pending = pending.dropFirst(samples.count)
    return samples
  }

  private func decodeMore() throws(MediaError) {
    guard try decoder.next() else {
      pending = try converter.drain()[...]
      isAtEnd = true
      return try checkWhole()
    }
    silence = missingFrames(before: decoder.frame)
    pending = try converter.convert(decoder.frame)[...]
    position += silence + pending.count / channels
  }

  /// How many frames the stream's clock has moved on without sound.
  ///
  /// Less than 15 ms is rounding (a lost MP3 or AAC frame is 20 ms or more); more than 10 s is a broken clock.
  private func missingFrames(before frame: UnsafeMutablePointer<AVFrame>) -> Int {
    let timestamp = frame.pointee.best_effort_timestamp
    guard timestamp != shim_AV_NOPTS_VALUE else { return 0 }
    // A damaged file may say anything, so nothing here may overflow.
    let gap = frames(for: timestamp &- firstTimestamp) &- position
    return (sampleRate * 15 / 1000...sampleRate * 10).contains(gap) ? gap : 0
  }

  /// - Throws: `MediaError` when most of the song was unreadable, or it is more than a second short of its header.
  private func checkWhole() throws(MediaError) {
    try decoder.checkQuality()
    let path = decoder.input.path
    let found = Double(position) / Double(sampleRate)
    if let promised = promisedDuration, found < promised - max(1, promised / 100) {
      throw cutOff(path, promised: promised, found: found)
    }
    let readError = decoder.input.readError
    if readError != shim_AVERROR_INVALIDDATA {
      try check(readError, of: path) { "cannot be read to its end: \($0)" }
    }
  }

  /// Seconds by the file's header; nil where libav only guesses it from the bit rate, or knows none for the sound
  /// apart from the pictures.
  private var promisedDuration: Double? {
    let noValue = shim_AV_NOPTS_VALUE
    let (format, stream) = (decoder.input.format.pointee, decoder.input.stream.pointee)
    guard format.duration_estimation_method != AVFMT_DURATION_FROM_BITRATE else { return nil }
    let ofFile = format.duration == noValue ? nil : Double(format.duration) / Double(AV_TIME_BASE)
    let ofStream = stream.duration == noValue ? nil : Double(stream.duration) * av_q2d(stream.time_base)
    if let ofStream { return min(ofStream, ofFile ?? ofStream) }
    return format.nb_streams == 1 ? ofFile : nil
  }
}
