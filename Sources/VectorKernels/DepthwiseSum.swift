/// Part of a depthwise convolution: a row of cells, each the sum of a window of the input times the kernel, lane by lane.
@usableFromInline package struct DepthwiseSum {
  /// For each of the kernel's rows: the input's cell that the first output cell's window starts with.
  @usableFromInline package var inputs: UnsafeBufferPointer<UnsafePointer<Float>>
  /// For each of the kernel's rows: its first cell's weights, `[lanes]` a cell.
  @usableFromInline package var weights: UnsafeBufferPointer<UnsafePointer<Float>>
  /// Cells in each of the kernel's rows.
  @usableFromInline package var kernelWidth: Int
  /// Floats from one of the kernel's weights to the next.
  @usableFromInline package var weightStep: Int
  /// Cells of the input from one of the window's to the next.
  @usableFromInline package var dilation: Int
  /// Cells of the input from one window to the next.
  @usableFromInline package var stride: Int
  /// Floats a cell, a multiple of 8.
  @usableFromInline package var lanes: Int
  @usableFromInline package var cells: Int
  /// What sums start with: `[lanes]`, or zeros if there is none.
  @usableFromInline package var bias: UnsafePointer<Float>?
  @usableFromInline package var output: UnsafeMutablePointer<Float>
  /// Cells of the output from one that is written to the next.
  @usableFromInline package var outputStep: Int
  /// Its cells are the output's.
  @usableFromInline package var epilogue: Epilogue

  @usableFromInline package init(
    inputs: UnsafeBufferPointer<UnsafePointer<Float>>, weights: UnsafeBufferPointer<UnsafePointer<Float>>,
    kernelWidth: Int, weightStep: Int, dilation: Int, stride: Int, lanes: Int, cells: Int,
    bias: UnsafePointer<Float>?, output: UnsafeMutablePointer<Float>, outputStep: Int, epilogue: Epilogue
  ) {
    self.inputs = inputs
    self.weights = weights
    self.kernelWidth = kernelWidth
    self.weightStep = weightStep
    self.dilation = dilation
    self.stride = stride
    self.lanes = lanes
    self.cells = cells
    self.bias = bias
    self.output = output
    self.outputStep = outputStep
    self.epilogue = epilogue
  }
}

extension DepthwiseSum: EpilogueKernel {
  @inlinable
  package func run<Vector: KernelVector, Compiled: CompiledEpilogue>(
    _ kind: Vector.Type, _ epilogue: Compiled
  ) {
    var lane = 0
    while lane &+ Vector.scalarCount <= lanes {
      run(Vector.self, epilogue, lane)
      lane &+= Vector.scalarCount
    }
    if lane < lanes { run(Vector.Half.self, epilogue, lane) }
  }

  /// Kernel widths and strides that networks use are compiled for: then neighbouring windows share what they load.
  @inlinable @inline(__always)
  func run<Vector: KernelVector, Compiled: CompiledEpilogue>(
    _ kind: Vector.Type, _ epilogue: Compiled, _ lane: Int
  ) {
    switch (kernelWidth, stride, dilation) {
    case (1, 1, 1): run(kind, epilogue, Single.self, lane)
    case (2, 1, 1): run(kind, epilogue, Pair.self, lane)
    case (3, 1, 1): run(kind, epilogue, Triple.self, lane)
    case (5, 1, 1): run(kind, epilogue, Quintuple.self, lane)
    case (3, 2, 1): run(kind, epilogue, TripleByTwo.self, lane)
    case (5, 2, 1): run(kind, epilogue, QuintupleByTwo.self, lane)
    default: run(kind, epilogue, AnyWindow.self, lane)
    }
  }

  @inlinable
  func run<Vector: KernelVector, Compiled: CompiledEpilogue, Window: KernelWindow>(
    _ kind: Vector.Type, _ epilogue: Compiled, _ window: Window.Type, _ lane: Int
  ) {
    let start = if let bias { Vector(at: bias + lane) } else { Vector.zero }
    let width = Window.width ?? kernelWidth
    let move = (Window.stride ?? stride) &* lanes
    let inputStep = Window.width == nil ? dilation &* lanes : lanes
    let rows = inputs.count
    var cell = 0
    // Eight sums at a time keep the multipliers busy: each has to wait for itself.
    while cell &+ 8 <= cells {
      var (first, second, third, fourth) = (start, start, start, start)
      var (fifth, sixth, seventh, eighth) = (start, start, start, start)
      let offset = cell &* move &+ lane
      var row = 0
      while row < rows {
        let input = inputs[row] + offset
        let kernel = weights[row] + lane
        var column = 0
        while column < width {
          let weight = Vector(at: kernel + column &* weightStep)
          let window = input + column &* inputStep
          first.addProduct(Vector(at: window), weight)
          second.addProduct(Vector(at: window + move), weight)
          third.addProduct(Vector(at: window + 2 &* move), weight)
          fourth.addProduct(Vector(at: window + 3 &* move), weight)
          let further = window + 4 &* move
          fifth.addProduct(Vector(at: further), weight)
          sixth.addProduct(Vector(at: further + move), weight)
          seventh.addProduct(Vector(at: further + 2 &* move), weight)
          eighth.addProduct(Vector(at: further + 3 &* move), weight)
          column &+= 1
        }
        row &+= 1
      }
      store(first, epilogue, cell, lane)
      store(second, epilogue, cell &+ 1, lane)
      store(third, epilogue, cell &+ 2, lane)
      store(fourth, epilogue, cell &+ 3, lane)
      store(fifth, epilogue, cell &+ 4, lane)
      store(sixth, epilogue, cell &+ 5, lane)
      store(seventh, epilogue, cell &+ 6, lane)
      store(eighth, epilogue, cell &+ 7, lane)
      cell &+= 8
    }
    while cell < cells {
      var sum = start
      var row = 0
      while row < rows {
        let input = inputs[row] + (cell &* move &+ lane)
        let kernel = weights[row] + lane
        var column = 0
        while column < width {
          sum.addProduct(Vector(at: input + column &* inputStep), Vector(at: kernel + column &* weightStep))
          column &+= 1
        }
        row &+= 1
      }
      store(sum, epilogue, cell, lane)
      cell &+= 1
    }
  }

  @inlinable @inline(__always)
  func store<Vector: KernelVector, Compiled: CompiledEpilogue>(
    _ sums: Vector, _ epilogue: Compiled, _ cell: Int, _ lane: Int
  ) {
    let place = cell &* outputStep
    epilogue.apply(to: sums, cell: place, lane: lane)
      .store(at: UnsafeMutableRawPointer(output + (place &* lanes &+ lane)))
  }
}

/// A width and a stride that the sums are compiled for; nil is any.
@usableFromInline
protocol KernelWindow {
  static var width: Int? { get }
  static var stride: Int? { get }
}

@usableFromInline
enum Single: KernelWindow {
  @inlinable @inline(__always) static var width: Int? { 1 }
  @inlinable @inline(__always) static var stride: Int? { 1 }
}

@usableFromInline
enum Pair: KernelWindow {
  @inlinable @inline(__always) static var width: Int? { 2 }
  @inlinable @inline(__always) static var stride: Int? { 1 }
}

@usableFromInline
enum Triple: KernelWindow {
  @inlinable @inline(__always) static var width: Int? { 3 }
  @inlinable @inline(__always) static var stride: Int? { 1 }
}

@usableFromInline
enum Quintuple: KernelWindow {
  @inlinable @inline(__always) static var width: Int? { 5 }
  @inlinable @inline(__always) static var stride: Int? { 1 }
}

@usableFromInline
enum TripleByTwo: KernelWindow {
  @inlinable @inline(__always) static var width: Int? { 3 }
  @inlinable @inline(__always) static var stride: Int? { 2 }
}

@usableFromInline
enum QuintupleByTwo: KernelWindow {
  @inlinable @inline(__always) static var width: Int? { 5 }
  @inlinable @inline(__always) static var stride: Int? { 2 }
}

@usableFromInline
enum AnyWindow: KernelWindow {
  @inlinable @inline(__always) static var width: Int? { nil }
  @inlinable @inline(__always) static var stride: Int? { nil }
}
