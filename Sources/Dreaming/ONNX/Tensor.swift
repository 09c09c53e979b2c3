/// A constant of a file: a kernel, a bias, a bound, a list of axes, a shape.
struct Tensor: Equatable {
  /// What it holds, in row-major order.
  enum Numbers: Equatable {
    case floats([Float])
    case extents([Extent])
  }

  var shape: [Int]
  var numbers: Numbers

  init(_ shape: [Int], _ floats: [Float]) {
    (self.shape, numbers) = (shape, .floats(floats))
  }

  init(_ shape: [Int], _ extents: [Extent]) {
    (self.shape, numbers) = (shape, .extents(extents))
  }

  var count: Int {
    switch numbers {
    case .floats(let floats): floats.count
    case .extents(let extents): extents.count
    }
  }

  /// The numbers as floats; nil if some depend on the picture's size.
  var floats: [Float]? {
    switch numbers {
    case .floats(let floats): floats
    case .extents(let extents): Tensor.all(extents.map { extent in extent.known.map { Float($0) } })
    }
  }

  /// The numbers as whole ones, which may depend on the picture's size; nil if they are none.
  var extents: [Extent]? {
    switch numbers {
    case .floats(let floats):
      Tensor.all(floats.map { float in Int(exactly: float).map { Extent.known($0) } })
    case .extents(let extents): extents
    }
  }

  /// The numbers as whole ones; nil if some aren't, or depend on the picture's size.
  var integers: [Int]? {
    extents.flatMap { extents in Tensor.all(extents.map(\.known)) }
  }

  private static func all<Element>(_ elements: [Element?]) -> [Element]? {
    let present = elements.compactMap { $0 }
    return present.count == elements.count ? present : nil
  }
}

/// A whole number in a file's arithmetic with shapes.
enum Extent: Equatable {
  case known(Int)
  /// As many pictures as there are; Reverie dreams one at a time.
  case batch
  /// The height or width of a feature map, which follows the picture's size, or what is computed from one.
  case open

  var known: Int? {
    if case .known(let number) = self { number } else { nil }
  }
}

extension Tensor {
  /// The tensor with only some of what is along an axis, in this order.
  ///
  /// - Parameter picks: each within the axis, which is a precondition.
  func picked(_ picks: [Int], along axis: Int) -> Tensor {
    let inner = shape[(axis + 1)...].reduce(1, *)
    let outer = shape[..<axis].reduce(1, *)
    var newShape = shape
    newShape[axis] = picks.count
    func picked<Number>(_ numbers: [Number]) -> [Number] {
      (0..<outer).flatMap { row in
        picks.flatMap { pick in
          let start = (row * shape[axis] + pick) * inner
          return numbers[start..<start + inner]
        }
      }
    }
    switch numbers {
    case .floats(let floats): return Tensor(newShape, picked(floats))
    case .extents(let extents): return Tensor(newShape, picked(extents))
    }
  }

  /// The tensor with its axes in another order.
  ///
  /// - Parameter order: for each new axis, which of the old ones it is.
  func transposed(_ order: [Int]) -> Tensor {
    let strides = shape.indices.map { axis in shape[(axis + 1)...].reduce(1, *) }
    let newShape = order.map { shape[$0] }
    var sources = [0]
    for axis in order {
      sources = sources.flatMap { source in (0..<shape[axis]).map { source + $0 * strides[axis] } }
    }
    switch numbers {
    case .floats(let floats): return Tensor(newShape, sources.map { floats[$0] })
    case .extents(let extents): return Tensor(newShape, sources.map { extents[$0] })
    }
  }
}
