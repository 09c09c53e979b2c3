/// Mixes channels to the middle and the side, and takes out a constant offset: of two channels
///
///     mid = (left + right) / 2,  side = (left - right) / 2
///
/// The power of both together is the mean power of left and right, so music whose channels cancel each other when
/// they are added up is heard all the same.
struct MidSide {
  private let mix: ChannelMix
  /// What the middle and the side are off 0 by; nil before the first sample.
  private var offset: SIMD2<Float>?

  /// The share of the way to each sample that the offset goes: it follows what is slower than some 4 Hz at 44.1 kHz.
  private static let drift: Float = 0.0005

  init(_ mix: ChannelMix) { self.mix = mix }

  /// Appends the mixes of samples `[sample][channel]`.
  mutating func append(_ interleaved: [Float], toMid mid: inout SampleQueue, side: inout SampleQueue) {
    let channels = mix.mid.count
    let frames = interleaved.count / channels
    guard frames > 0 else { return }
    let weights = zip(mix.mid, mix.side).map { SIMD2($0, $1) }
    interleaved.withUnsafeBufferPointer { samples in
      if channels == 2 {
        append(frames, toMid: &mid, side: &side) { frame in
          let (left, right) = (sane(samples[2 * frame]), sane(samples[2 * frame + 1]))
          return SIMD2(left + right, left - right) * 0.5
        }
      } else {
        append(frames, toMid: &mid, side: &side) { frame in
          var sum = SIMD2<Float>.zero
          for channel in 0..<channels {
            sum += weights[channel] * sane(samples[frame * channels + channel])
          }
          return sum
        }
      }
    }
  }

  @inline(__always)
  private mutating func append(
    _ frames: Int, toMid mid: inout SampleQueue, side: inout SampleQueue, mixed: (Int) -> SIMD2<Float>
  ) {
    var offset = self.offset ?? mixed(0)
    var isWide = false
    mid.append(frames) { mid in
      side.append(frames) { side in
        for frame in 0..<frames {
          let sample = mixed(frame)
          offset += (sample - offset) * Self.drift
          let level = sample - offset
          mid[frame] = level.x
          side[frame] = level.y
          isWide = isWide || level.y != 0
        }
      }
    }
    mid.lastSound = mid.end
    if isWide { side.lastSound = side.end }
    self.offset = offset
  }
}

extension MidSide {
  /// How much of the side to add to the middle where they are listened to as one: its power counts in full where the middle
  /// has nothing, and not at all where the middle has a twentieth of it, for then there is something to hear in the middle.
  ///
  ///     max(0, 1 - 20 · mid / side), 0...1
  static func audibleShare(ofSide side: Float, besideMid mid: Float) -> Float {
    side > 0 ? max(0, 1 - 20 * mid / side) : 0
  }
}

/// Absurd samples are kept from drowning the rest, and undefined ones are silence.
@inline(__always)
func sane(_ sample: Float) -> Float {
  sample.isFinite ? min(max(sample, -16), 16) : 0
}
