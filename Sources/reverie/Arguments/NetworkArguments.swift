import ArgumentParser
import Dreaming

/// Which network dreams, and what it wants of a picture.
struct NetworkArguments: ParsableArguments {
  @Option(
    name: .customLong("network"),
    help: ArgumentHelp(
      "The network: lite0, which is part of the program, an installed one ('make networks'), or an ONNX file.",
      valueName: "name|file"), completion: .file())
  var name = "lite0"
  @Option(
    name: .customLong("input-colours"),
    help: ArgumentHelp(
      "Order of the network's colours. 'reverie layers' shows what is assumed.", valueName: "rgb|bgr"))
  var colours: InputFormat.Colours?
  @Option(
    name: .customLong("input-range"), parsing: .unconditional,
    help: ArgumentHelp(
      "What black and white become before the mean is subtracted: 0,1 or -1,1.", valueName: "low,high"))
  var range: InputRange?
  @Option(
    name: .customLong("input-mean"), parsing: .unconditional,
    help: ArgumentHelp(
      "Subtracted: one number, or one for each of the network's colours.", valueName: "a,b,c"))
  var mean: ColourNumbers?
  @Option(
    name: .customLong("input-std"), parsing: .unconditional,
    help: ArgumentHelp(
      "Divided by: one number, or one for each of the network's colours.", valueName: "a,b,c"))
  var deviation: ColourNumbers?

  func validate() throws {
    if let deviation, deviation.numbers.contains(0) { throw ValidationError("--input-std must not be 0.") }
  }

  var overrides: InputOverrides {
    InputOverrides(
      colours: colours, range: range?.range, mean: mean?.numbers, deviation: deviation?.numbers)
  }

  /// - Throws: `DreamError`.
  func load() throws -> Network { try Network(named: name, input: overrides) }
}

extension InputFormat.Colours: ExpressibleByArgument {}

/// "-1,1"
struct InputRange: ExpressibleByArgument {
  let range: ClosedRange<Float>

  init?(argument: String) {
    guard let numbers = numbers(in: argument), numbers.count == 2, numbers[0] < numbers[1] else { return nil }
    range = numbers[0]...numbers[1]
  }
}

/// "104,117,123", or "127.5" for all three.
struct ColourNumbers: ExpressibleByArgument {
  let numbers: [Float]

  init?(argument: String) {
    guard let found = reverie.numbers(in: argument), found.count == 1 || found.count == 3 else { return nil }
    numbers = found.count == 3 ? found : Array(repeating: found[0], count: 3)
  }
}

/// Finite numbers between commas; nil if something else is there.
private func numbers(in text: String) -> [Float]? {
  let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map { Float($0) }
  let finite = numbers.compactMap { $0 }.filter(\.isFinite)
  return finite.count == numbers.count ? finite : nil
}
