extension Score {
  /// The score as comma-separated values (RFC 4180): a header, then a line for each frame with its number, the second
  /// it comes on screen, the number of the scene in front, every parameter and every layer's weight. Numbers are rounded to a millionth; lines end with
  /// CR and LF, as the standard asks.
  ///
  /// - Parameter others: curves of as many frames for further columns, such as what was heard.
  public func csv(beside others: [FrameCurve] = []) -> String {
    let names =
      ["frame", "time", "scene"] + Parameter.allCases.map(\.name) + layerNames.map(Self.quoted)
      + others.map { Self.quoted($0.name) }
    var bytes = Array((names.joined(separator: ",") + "\r\n").utf8)
    bytes.reserveCapacity(frames.count * names.count * 6)
    var scene = 0
    for (index, frame) in frames.enumerated() {
      if index == scenes[scene].frames.upperBound { scene += 1 }
      bytes.append(contentsOf: String(index).utf8)
      Self.append(frameRate.time(ofFrame: index), to: &bytes)
      Self.append(Double(scene), to: &bytes)
      for parameter in Parameter.allCases { Self.append(frame[parameter], to: &bytes) }
      for layer in frame.layers { Self.append(layer.weight, to: &bytes) }
      for other in others { Self.append(other.values[index], to: &bytes) }
      bytes.append(contentsOf: "\r\n".utf8)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A comma and the number with at most six decimals, no more than it needs.
  private static func append(_ value: Double, to bytes: inout [UInt8]) {
    let millionths = Int64((value * 1e6).rounded())
    bytes.append(UInt8(ascii: ","))
    if millionths < 0 { bytes.append(UInt8(ascii: "-")) }
    let (whole, fraction) = millionths.magnitude.quotientAndRemainder(dividingBy: 1_000_000)
    bytes.append(contentsOf: String(whole).utf8)
    guard fraction > 0 else { return }
    bytes.append(UInt8(ascii: "."))
    var (rest, place) = (fraction, UInt64(100_000))
    while rest > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(rest / place))
      (rest, place) = (rest % place, place / 10)
    }
  }

  private static func quoted(_ name: String) -> String {
    guard name.contains(where: { ",\"\n\r".contains($0) }) else { return name }
    return "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }
}
