/// Signals, strengths and times are told in ten-thousandths: finer than anything seen or heard, and short in text.
extension BinaryFloatingPoint {
  /// The nearest whole number of ten-thousandths.
  var tenThousandths: Self { (self * 10000).rounded() }

  /// A whole number of ten-thousandths.
  init(tenThousandths number: Self) { self = number / 10000 }

  /// The nearest value that is a whole number of ten-thousandths.
  var roundedToTenThousandths: Self { Self(tenThousandths: tenThousandths) }
}

/// A time in seconds as it is told: not before the song's start, to a tenth of a millisecond.
func roundedTime(_ seconds: Double) -> Double { max(0, seconds.roundedToTenThousandths) }
