/// The picture's input as a file declares it.
struct PictureInput: Equatable {
  var name: String
  /// Whether its colours are its last dimension.
  var isChannelsLast: Bool
  /// Height and width, where the file leaves no choice.
  var height: Int?, width: Int?
}

extension PictureInput {
  /// - Throws: `DreamError.unreadable` if it can't be a picture.
  init(
    _ proto: Onnx_ValueInfoProto, file: String, isChannelsLast: Bool?
  ) throws(DreamError) {
    let dimensions = proto.type.tensorType.shape.dim.map { $0.dimValue > 0 ? Int($0.dimValue) : nil }
    let sides = dimensions.suffix(3)
    let isLast = isChannelsLast ?? (sides.last == 3 && sides.first != 3)
    let channels = isLast ? sides.last ?? nil : sides.first ?? nil
    guard dimensions.isEmpty || [3, 4].contains(dimensions.count), channels ?? 3 == 3 else {
      let shape = proto.type.tensorType.shape.dim.map {
        $0.dimValue > 0 ? "\($0.dimValue)" : $0.dimParam.isEmpty ? "?" : $0.dimParam
      }
      throw .unreadable(
        file: file,
        reason: "its input '\(proto.name)' is [\(shape.joined(separator: ", "))]; "
          + "a picture is [batch, 3, height, width] or [batch, height, width, 3]")
    }
    let extents = isLast ? sides.dropLast() : sides.dropFirst()
    let largest = 1 << 14
    let fixed = extents.compactMap { $0 }.filter { $0 <= largest }
    self.init(
      name: proto.name, isChannelsLast: isLast, height: fixed.count == 2 ? fixed[0] : nil,
      width: fixed.count == 2 ? fixed[1] : nil)
  }
}
