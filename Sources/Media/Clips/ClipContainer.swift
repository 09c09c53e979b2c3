import CLibAV

/// The file formats a clip can have, by its ending.
enum ClipContainer {
  case mp4
  case quickTime
  case matroska

  /// - Throws: `MediaError` for an ending that is none of .mp4, .m4v, .mov and .mkv.
  init(path: String) throws(MediaError) {
    switch fileEnding(of: path) {
    case "mp4", "m4v": self = .mp4
    case "mov": self = .quickTime
    case "mkv": self = .matroska
    default: throw MediaError(path, "should end in .mp4, .m4v, .mov or .mkv")
    }
  }

  /// libav's name for the muxer.
  var muxer: String {
    switch self {
    case .mp4: "mp4"
    case .quickTime: "mov"
    case .matroska: "matroska"
    }
  }

  /// Whether players expect sound of this kind in the container, so that a track can be copied unchanged.
  func takes(_ parameters: AVCodecParameters) -> Bool {
    switch parameters.codec_id {
    // Matroska (as libav writes it) has no place for their encoders' delay: sound would come late.
    case AV_CODEC_ID_AAC: self != .matroska
    // MPEG-2.5's low rates have no place in MP4.
    case AV_CODEC_ID_MP3: self != .matroska && parameters.sample_rate >= 16_000
    case AV_CODEC_ID_ALAC: true
    case AV_CODEC_ID_FLAC, AV_CODEC_ID_OPUS, AV_CODEC_ID_VORBIS: self == .matroska
    default: false
    }
  }
}
