import Dreaming
import Media

/// What a render is made from, beside the song.
public struct RenderOptions: Sendable {
  /// A built-in mapping's name or a mapping file; nil for the usual one.
  public var mapping: String?
  /// How the song is heard.
  public var hearing = HearingOptions()
  /// The network that dreams: its name, or an ONNX file.
  public var network: String
  /// What is known better about the network's input than what its file says.
  public var input: InputOverrides
  /// The picture's size, even both ways; nil for the footage's, or the usual one.
  public var size: PictureSize?
  /// The clip's frame rate; nil for the footage's, or 24.
  public var frameRate: FrameRate?
  /// Where in the song the clip starts, in seconds.
  public var start: Double
  /// How long the clip is, in seconds; nil is up to the song's end.
  public var duration: Double?
  /// Whether the clip shows the 20 s around the song's strongest change, whatever `start` and `duration` are.
  public var showsHighlight = false
  /// Whether an excerpt begins with a dream of its own, instead of as the whole clip is there, which takes longer.
  public var isQuick = false
  /// Seconds in which the clip comes out of black; nil is as the song does.
  public var fadeIn: Double?
  /// Seconds in which the clip goes into black; nil is as the song does.
  public var fadeOut: Double?
  /// Whether curves, beats and the layers' weights are drawn over the bottom of the picture.
  public var showsOverlay = false
  /// Another seed is another dream.
  public var seed: UInt64
  /// A fast look: fewer steps and octaves, and excerpts are quick. The timing stays the same, frame for frame.
  public var isDraft: Bool
  /// Pictures for what a mapping dreams of with a guide, such as `guide:block8`.
  public var guides: [String] = []
  /// What is dreamed over; nil to dream out of nothing.
  public var footage: FootageOptions?
  /// How the dream lies over the footage in finished frames.
  public var cover = CoverOptions()
  /// How the ascent's steps are made, where that isn't left to the mapping.
  public var steps = StepOptions()
  /// Where frames are written, if they are.
  public var frames: FrameOutput?
  /// Scenes dreamed at a time, at least 1. Changes nothing but the time it takes.
  public var jobs: Int

  /// The usual size of a clip.
  public static let standardSize = PictureSize(width: 512, height: 288)
  /// The usual size of a draft.
  public static let draftSize = PictureSize(width: 256, height: 144)

  /// The options of a full render with the default mapping.
  public init(
    mapping: String? = nil, network: String = "lite0", input: InputOverrides = InputOverrides(),
    size: PictureSize? = nil, frameRate: FrameRate? = nil, start: Double = 0, duration: Double? = nil,
    seed: UInt64 = 0, isDraft: Bool = false, jobs: Int
  ) {
    self.mapping = mapping
    self.network = network
    self.input = input
    self.size = size
    self.frameRate = frameRate
    self.start = start
    self.duration = duration
    self.seed = seed
    self.isDraft = isDraft
    self.jobs = jobs
  }

  /// The picture's size, once footage has had its say.
  var clipSize: PictureSize { size ?? (isDraft ? Self.draftSize : Self.standardSize) }

  /// The frame rate, once footage has had its say.
  var clipRate: FrameRate { frameRate ?? FrameRate(24) }
}
