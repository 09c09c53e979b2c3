import CProcessor

/// A vector that kernels are compiled for: eight floats for AVX2 (and other processors), sixteen for AVX-512.
///
/// Kernels are generic over it, and inlined into modules that are compiled for one kind of processor each. Whatever the
/// vector, a kernel computes the same sums in the same order, so the results are the same to the bit.
@usableFromInline package protocol KernelVector: SIMD where Scalar == Float {
  /// What does for the last eight of a row's values.
  associatedtype Half: KernelVector
  /// Rows of a product whose sums the processor's registers hold, for two vectors of columns: 6 or 12.
  static var rowsAtOnce: Int { get }
  /// Each lane held within `low...high`.
  func clamped(from low: Float, to high: Float) -> Self
  /// A bit for each lane, the first lane's lowest: whether it is above `low` and below `high`.
  func bits(above low: Float, below high: Float) -> UInt32
  /// The lanes whose bit is set, zeros else.
  func passed(by bits: UInt32) -> Self
}

extension KernelVector {
  @inlinable @inline(__always)
  package init(at pointer: UnsafeRawPointer) {
    self = pointer.loadUnaligned(as: Self.self)
  }

  @inlinable @inline(__always)
  package func store(at pointer: UnsafeMutableRawPointer) {
    pointer.storeBytes(of: self, as: Self.self)
  }

  /// Bytes of one.
  @inlinable @inline(__always)
  package static var bytes: Int { scalarCount &* 4 }
}

extension SIMD16<Float>: KernelVector {
  @usableFromInline package typealias Half = SIMD8<Float>

  @inlinable @inline(__always)
  package static var rowsAtOnce: Int { 12 }

  @inlinable @inline(__always)
  package func clamped(from low: Float, to high: Float) -> Self {
    vector_clamp16(self, low, high)
  }

  @inlinable @inline(__always)
  package func bits(above low: Float, below high: Float) -> UInt32 {
    UInt32(vector_bits16(self, low, high))
  }

  @inlinable @inline(__always)
  package func passed(by bits: UInt32) -> Self {
    vector_passed16(self, UInt16(truncatingIfNeeded: bits))
  }
}

extension SIMD8<Float>: KernelVector {
  @usableFromInline package typealias Half = SIMD8<Float>

  @inlinable @inline(__always)
  package static var rowsAtOnce: Int { 6 }

  @inlinable @inline(__always)
  package func clamped(from low: Float, to high: Float) -> Self {
    vector_clamp8(self, low, high)
  }

  @inlinable @inline(__always)
  package func bits(above low: Float, below high: Float) -> UInt32 {
    UInt32(vector_bits8(self, low, high))
  }

  @inlinable @inline(__always)
  package func passed(by bits: UInt32) -> Self {
    vector_passed8(self, UInt8(truncatingIfNeeded: bits))
  }
}
