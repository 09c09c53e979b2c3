import COpenCV

/// Where each pixel of one frame of footage is found in another.
final class FlowField {
  let width: Int
  let height: Int
  /// `[height][width]`: pixels to the right, pixels down.
  let values: UnsafeMutablePointer<SIMD2<Float>>

  /// Everything where it is.
  init(width: Int, height: Int) {
    (self.width, self.height) = (width, height)
    values = .allocate(capacity: width * height)
    values.initialize(repeating: .zero, count: width * height)
  }

  deinit { values.deallocate() }
}

/// Follows motion from frame to frame of footage of one size: dense inverse search on grey pictures.
///
/// - Source: Kroeger, Timofte, Dai and Van Gool, "Fast optical flow using dense inverse search", ECCV 2016, as OpenCV has it.
final class OpticalFlow {
  private let width: Int
  private let height: Int
  private let search = optical_flow_create()

  init(width: Int, height: Int) {
    (self.width, self.height) = (width, height)
  }

  deinit { optical_flow_free(search) }

  /// Finds every pixel of `frame` in `other`; where that can't be done, everything is where it is.
  ///
  /// - Parameters:
  ///   - frame: light and dark, `[height][width]`.
  ///   - other: the same of another frame.
  func follow(_ frame: [UInt8], in other: [UInt8], into flow: FlowField) {
    precondition(frame.count == width * height && other.count == width * height)
    let found = flow.values.withMemoryRebound(to: Float.self, capacity: 2 * width * height) { values in
      search != nil
        && optical_flow_compute(search, frame, other, Int32(width), Int32(height), values) != 0
    }
    if !found { flow.values.update(repeating: .zero, count: width * height) }
  }
}
