import AudioAnalysis
import Media

/// How music moves the dream: an expression for each parameter and each layer's weight.
///
/// It comes from a YAML file; `Mappings/README.md` describes the language for users.
public struct Mapping: Sendable {
  /// A short name, as users pass it.
  public let name: String
  /// What it looks like, in a sentence; may be empty.
  public let description: String
  /// The layers it weighs, in the file's order.
  public private(set) var layers: [LayerReference]

  let scenes: SceneRule
  /// When new dreams begin; nil where `scenes` counts bars for that.
  let scene: EventExpression?
  /// The names under `let`, each behind those it needs.
  let definitions: [Expression]
  /// One for each of `layers`.
  let layerWeights: [NumberExpression]
  /// What is said of parameters, each at most once.
  let parameters: [(parameter: Parameter, value: NumberExpression)]

  /// A layer's name where a mapping file names it.
  public struct LayerReference: Sendable, Hashable {
    /// As the file writes it, or as another network has it.
    public fileprivate(set) var name: String
    /// The file as the user named it.
    public let file: String
    /// Where the name stands.
    public let position: TextPosition
    /// The line as it is written.
    public let text: String

    /// What to say if the network has no such layer: `reason`, and where it stands.
    public func error(_ reason: String) -> MappingError {
      MappingError(file, at: position, line: text, reason)
    }
  }
}

extension Mapping {
  /// That nothing is wrong with it, and what it has: "fine; 3 layers, 5 parameters, 2 names under let".
  public var summary: String {
    func count(_ number: Int, _ one: String, _ many: String) -> String {
      "\(number) \(number == 1 ? one : many)"
    }
    return "fine; "
      + [
        count(layers.count, "layer", "layers"), count(parameters.count, "parameter", "parameters"),
        count(definitions.count, "name under let", "names under let"),
      ].joined(separator: ", ")
  }

  /// The mapping with other names for its layers, as another network has them.
  public func renamingLayers(_ name: (String) -> String) -> Mapping {
    var renamed = self
    for layer in layers.indices { renamed.layers[layer].name = name(layers[layer].name) }
    return renamed
  }

  /// Whether it says something of a parameter.
  public func sets(_ parameter: Parameter) -> Bool { parameters.contains { $0.parameter == parameter } }

  /// Plays the mapping over a song: everything about every frame of a clip of the whole song.
  ///
  /// A parameter that comes out as no number (0/0) has its default value there, a layer weight 0; what is
  /// outside its range is clamped. Where hardly anything is heard, the dream is nearly still. Time grows with the song's length times the words of the mapping's expressions.
  public func play(over analysis: Analysis, at frameRate: FrameRate) -> Score {
    var evaluator = Evaluator(analysis, at: frameRate)
    for definition in definitions { evaluator.define(definition) }
    var silent = DreamParameters(layers: layers.map(\.name))
    silent[.dissolve] = scenes.dissolve
    var frames = Array(repeating: silent, count: evaluator.frameCount)
    for (parameter, expression) in parameters {
      let curve = evaluator.curve(expression)
      for frame in frames.indices {
        let value = curve[frame]
        frames[frame][parameter] = value.isFinite ? value : .nan
      }
    }
    for (layer, expression) in layerWeights.enumerated() {
      let curve = evaluator.curve(expression)
      for frame in frames.indices {
        let value = curve[frame]
        frames[frame].layers[layer].weight =
          value.isFinite ? toMillionths(min(max(value, 0), Self.heaviestLayer)) : 0
      }
    }
    if let presence = analysis.lastingPresence {
      let sampling = FrameSampling(frameRate: frameRate, frameCount: frames.count)
      for (frame, value) in sampling.values(of: presence, jumps: false).enumerated() {
        frames[frame].calm(to: value)
      }
    }
    let ranges = scenes.ranges(
      downbeats: evaluator.train(named: Analysis.EventName.downbeat.rawValue).moments.map(\.time),
      sections: analysis.sections.map(\.start),
      beginningAt: scene.map { evaluator.train($0).moments.map(\.time) }, frameCount: frames.count,
      at: frameRate)
    if !sets(.transition) {
      let drops = Set(evaluator.train(named: Analysis.EventName.drop.rawValue).moments.map(\.frame))
      for range in ranges where drops.contains(range.lowerBound) {
        for frame in range { frames[frame][.transition] = Double(Transition.cut.rawValue) }
      }
    }
    return Score(
      frameRate: frameRate, frames: frames,
      scenes: scenes.scenes(in: ranges, of: frames, sections: analysis.sections, at: frameRate))
  }

  /// Layer weights range from 0 to this.
  static let heaviestLayer = 10.0
}
