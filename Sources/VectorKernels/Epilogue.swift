/// What a kernel does with its sums before it stores them.
///
/// Masks are a bit for each value, in the order of the values: cell by cell, lane by lane.
@usableFromInline package enum Epilogue {
  /// Stores them.
  case plain
  /// Adds another value to each; it may be what is stored to.
  case adding(UnsafePointer<Float>, stride: Int)
  /// Holds them within a range and notes in a mask which were inside.
  case clamping(low: Float, high: Float, mask: UnsafeMutableRawPointer, stride: Int)
  /// Adds, then clamps.
  case addingAndClamping(
    UnsafePointer<Float>, stride: Int, low: Float, high: Float, mask: UnsafeMutableRawPointer, maskStride: Int
  )
  /// Makes those 0 that a mask has no bit for.
  case passing(mask: UnsafeRawPointer, stride: Int)
}

/// A kernel that is compiled for each kind of epilogue.
@usableFromInline package protocol EpilogueKernel {
  var epilogue: Epilogue { get }
  func run<Vector: KernelVector, Compiled: CompiledEpilogue>(_ kind: Vector.Type, _ epilogue: Compiled)
}

extension EpilogueKernel {
  @inlinable @inline(__always)
  package func run<Vector: KernelVector>(_ kind: Vector.Type) {
    switch epilogue {
    case .plain:
      run(kind, PlainEpilogue<Vector>())
    case .adding(let addend, let stride):
      run(kind, AddingEpilogue<Vector>(addend, stride: stride))
    case .clamping(let low, let high, let mask, let stride):
      run(kind, ClampingEpilogue<Vector>(low: low, high: high, mask: mask, stride: stride))
    case .addingAndClamping(let addend, let stride, let low, let high, let mask, let maskStride):
      run(
        kind,
        AddingAndClampingEpilogue<Vector>(
          AddingEpilogue<Vector>(addend, stride: stride),
          ClampingEpilogue<Vector>(low: low, high: high, mask: mask, stride: maskStride)))
    case .passing(let mask, let stride):
      run(kind, PassingEpilogue<Vector>(mask: mask, stride: stride))
    }
  }
}

/// An epilogue that kernels are compiled for.
///
/// Each names the vector of the processor that it is for, so that a kernel's half vectors, which are AVX2's whole ones, are
/// not taken for the same code: the linker keeps one of two functions of one name, and AVX2 must not get AVX-512's.
@usableFromInline package protocol CompiledEpilogue {
  /// Ends the sums of lanes `lane...` of cell `cell`.
  func apply<Vector: KernelVector>(to sums: Vector, cell: Int, lane: Int) -> Vector
}

@usableFromInline
struct PlainEpilogue<Processor>: CompiledEpilogue {
  @inlinable @inline(__always)
  init() {}

  @inlinable @inline(__always)
  func apply<Vector: KernelVector>(to sums: Vector, cell: Int, lane: Int) -> Vector { sums }
}

@usableFromInline
struct AddingEpilogue<Processor>: CompiledEpilogue {
  @usableFromInline let addend: UnsafePointer<Float>
  @usableFromInline let stride: Int

  @inlinable @inline(__always)
  init(_ addend: UnsafePointer<Float>, stride: Int) {
    (self.addend, self.stride) = (addend, stride)
  }

  @inlinable @inline(__always)
  func apply<Vector: KernelVector>(to sums: Vector, cell: Int, lane: Int) -> Vector {
    sums + Vector(at: addend + (cell &* stride &+ lane))
  }
}

@usableFromInline
struct ClampingEpilogue<Processor>: CompiledEpilogue {
  @usableFromInline let low: Float
  @usableFromInline let high: Float
  @usableFromInline let mask: UnsafeMutableRawPointer
  @usableFromInline let stride: Int

  @inlinable @inline(__always)
  init(low: Float, high: Float, mask: UnsafeMutableRawPointer, stride: Int) {
    (self.low, self.high, self.mask, self.stride) = (low, high, mask, stride)
  }

  @inlinable @inline(__always)
  func apply<Vector: KernelVector>(to sums: Vector, cell: Int, lane: Int) -> Vector {
    let target = mask + (cell &* stride &+ lane >> 3)
    let bits = sums.bits(above: low, below: high)
    if Vector.scalarCount == 16 {
      target.storeBytes(of: UInt16(truncatingIfNeeded: bits), as: UInt16.self)
    } else {
      target.storeBytes(of: UInt8(truncatingIfNeeded: bits), as: UInt8.self)
    }
    return sums.clamped(from: low, to: high)
  }
}

@usableFromInline
struct AddingAndClampingEpilogue<Processor>: CompiledEpilogue {
  @usableFromInline let adding: AddingEpilogue<Processor>
  @usableFromInline let clamping: ClampingEpilogue<Processor>

  @inlinable @inline(__always)
  init(_ adding: AddingEpilogue<Processor>, _ clamping: ClampingEpilogue<Processor>) {
    (self.adding, self.clamping) = (adding, clamping)
  }

  @inlinable @inline(__always)
  func apply<Vector: KernelVector>(to sums: Vector, cell: Int, lane: Int) -> Vector {
    clamping.apply(to: adding.apply(to: sums, cell: cell, lane: lane), cell: cell, lane: lane)
  }
}

@usableFromInline
struct PassingEpilogue<Processor>: CompiledEpilogue {
  @usableFromInline let mask: UnsafeRawPointer
  @usableFromInline let stride: Int

  @inlinable @inline(__always)
  init(mask: UnsafeRawPointer, stride: Int) {
    (self.mask, self.stride) = (mask, stride)
  }

  @inlinable @inline(__always)
  func apply<Vector: KernelVector>(to sums: Vector, cell: Int, lane: Int) -> Vector {
    let source = mask + (cell &* stride &+ lane >> 3)
    return sums.passed(
      by: Vector.scalarCount == 16
        ? UInt32(source.loadUnaligned(as: UInt16.self)) : UInt32(source.load(as: UInt8.self)))
  }
}

extension Epilogue {
  /// The same for lanes from `lane` on of cells from `cell` on, of which each `step`th takes part.
  package func advanced(byCells cell: Int, lanes lane: Int = 0, step: Int = 1) -> Epilogue {
    switch self {
    case .plain: .plain
    case .adding(let addend, let stride):
      .adding(addend + (cell * stride + lane), stride: step * stride)
    case .clamping(let low, let high, let mask, let stride):
      .clamping(low: low, high: high, mask: mask + (cell * stride + lane / 8), stride: step * stride)
    case .addingAndClamping(let addend, let stride, let low, let high, let mask, let maskStride):
      .addingAndClamping(
        addend + (cell * stride + lane), stride: step * stride, low: low, high: high,
        mask: mask + (cell * maskStride + lane / 8), maskStride: step * maskStride)
    case .passing(let mask, let stride):
      .passing(mask: mask + (cell * stride + lane / 8), stride: step * stride)
    }
  }

  /// Ends and stores cells whose sums lie side by side.
  ///
  /// - Parameters:
  ///   - lanes: a cell's values; if not a multiple of 8, there can be no mask.
  ///   - stride: floats from one cell of the target to the next.
  package func store(
    _ sums: UnsafePointer<Float>, cells: Int, lanes: Int, into target: UnsafeMutablePointer<Float>,
    stride: Int
  ) {
    switch self {
    case .plain:
      PlainEpilogue<Never>().store(sums, cells, lanes, target, stride)
    case .adding(let addend, let addendStride):
      let epilogue = AddingEpilogue<Never>(addend, stride: addendStride)
      if lanes % 8 == 0 {
        epilogue.store(sums, cells, lanes, target, stride)
      } else {
        for cell in 0..<cells {
          for lane in 0..<lanes {
            target[cell * stride + lane] = sums[cell * lanes + lane] + addend[cell * addendStride + lane]
          }
        }
      }
    case .clamping(let low, let high, let mask, let maskStride):
      ClampingEpilogue<Never>(low: low, high: high, mask: mask, stride: maskStride)
        .store(sums, cells, lanes, target, stride)
    case .addingAndClamping(let addend, let addendStride, let low, let high, let mask, let maskStride):
      AddingAndClampingEpilogue<Never>(
        AddingEpilogue<Never>(addend, stride: addendStride),
        ClampingEpilogue<Never>(low: low, high: high, mask: mask, stride: maskStride)
      ).store(sums, cells, lanes, target, stride)
    case .passing(let mask, let maskStride):
      PassingEpilogue<Never>(mask: mask, stride: maskStride).store(sums, cells, lanes, target, stride)
    }
  }
}

extension CompiledEpilogue {
  fileprivate func store(
    _ sums: UnsafePointer<Float>, _ cells: Int, _ lanes: Int, _ target: UnsafeMutablePointer<Float>,
    _ stride: Int
  ) {
    for cell in 0..<cells {
      var lane = 0
      while lane + 8 <= lanes {
        apply(to: SIMD8<Float>(at: sums + (cell * lanes + lane)), cell: cell, lane: lane)
          .store(at: target + (cell * stride + lane))
        lane += 8
      }
      // Only plain sums have no whole vectors.
      while lane < lanes {
        target[cell * stride + lane] = sums[cell * lanes + lane]
        lane += 1
      }
    }
  }
}
