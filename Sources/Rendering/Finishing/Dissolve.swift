import Media

/// `after` laid over `before`:
///
///     (1 - opacity) before + opacity after
///
/// - Parameter opacity: of `after`, 0...1; to 1/256.
func dissolve(from before: Picture, to after: Picture, opacity: Float) -> Picture {
  let weight = UInt32((opacity * 256).rounded())
  var result = after
  for index in result.pixels.indices {
    let mixed = UInt32(after.pixels[index]) * weight + UInt32(before.pixels[index]) * (256 - weight)
    result.pixels[index] = UInt8((mixed + 128) >> 8)
  }
  return result
}
