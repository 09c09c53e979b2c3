/// Bits of a colour value.
public enum BitDepth: Int, Sendable, CaseIterable, Codable {
  /// 0...255: what screens show.
  case eight = 8
  /// 0...65535: room for an editor to grade in.
  case sixteen = 16
}

/// A frame of a clip, as deep as it is kept.
public enum Frame: Sendable, Equatable {
  /// In 8 bits.
  case eight(Picture)
  /// In 16 bits.
  case sixteen(DeepPicture)

  /// How deep it is.
  public var depth: BitDepth {
    switch self {
    case .eight: .eight
    case .sixteen: .sixteen
    }
  }

  /// Width and height.
  public var size: PictureSize {
    switch self {
    case .eight(let picture): picture.size
    case .sixteen(let picture): PictureSize(width: picture.width, height: picture.height)
    }
  }

  /// The frame in 8 bits.
  public var picture: Picture {
    switch self {
    case .eight(let picture): picture
    case .sixteen(let picture): picture.rounded()
    }
  }
}
