/// Gives every frequency band of a gradient the same strength, so that fine texture doesn't drown large shapes.
///
/// A Laplacian pyramid: each level is the one above, averaged two by two; a band is what a level has and the next,
/// spread out again, has not. Bands are divided by their standard deviation (over all three channels) and added up.
/// With `low[0]` the gradient and `up` the spreading, that is
///
///     out[n] = low[n] / σ[n],   out[l] = up(out[l+1]) + (low[l] - up(low[l+1])) / σ[l]
///
/// and, since `up` is linear, with t[l] = out[l] - low[l] / σ[l-1] also
///
///     t[n] = (1/σ[n] - 1/σ[n-1]) low[n],   t[l] = (1/σ[l] - 1/σ[l-1]) low[l] + up(t[l+1]),   out[0] = t[0], 1/σ[-1] = 0
///
/// which needs no memory for the bands: every level becomes its t in place.
///
/// - Source: Burt and Adelson, "The Laplacian pyramid as a compact image code", IEEE Transactions on Communications 1983.
/// - Source: Mordvintsev, "DeepDreaming with TensorFlow", Google 2016, for its use on a dream's gradient.
final class LaplacianNormalisation {
  private let width: Int
  private let height: Int
  /// The levels below the gradient itself, `[levels]`.
  private let lower: [FloatPicture]
  /// How each of them spreads to the size above, `[levels]`.
  private let spreads: [Spread]

  /// - Parameter levels: how often the size is halved; there is one band more.
  init(width: Int, height: Int, levels: Int = 3) {
    (self.width, self.height) = (width, height)
    var lower: [FloatPicture] = []
    var spreads: [Spread] = []
    var (levelWidth, levelHeight) = (width, height)
    for _ in 0..<levels {
      let level = FloatPicture(width: (levelWidth + 1) / 2, height: (levelHeight + 1) / 2)
      spreads.append(Spread(of: level, toWidth: levelWidth, toHeight: levelHeight))
      lower.append(level)
      (levelWidth, levelHeight) = (level.width, level.height)
    }
    (self.lower, self.spreads) = (lower, spreads)
  }

  /// Replaces a gradient, `[3][height][width]`, with its normalised form.
  func normalise(_ gradient: UnsafeMutablePointer<Float>, with team: Team = Team(size: 1)) {
    let levels = [(gradient, width, height)] + lower.map { ($0.values, $0.width, $0.height) }
    var gains: [Float] = []
    for (index, (values, width, height)) in levels.enumerated() {
      let count = 3 * width * height
      if index < lower.count {
        team.run(3) { channel, _ in
          halve(
            values + channel * width * height, width: width, height: height, into: lower[index].plane(channel)
          )
        }
        spreads[index].stretch(with: team)
        let sums = spreads[index].sumsOfDifference(from: values, with: team)
        gains.append(gain(sum: sums.sum, squares: sums.squares, count: count, unit: sums.unit))
      } else {
        let spread = spread(of: values, count: count)
        gains.append(gain(sum: 0, squares: spread.squares, count: count, unit: Double(abs(spread.mean))))
      }
    }
    for (index, (values, _, _)) in levels.enumerated().reversed() {
      let factor = index > 0 ? gains[index] - gains[index - 1] : gains[index]
      if index < lower.count {
        spreads[index].stretch(with: team)
        spreads[index].add(toScaled: values, by: factor, with: team)
      } else {
        for i in 0..<lower[index - 1].count { values[i] *= factor }
      }
    }
  }

  /// 1 / σ of a band with these sums; 0 for a band that is nothing but rounding noise of values as large as `unit`.
  private func gain(sum: Double, squares: Double, count: Int, unit: Double) -> Float {
    let variance = (squares - sum * sum / Double(count)) / Double(max(count - 1, 1))
    let noise = 1e-6 * unit
    return variance > noise * noise ? Float(1 / variance.squareRoot()) : 0
  }
}

/// The average of every two by two values; at an odd edge, of those there are.
///
/// - Parameters:
///   - plane: `[height][width]`.
///   - out: room for `[(height + 1) / 2][(width + 1) / 2]`.
private func halve(
  _ plane: UnsafePointer<Float>, width: Int, height: Int, into out: UnsafeMutablePointer<Float>
) {
  let outWidth = (width + 1) / 2
  for y in 0..<(height + 1) / 2 {
    let upper = plane + 2 * y * width
    let lower = plane + min(2 * y + 1, height - 1) * width  // the last row counts twice: the same average
    let row = out + y * outWidth
    var x = 0
    while 2 * x + 16 <= width {
      let columns = load16(upper + 2 * x) + load16(lower + 2 * x)
      UnsafeMutableRawPointer(row + x).storeBytes(
        of: (columns.evenHalf + columns.oddHalf) * 0.25, as: SIMD8<Float>.self)
      x += 8
    }
    while x < outWidth {
      let right = min(2 * x + 1, width - 1)
      row[x] = (upper[2 * x] + lower[2 * x] + upper[right] + lower[right]) * 0.25
      x += 1
    }
  }
}

/// A level of the pyramid brought to the size of the one above, row by row as it is needed.
private final class Spread {
  private let level: FloatPicture
  private let width: Int
  private let columns: AxisResize
  /// For each row of the size above, `[height]`, the two rows of the level that it lies between.
  private let rows: [(upper: Int, lower: Int, upperWeight: Float, lowerWeight: Float)]
  /// The level with the width of the one above, `[3][level.height][width]`.
  private let stretched: UnsafeMutablePointer<Float>

  init(of level: FloatPicture, toWidth width: Int, toHeight height: Int) {
    (self.level, self.width) = (level, width)
    columns = AxisResize(from: level.width, to: width)
    let axis = AxisResize(from: level.height, to: height)
    rows = (0..<height).map { y in
      let first = Int(axis.first[y])
      return axis.taps == 1
        ? (first, first, 1, 0)
        : (first, first + 1, axis.weights[2 * y], axis.weights[2 * y + 1])
    }
    stretched = .allocate(capacity: 3 * level.height * width)
  }

  deinit { stretched.deallocate() }

  /// Takes the level as it is now; what follows speaks of this state.
  func stretch(with team: Team) {
    team.forEachPart(of: 3 * level.height, grain: Self.rowsAtOnce) { part in
      stretchRows(
        level.values + part.lowerBound * level.width, count: part.count, along: columns,
        into: stretched + part.lowerBound * width)
    }
  }

  /// Sum and sum of squares of `values` minus the spread level, and the mean magnitude of the spread level's rows.
  func sumsOfDifference(
    from values: UnsafePointer<Float>, with team: Team
  ) -> (sum: Double, squares: Double, unit: Double) {
    let rowCount = 3 * rows.count
    let partCount = (rowCount + Self.rowsAtOnce - 1) / Self.rowsAtOnce
    return withUnsafeTemporaryAllocation(of: (sum: Double, squares: Double).self, capacity: partCount) {
      parts in
      parts.initialize(repeating: (0, 0))
      team.forEachPart(of: rowCount, grain: Self.rowsAtOnce) { part in
        parts[part.lowerBound / Self.rowsAtOnce] = sumsOfDifference(from: values, part)
      }
      let count = 3 * level.height * width
      return (
        parts.reduce(0) { $0 + $1.sum }, parts.reduce(0) { $0 + $1.squares },
        sumOfMagnitudes(stretched, count: count) / Double(count)
      )
    }
  }

  private func sumsOfDifference(
    from values: UnsafePointer<Float>, _ part: Range<Int>
  ) -> (sum: Double, squares: Double) {
    var (total, squares) = (0.0, 0.0)
    forEachRow(of: part) { row, upper, lower, upperWeight, lowerWeight in
      let line = values + row * width
      var (totals, squared) = (SIMD16<Float>.zero, SIMD16<Float>.zero)
      var x = 0
      while x + 16 <= width {
        let spread = load16(upper + x) * upperWeight + load16(lower + x) * lowerWeight
        let difference = load16(line + x) - spread
        totals += difference
        squared += difference * difference
        x += 16
      }
      total += Double(totals.sum())
      squares += Double(squared.sum())
      while x < width {
        let difference = Double(line[x] - (upper[x] * upperWeight + lower[x] * lowerWeight))
        total += difference
        squares += difference * difference
        x += 1
      }
    }
    return (total, squares)
  }

  /// `values` become themselves times `factor`, plus the spread level.
  func add(toScaled values: UnsafeMutablePointer<Float>, by factor: Float, with team: Team) {
    team.forEachPart(of: 3 * rows.count, grain: Self.rowsAtOnce) { part in
      forEachRow(of: part) { row, upper, lower, upperWeight, lowerWeight in
        let line = values + row * width
        for x in 0..<width {
          line[x] = line[x] * factor + (upper[x] * upperWeight + lower[x] * lowerWeight)
        }
      }
    }
  }

  /// Rows that are a piece of work.
  private static let rowsAtOnce = 32

  /// Some rows of all three planes, with the two stretched rows each lies between.
  @inline(__always)
  private func forEachRow(
    of part: Range<Int>,
    _ body: (
      _ row: Int, _ upper: UnsafePointer<Float>, _ lower: UnsafePointer<Float>,
      _ upperWeight: Float, _ lowerWeight: Float
    ) -> Void
  ) {
    rows.withUnsafeBufferPointer { rows in
      for index in part {
        let (channel, y) = index.quotientAndRemainder(dividingBy: rows.count)
        let plane = stretched + channel * level.height * width
        let row = rows[y]
        body(
          index, plane + row.upper * width, plane + row.lower * width, row.upperWeight, row.lowerWeight)
      }
    }
  }
}
