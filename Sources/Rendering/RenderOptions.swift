import Dreaming
import Media

/// What a render is made from, beside the song.
public struct RenderOptions: Sendable {
  /// A built-in mapping's name or a mapping file.
  public var mapping: String
  /// How the song is heard.
  public var hearing = HearingOptions()
  /// The network that dreams: its name, or an ONNX file.
  public var network: String
  /// What is known better about the network's input than what its file says.
  public var input: InputOverrides
  /// The picture's width in pixels, even.
  public var width: Int
  /// The picture's height in pixels, even.
  public var height: Int
  /// The clip's frame rate.
  public var frameRate: FrameRate
  /// Where in the song the clip starts, in seconds.
  public var start: Double
  /// How long the clip is, in seconds; nil is up to the song's end.
  public var duration: Double?
  /// Whether the clip shows the 20 s around the song's strongest change, whatever `start` and `duration` are.
  public var showsHighlight = false
  /// Whether curves, beats and the layers' weights are drawn over the bottom of the picture.
  public var showsOverlay = false
  /// Another seed is another dream.
  public var seed: UInt64
  /// A fast look: fewer steps and octaves. The timing stays the same, frame for frame.
  public var isDraft: Bool
  /// A picture for what a mapping dreams of with a guide, such as `guide:block8`.
  public var guide: String?
  /// Mean change of a value (0...255) in one ascent step, whatever the mapping says; nil for what it says.
  public var step: Float?
  /// Largest random shift before an ascent step in pixels, whatever the mapping says; nil for what it says.
  public var jitter: Int?
  /// The steps' smoothing, blur, clipping and bands. The rest of it comes from the mapping.
  public var recipe = Recipe(layerWeights: [:])
  /// Scenes dreamed at a time, at least 1. Changes nothing but the time it takes.
  public var jobs: Int

  /// The options of a full render with the default mapping.
  public init(
    mapping: String = "default", network: String = "lite0", input: InputOverrides = InputOverrides(),
    width: Int = 512, height: Int = 288, frameRate: FrameRate = FrameRate(24),
    start: Double = 0, duration: Double? = nil, seed: UInt64 = 0, isDraft: Bool = false, jobs: Int
  ) {
    self.mapping = mapping
    self.network = network
    self.input = input
    self.width = width
    self.height = height
    self.frameRate = frameRate
    self.start = start
    self.duration = duration
    self.seed = seed
    self.isDraft = isDraft
    self.jobs = jobs
  }
}
