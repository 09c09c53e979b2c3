import Media

/// Carries a dream's detail, which is what it has more than its footage, from one frame of footage to the next.
///
/// With F the footage, D the dream, and t the trust in the flow b that leads from the new frame back to the one before,
///
///     detail = feedback · t · (D - F)(p + b)            with b and t at p = M⁻¹ q, where the motion M takes p to q
///     detail ← detail · min(1, strength / σ)
///     x = (1 - blend) (F' + detail) + blend D
///
/// where σ is the detail's deviation around q, so that dreaming on and on settles instead of growing.
///
/// - Source: Ruder, Dosovitskiy and Brox, "Artistic style transfer for videos", GCPR 2016, for carrying a picture along
///   trusted flow.
final class DetailCarrier {
  private let width: Int
  private let height: Int
  private let sampler: CubicSampler
  let limiter: DetailLimiter

  init(width: Int, height: Int) {
    (self.width, self.height) = (width, height)
    sampler = CubicSampler(width: width, height: height, crispness: -0.5)
    limiter = DetailLimiter(width: width, height: height)
  }

  /// Writes the picture that the next dream begins with.
  ///
  /// - Parameters:
  ///   - footage: the new frame.
  ///   - previous: the frame before and its dream.
  ///   - followed: the new frame, followed back to the one before.
  func carry(
    over footage: Picture, from previous: (footage: Picture, dream: Picture), along followed: FollowedFootage,
    _ carrying: Carrying, into picture: FloatPicture
  ) {
    sampler.set(to: previous.dream, minus: previous.footage)
    let inverse =
      carrying.motion.isStill ? nil : Motion.Inverse(of: carrying.motion, width: width, height: height)
    let (right, bottom) = (Double(width - 1), Double(height - 1))
    for y in 0..<height {
      for x in 0..<width {
        let index = y * width + x
        let flow: SIMD2<Float>
        let trust: Float
        var place = (x: Double(x), y: Double(y))
        if let inverse {
          place = inverse.place(x: x, y: y)
          let inside = SIMD2(Float(min(max(place.x, 0), right)), Float(min(max(place.y, 0), bottom)))
          let cell = BilinearCell(inside, width: width, height: height)
          (flow, trust) = (cell.value(in: followed.back.values), cell.value(in: followed.trust))
        } else {
          (flow, trust) = (followed.back.values[index], followed.trust[index])
        }
        let share = carrying.share(trust)
        let detail =
          share > 0
          ? share * sampler.sample(x: place.x + Double(flow.x), y: place.y + Double(flow.y)) : .zero
        for channel in 0..<3 { picture.values[channel * picture.area + index] = detail[channel] }
      }
    }
    limiter.hold(picture, to: carrying.strength)
    picture.add(footage)
    if carrying.blend > 0 { Feedback(over: previous.dream, share: 1 - carrying.blend).mix(into: picture) }
  }
}

extension Carrying {
  /// How much of the detail there is left where the flow is trusted by `trust`.
  @inline(__always)
  fileprivate func share(_ trust: Float) -> Float {
    feedback * (self.trust <= 1 ? self.trust * trust : trust + (self.trust - 1) * (1 - trust))
  }
}
