/// The slope of a picture's total variation: where to go, away from it, for a smoother picture.
///
/// Total variation is the sum over pixels and colours of `length = √(right² + down² + softness²)`, right and down being the
/// differences from the neighbours there. It counts an edge by its height, not by its square: noise goes, edges stay. Its
/// slope at a pixel, with what the pixels to the left and above have of it, is
///
///     -(right + down) / length + right[left] / length[left] + down[above] / length[above]
///
/// - Parameters:
///   - picture: `[3][height][width]`, pixels on the scale 0...255.
///   - slope: room for `[3][height][width]`; values within -4...4.
/// - Source: Rudin, Osher and Fatemi, "Nonlinear total variation based noise removal algorithms", Physica D 1992.
func slopeOfTotalVariation(
  _ picture: UnsafePointer<Float>, width: Int, height: Int, into slope: UnsafeMutablePointer<Float>
) {
  let softness: Float = 4  // differences below it are smoothed as by a blur
  slope.update(repeating: 0, count: 3 * width * height)
  for row in 0..<3 * height {
    let source = picture + row * width
    let target = slope + row * width
    // Below the last row and right of the last column there is more of the same.
    let down = row % height < height - 1 ? width : 0
    for x in 0..<width {
      let right = x < width - 1 ? 1 : 0
      let here = source[x]
      let (across, along) = (source[x + right] - here, source[x + down] - here)
      let scale = 1 / (across * across + along * along + softness * softness).squareRoot()
      target[x] -= (across + along) * scale
      target[x + right] += across * scale
      target[x + down] += along * scale
    }
  }
}
