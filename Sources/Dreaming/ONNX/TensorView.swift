/// A value of the graph as a file sees it: which of its tensor's axes is which.
///
/// A feature map here is always `[height][width][lanes]`; a file may transpose, flatten or squeeze it, which moves no
/// number but changes what later nodes mean by "axis 1".
struct TensorView: Equatable {
  /// What an axis of the file's tensor runs over.
  indirect enum Axis: Equatable, Sendable {
    case batch
    case channels
    case height
    case width
    /// Nothing: there is one element.
    case single
    /// Several axes as one, the last of them fastest.
    case merged([Axis])
  }

  /// Value of the graph.
  var value: Value
  var channels: Int
  var axes: [Axis]
  /// Height and width at the size of picture that the file declares, if it does.
  var declared: (height: Int, width: Int)?
  /// Zeros around it that the file has asked for and nobody has added yet: mostly a convolution can.
  var border = Border()

  /// ONNX's own layout.
  static let planes: [Axis] = [.batch, .channels, .height, .width]
  /// What TensorFlow keeps its pictures in.
  static let cells: [Axis] = [.batch, .height, .width, .channels]

  /// Cells around a feature map.
  struct Border: Equatable {
    var top = 0, left = 0, bottom = 0, right = 0

    var isEmpty: Bool { self == Border() }
  }

  /// Where the channels are, if they are an axis of their own.
  var channelAxis: Int? { axes.firstIndex(of: .channels) }

  /// Whether the file sees ONNX's own layout.
  var isPlanes: Bool {
    axes.count == 4 && [.batch, .single].contains(axes[0]) && axes[1] == .channels
      && [.height, .single].contains(axes[2]) && [.width, .single].contains(axes[3])
  }

  /// How long an axis is.
  func extent(of axis: Axis) -> Extent {
    switch axis {
    case .batch: return .batch
    case .channels: return .known(channels)
    case .height: return declared.map { .known($0.height) } ?? .open
    case .width: return declared.map { .known($0.width) } ?? .open
    case .single: return .known(1)
    case .merged(let axes):
      var product = 1
      for part in axes {
        switch extent(of: part) {
        case .known(let count):
          let (next, overflow) = product.multipliedReportingOverflow(by: count)
          if overflow { return .open }
          product = next
        case .batch: break  // one picture at a time
        case .open: return .open
        }
      }
      return .known(product)
    }
  }

  static func == (a: TensorView, b: TensorView) -> Bool {
    a.value == b.value && a.axes == b.axes && a.border == b.border
  }

  /// Axis `number` of the tensor, which counts from the end if negative; nil if there is no such axis.
  func axis(_ number: Int) -> Int? {
    let index = number < 0 ? number + axes.count : number
    return axes.indices.contains(index) ? index : nil
  }
}

extension TensorView {
  /// The axes after a reshape, or nil if it does more than join axes, or give and take such of one element.
  ///
  /// - Parameter target: the new extents; nil is what is left over.
  func reshaped(to target: [Extent?]) -> [Axis]? {
    // Axes of one element say nothing about what goes where.
    var sources = axes.filter { $0 == .channels || extent(of: $0) != .known(1) }
    var rest = target[...]
    if rest.count > 1, rest[0] == .some(nil), sources.first == .batch { rest[0] = .batch }
    var (front, back): ([Axis], [Axis]) = ([], [])
    while case .some(.some(let extent)) = rest.first, let source = sources.first, fits(extent, source) {
      front.append(source)
      sources.removeFirst()
      rest.removeFirst()
    }
    while case .some(.some(let extent)) = rest.last, let source = sources.last, fits(extent, source) {
      back.insert(source, at: 0)
      sources.removeLast()
      rest.removeLast()
    }
    // Between them there may be axes of one element, and one that joins all that remains.
    let remaining = sources.filter { $0 != .batch }
    let open = rest.filter { $0 != .known(1) }
    guard !open.isEmpty else {
      // A file that leaves nothing for height and width says that there is one cell.
      let isOneCell = remaining.allSatisfy { $0 != .channels && extent(of: $0) == .open }
      return isOneCell ? front + rest.map { _ in .single } + back : nil
    }
    guard open.count == 1, let last = remaining.last else { return nil }
    let joined = remaining.count == 1 ? last : .merged(remaining.flatMap(\.parts))
    if case .some(.some(let extent)) = open.first, !fits(extent, joined) { return nil }
    return front + rest.map { $0 == .known(1) ? .single : joined } + back
  }

  /// Whether an axis may be said to have this extent.
  private func fits(_ extent: Extent, _ axis: Axis) -> Bool {
    switch (extent, self.extent(of: axis)) {
    case (.known(let a), .known(let b)): a == b
    // A file made for one picture says 1, and one that leaves sizes open can't be contradicted.
    case (.known(let count), .batch): count == 1
    case (.known(let count), .open): isWholeMap(axis, of: count)
    case (.batch, .batch), (.open, .open), (.open, .batch): true
    case (.open, .known), (.batch, _): false
    }
  }

  /// Whether `count` may be the extent of an axis that follows the picture's size.
  private func isWholeMap(_ axis: Axis, of count: Int) -> Bool {
    guard case .merged(let parts) = axis else { return false }
    return !parts.contains(.channels) || count % channels == 0
  }
}

extension TensorView.Axis {
  /// The axes it is made of.
  var parts: [TensorView.Axis] {
    if case .merged(let parts) = self { parts } else { [self] }
  }
}
