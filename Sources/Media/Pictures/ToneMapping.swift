import CLibAV

/// Shows on a plain screen what was made for a brighter one with more colours: HDR, by PQ or HLG, becomes bt709.
///
/// Light is made linear with 1 for white paper, 203 cd/m²; its primaries become bt709's; up to 0.3 it stays as it is,
/// and all that is brighter is bent together below 1 (the Möbius curve of libavfilter's `tonemap`), so that no
/// highlight is cut off. It is the same for every frame, whatever brightness the file says it reaches, so that
/// nothing flickers.
///
/// - Source: ITU-R, "Guidance for operational practices in HDR television production", Report BT.2408 2023.
final class ToneMapping {
  /// Of the frames that it takes: planes of 16 bits each, full range.
  static let format = AV_PIX_FMT_GBRP16LE

  private static let whitePaper = 203.0
  private let path: String
  private var graph: FilterGraph?
  private var made: (description: String, width: Int32, height: Int32)?

  /// - Parameter path: the file that errors name.
  init(path: String) { self.path = path }

  /// Whether a frame is HDR.
  static func isNeeded(by frame: UnsafeMutablePointer<AVFrame>) -> Bool {
    transfer(of: frame) != nil
  }

  /// The frame with bt709's colours, 8 bits, full range.
  ///
  /// - Parameters:
  ///   - frame: in `format`.
  ///   - original: what it was converted from, which says how its colours are meant.
  /// - Returns: a frame that is valid until the next call.
  func apply(
    to frame: UnsafeMutablePointer<AVFrame>, like original: UnsafeMutablePointer<AVFrame>
  ) throws(MediaError) -> UnsafeMutablePointer<AVFrame> {
    let graph = try graph(for: frame, like: original)
    try graph.push(frame)
    guard try graph.pull() else { throw MediaError(path, "cannot be converted to a plain screen's colours") }
    return graph.frame
  }

  private static func transfer(of frame: UnsafeMutablePointer<AVFrame>) -> (name: String, peak: Double)? {
    switch frame.pointee.color_trc {
    case AVCOL_TRC_SMPTE2084: ("smpte2084", 10_000)
    case AVCOL_TRC_ARIB_STD_B67: ("arib-std-b67", 1_000)
    default: nil
    }
  }

  private func graph(
    for frame: UnsafeMutablePointer<AVFrame>, like original: UnsafeMutablePointer<AVFrame>
  ) throws(MediaError) -> FilterGraph {
    let (transfer, peak) = Self.transfer(of: original) ?? ("bt709", Self.whitePaper)
    let primaries = original.pointee.color_primaries == AVCOL_PRI_SMPTE432 ? "smpte432" : "bt2020"
    let description = """
      zscale=tin=\(transfer):pin=\(primaries):min=gbr:rin=full:t=linear:p=bt709:m=gbr:r=full:npl=\(Self.whitePaper),\
      format=gbrpf32le,tonemap=mobius:param=0.3:desat=0:peak=\(peak / Self.whitePaper),\
      zscale=tin=linear:pin=bt709:min=gbr:rin=full:t=bt709:p=bt709:m=gbr:r=full:npl=\(Self.whitePaper),format=gbrp
      """
    let (width, height) = (frame.pointee.width, frame.pointee.height)
    if let graph, let made, made == (description, width, height) { return graph }
    let graph = try FilterGraph(description, for: frame, path: path)
    self.graph = graph
    made = (description, width, height)
    return graph
  }
}
