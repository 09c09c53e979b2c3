/// What a network wants of a picture's numbers: `(value - mean) / deviation`, the picture's 0...255 first moved to a range.
public struct InputFormat: Sendable, Equatable {
  /// In which order the network's three channels are.
  public enum Colours: String, Sendable, CaseIterable {
    /// Red first.
    case rgb
    /// Blue first, as Caffe's networks have it.
    case bgr
  }

  /// The order of the channels.
  public var colours: Colours
  /// What black and white become before anything is subtracted: 0...255, 0...1, -1...1.
  public var range: ClosedRange<Float>
  /// `[3]`: subtracted from each channel, in the network's order.
  public var mean: [Float]
  /// `[3]`: each channel is divided by this, in the network's order; not 0.
  public var deviation: [Float]

  /// A format.
  ///
  /// - Parameters:
  ///   - colours: which colour comes first.
  ///   - range: what black and white become.
  ///   - mean: 3 numbers, in units of `range`, which is a precondition.
  ///   - deviation: 3 numbers, none of them 0, which is a precondition.
  public init(
    colours: Colours = .rgb, range: ClosedRange<Float> = 0...255, mean: [Float] = [0, 0, 0],
    deviation: [Float] = [1, 1, 1]
  ) {
    precondition(mean.count == 3 && deviation.count == 3 && !deviation.contains(0))
    (self.colours, self.range, self.mean, self.deviation) = (colours, range, mean, deviation)
  }

  /// The picture as it is.
  static let pixels = InputFormat()
  /// 0...1.
  static let unit = InputFormat(range: 0...1)
  /// The mean and deviation of ImageNet's pixels, as PyTorch's networks want them.
  static let torchvision = InputFormat(
    range: 0...1, mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225])
  /// -1...1, as TensorFlow's Inception and MobileNet want it.
  static let tensorFlow = InputFormat(range: -1...1)
  /// Blue first, less ImageNet's mean, as networks of Caffe's model zoo want it.
  static let caffe = InputFormat(colours: .bgr, mean: [104, 117, 123])

  /// The same as a factor and an offset for each of the network's channels.
  var preprocessing: Preprocessing {
    let width = (range.upperBound - range.lowerBound) / 255
    return Preprocessing(
      scale: deviation.map { width / $0 },
      offset: zip(mean, deviation).map { (range.lowerBound - $0) / $1 },
      startsWithBlue: colours == .bgr)
  }
}

extension InputFormat: CustomStringConvertible {
  /// "RGB, 0...1, minus 0.485 0.456 0.406, over 0.229 0.224 0.225"
  public var description: String {
    func text(_ numbers: [Float]) -> String {
      (Set(numbers).count == 1 ? [numbers[0]] : numbers).map(Self.short).joined(separator: " ")
    }
    var parts = [
      colours.rawValue.uppercased(), "\(Self.short(range.lowerBound))...\(Self.short(range.upperBound))",
    ]
    if mean.contains(where: { $0 != 0 }) { parts.append("minus \(text(mean))") }
    if deviation.contains(where: { $0 != 1 }) { parts.append("over \(text(deviation))") }
    return parts.joined(separator: ", ")
  }

  private static func short(_ number: Float) -> String {
    Int(exactly: number).map { "\($0)" } ?? "\(number)"
  }
}

/// What a user knows better than Reverie about a network's input; nil is what it is recognised to be.
public struct InputOverrides: Sendable, Equatable {
  /// The order of the channels.
  public var colours: InputFormat.Colours?
  /// What black and white become before anything is subtracted.
  public var range: ClosedRange<Float>?
  /// `[3]`: subtracted from each channel, in the network's order.
  public var mean: [Float]?
  /// `[3]`: each channel is divided by this, in the network's order; none 0.
  public var deviation: [Float]?

  /// Nothing is known better, unless it is given.
  public init(
    colours: InputFormat.Colours? = nil, range: ClosedRange<Float>? = nil, mean: [Float]? = nil,
    deviation: [Float]? = nil
  ) {
    (self.colours, self.range, self.mean, self.deviation) = (colours, range, mean, deviation)
  }

  var isEmpty: Bool { self == InputOverrides() }

  /// The format with what is known better.
  ///
  /// Range, mean and deviation belong together: where one is given, what is not given is 0...255, 0 and 1.
  func applied(to format: InputFormat) -> InputFormat {
    var format = format
    if range != nil || mean != nil || deviation != nil {
      format = InputFormat(
        colours: format.colours, range: range ?? 0...255, mean: mean ?? [0, 0, 0],
        deviation: deviation ?? [1, 1, 1])
    }
    if let colours { format.colours = colours }
    return format
  }
}

/// What happens to the picture before the network: `scale * value + offset`, for each of the network's input channels.
struct Preprocessing: Sendable, Equatable {
  /// `[3]`
  var scale: [Float] = [1, 1, 1]
  /// `[3]`
  var offset: [Float] = [0, 0, 0]
  /// Whether the network's first channel is blue and its last red.
  var startsWithBlue = false
}

extension Preprocessing {
  /// This, and then `next`; the order of colours is this one's.
  func followed(by next: Preprocessing) -> Preprocessing {
    let both = Affine(scale: scale, offset: offset)
      .followed(by: Affine(scale: next.scale, offset: next.offset))
    return Preprocessing(scale: both.scale, offset: both.offset, startsWithBlue: startsWithBlue)
  }
}
