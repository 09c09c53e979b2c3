import CLibAV

/// How a camera was held: the turn or mirroring that shows its picture upright.
struct Orientation: Equatable {
  /// Where the picture's x axis points: (1, 0) to the right, (0, 1) down...
  let xAxis: SIMD2<Int>
  /// Where the picture's y axis points.
  let yAxis: SIMD2<Int>

  static let upright = Orientation(xAxis: [1, 0], yAxis: [0, 1])

  init(xAxis: SIMD2<Int>, yAxis: SIMD2<Int>) {
    self.xAxis = xAxis
    self.yAxis = yAxis
  }

  /// Reads libav's display matrix, 3 x 3 in 16.16 fixed point.
  ///
  /// - Returns: nil unless it is made of quarter turns and mirroring.
  init?(displayMatrix: UnsafePointer<Int32>) {
    let m = [0, 1, 3, 4].map { (Int(displayMatrix[$0]) + 0x8000) >> 16 }
    self.init(xAxis: [m[0], m[1]], yAxis: [m[2], m[3]])
    let determinant = m[0] * m[3] - m[1] * m[2]
    guard m.allSatisfy({ abs($0) <= 1 }), abs(determinant) == 1, m[0] * m[1] == 0, m[2] * m[3] == 0 else {
      return nil
    }
  }

  /// The orientation that comes with a decoded frame.
  init(of frame: UnsafeMutablePointer<AVFrame>) {
    self =
      av_frame_get_side_data(frame, AV_FRAME_DATA_DISPLAYMATRIX)
      .flatMap { sideData in
        sideData.pointee.data.withMemoryRebound(to: Int32.self, capacity: 9) {
          Orientation(displayMatrix: $0)
        }
      } ?? .upright
  }

  /// The orientation that a video file gives for a stream; nil where it gives none.
  init?(of stream: UnsafeMutablePointer<AVStream>) {
    guard let data = av_stream_get_side_data(stream, AV_PKT_DATA_DISPLAYMATRIX, nil) else { return nil }
    self.init(displayMatrix: UnsafeRawPointer(data).assumingMemoryBound(to: Int32.self))
  }

  /// Whether it is a quarter turn.
  var swapsSides: Bool { xAxis.x == 0 }
}

extension Picture {
  /// The picture turned and mirrored as `orientation` says; a quarter turn swaps width and height.
  func turned(_ orientation: Orientation) -> Picture {
    guard orientation != .upright else { return self }
    let (x, y) = (orientation.xAxis, orientation.yAxis)
    let (across, down) = (x &* (width - 1), y &* (height - 1))
    let origin = SIMD2(max(0, -(across.x + down.x)), max(0, -(across.y + down.y)))
    let (newWidth, newHeight) = orientation.swapsSides ? (height, width) : (width, height)
    var turned = [UInt8](repeating: 0, count: pixels.count)
    for row in 0..<height {
      for column in 0..<width {
        let place = origin &+ x &* column &+ y &* row
        let (from, to) = (3 * (row * width + column), 3 * (place.y * newWidth + place.x))
        for channel in 0..<3 { turned[to + channel] = pixels[from + channel] }
      }
    }
    return Picture(width: newWidth, height: newHeight, pixels: turned)
  }
}
