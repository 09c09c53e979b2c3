/// The way from the picture's planes, `[3][height][width]`, to the first value, `[height][width][3]`, and back.
struct PictureStep {
  let preprocessing: Preprocessing
  /// Pixels in the picture.
  let pixels: Int
  let output: Buffer
  let gradient: Buffer

  func forward(_ picture: UnsafePointer<Float>, in arena: Arena, with team: Team) {
    let output = arena[output]
    team.forEachPart(of: pixels) { part in
      for colour in 0..<3 {
        let plane = picture + (preprocessing.startsWithBlue ? 2 - colour : colour) * pixels
        let (scale, offset) = (preprocessing.scale[colour], preprocessing.offset[colour])
        for pixel in part { output[3 &* pixel &+ colour] = plane[pixel] * scale + offset }
      }
    }
  }

  func backward(into picture: UnsafeMutablePointer<Float>, in arena: Arena, with team: Team) {
    let gradient = arena[gradient]
    team.forEachPart(of: pixels) { part in
      for colour in 0..<3 {
        let plane = picture + (preprocessing.startsWithBlue ? 2 - colour : colour) * pixels
        let scale = preprocessing.scale[colour]
        for pixel in part { plane[pixel] = gradient[3 &* pixel &+ colour] * scale }
      }
    }
  }
}
