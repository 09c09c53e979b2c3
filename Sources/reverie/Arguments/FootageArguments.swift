import ArgumentParser
import Media
import Rendering

/// What is dreamed over, for every command that makes a clip or shows its curves.
struct FootageArguments: ParsableArguments {
  @Option(
    name: .customLong("footage"),
    help: ArgumentHelp(
      """
      Dream over this: a video, a picture to fly into, or a folder of frames. May be given more than once: they follow \
      each other, or the mapping's 'footage' chooses.
      """, valueName: "file"), completion: .file())
  var paths: [String] = []
  @Option(help: "Where footage has another shape: crop cuts off, pad adds black, stretch distorts.")
  var fit = FootageFit.crop
  @Option(help: "Where in the footage the song begins: seconds or m:ss (default: 0).")
  var footageStart: ClockTime?
  @Option(help: ArgumentHelp("How fast footage plays, 0.01...100 (default: 1).", valueName: "times"))
  var footageSpeed: Double?
  @Option(
    help: "After the footage's end: loop begins anew, bounce plays backward, hold stays (default: loop).")
  var footageEnd: FootageEnd?
  @Option(
    help: ArgumentHelp(
      "Go on at the footage's next shot with the music, or without shots at another place: section, bar, 4beats...",
      valueName: "when"))
  var cuts: FootageCuts?
  @Option(
    help: ArgumentHelp(
      "Where the dream is seen: where a picture or video is white, or where footage is light (luma) or moves (motion).",
      valueName: "file|luma|motion"), completion: .file())
  var mask: String?
  @Option(
    help: ArgumentHelp("The dream is seen where footage has this colour, as '#00ff00'.", valueName: "colour"))
  var maskColour: HexColour?
  @Option(
    help: ArgumentHelp("How far from that colour others may be, 0...1 (default: 0.2).", valueName: "share"))
  var maskTolerance: Float?
  @Flag(help: "The dream is seen everywhere else.") var maskInvert = false
  @Flag(help: "Keep the footage's colours; take only light and dark from the dream.") var keepColours = false

  func validate() throws {
    guard (0.01...100).contains(footageSpeed ?? 1) else {
      throw ValidationError("--footage-speed takes 0.01 to 100.")
    }
    guard (0...1).contains(maskTolerance ?? 0) else {
      throw ValidationError("--mask-tolerance takes 0 to 1.")
    }
    if mask != nil, maskColour != nil {
      throw ValidationError("--mask and --mask-colour both say where the dream is seen; leave one out.")
    }
    if maskTolerance != nil, maskColour == nil {
      throw ValidationError("--mask-tolerance goes with --mask-colour.")
    }
    if maskInvert, mask == nil, maskColour == nil {
      throw ValidationError("--mask-invert goes with --mask or --mask-colour.")
    }
    guard paths.isEmpty else { return }
    let given = [
      ("--footage-start", footageStart != nil), ("--footage-speed", footageSpeed != nil),
      ("--footage-end", footageEnd != nil), ("--cuts", cuts != nil), ("--mask", mask != nil),
      ("--mask-colour", maskColour != nil), ("--keep-colours", keepColours), ("--fit", fit != .crop),
    ]
    if let (name, _) = given.first(where: \.1) {
      throw ValidationError("\(name) is of use only with --footage.")
    }
  }

  /// What is dreamed over; nil where nothing is.
  var options: FootageOptions? {
    guard !paths.isEmpty else { return nil }
    var options = FootageOptions(paths: paths)
    options.fit = fit
    options.start = footageStart?.seconds ?? 0
    options.speed = footageSpeed ?? 1
    options.end = footageEnd ?? .loop
    options.cuts = cuts
    return options
  }

  /// How the dream lies over it.
  var cover: CoverOptions {
    var cover = CoverOptions()
    cover.keepsColours = keepColours
    cover.invertsMask = maskInvert
    if let maskColour {
      cover.mask = .colour(maskColour.colour, tolerance: maskTolerance ?? 0.2)
    } else {
      cover.mask =
        switch mask {
        case nil: nil
        case "luma": .luma
        case "motion": .motion
        case let file?: .file(file)
        }
    }
    return cover
  }

  /// The song, or where none is named, the footage that brings its own.
  ///
  /// - Throws: a `ValidationError` where there is neither.
  func soundtrack(named song: String?) throws -> String {
    guard let soundtrack = song ?? paths.first else {
      throw ValidationError("Name a song, or footage that has sound, by --footage.")
    }
    return soundtrack
  }

  /// - Throws: a `ValidationError` where `clip` is a file of these.
  func checkNotOverwritten(by clip: String) throws {
    for path in paths { try checkApart(clip, from: ["the footage": path]) }
    try checkApart(clip, from: ["the mask": mask])
  }
}

extension FootageFit: ExpressibleByArgument {}
extension FootageEnd: ExpressibleByArgument {}

extension FootageCuts: ExpressibleByArgument {
  /// Reads what `FootageCuts.init(_:)` reads.
  public init?(argument: String) {
    self.init(argument)
  }
}

/// "#00ff00", with or without its mark.
struct HexColour: ExpressibleByArgument {
  let colour: SIMD3<Float>

  init?(argument: String) {
    let digits = argument.hasPrefix("#") ? argument.dropFirst() : argument[...]
    guard digits.count == 6, digits.allSatisfy(\.isHexDigit), let number = UInt32(digits, radix: 16) else {
      return nil
    }
    colour = SIMD3(Float(number >> 16), Float(number >> 8 & 255), Float(number & 255))
  }
}
