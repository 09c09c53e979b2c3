import Foundation
import Mapping
import Media

/// A curve with a value a frame, on a scale from its lowest value to its highest, which stand at the right.
struct FrameCurveLane: Lane {
  let curve: FrameCurve
  let frameRate: FrameRate
  let colour: SIMD3<UInt8>
  let weight = 7.0

  var legend: [(text: String, colour: SIMD3<UInt8>)] { [(curve.name, colour)] }

  func draw(on surface: inout some Surface, in area: PixelArea, over time: TimeAxis) {
    let scale = curve.extent
    let (tops, bottoms) = line(in: area, over: time, scale: scale)
    let floor = [Double](repeating: Double(area.maxY), count: tops.count)
    surface.fill(from: area.x, between: tops, and: floor, colour, opacity: 0.2)
    surface.fill(from: area.x, between: tops, and: bottoms, colour, opacity: 1)
    for (value, y) in [(scale.upperBound, area.y), (scale.lowerBound, area.maxY - BitmapFont.height)] {
      surface.write(
        shortNumber(value), x: area.maxX + 6, y: y, room: 8 * BitmapFont.width, colour: PlotColours.dim)
    }
  }

  /// Where the curve is, `[column]`: a line two pixels thick, and in columns of several frames from the lowest to
  /// the highest of them, so that no pulse is lost.
  private func line(
    in area: PixelArea, over time: TimeAxis, scale: ClosedRange<Double>
  ) -> (tops: [Double], bottoms: [Double]) {
    let thickness = 2.0
    let perUnit = (Double(area.height) - thickness) / max(scale.upperBound - scale.lowerBound, 1e-9)
    func y(_ value: Double) -> Double { Double(area.y) + (scale.upperBound - value) * perUnit }
    var (tops, bottoms): ([Double], [Double]) = ([], [])
    for column in 0..<time.width {
      let values = curve.values[time.frames(in: column, of: curve.values.count, at: frameRate)]
      var (top, bottom) = (y(values.max()!), y(values.min()!) + thickness)
      if let lastTop = tops.last, let lastBottom = bottoms.last {
        top = min(top, lastBottom - thickness)
        bottom = max(bottom, lastTop + thickness)
      }
      tops.append(top)
      bottoms.append(bottom)
    }
    return (tops, bottoms)
  }
}

/// A number with four digits that count, at most, for labels: "1.005", "36000", "-0.25".
func shortNumber(_ number: Double) -> String {
  let size = number == 0 ? 0 : Int(log10(abs(number)).rounded(.down))
  let scale = pow(10, Double(max(0, min(6, 3 - size))))
  let rounded = (number * scale).rounded() / scale
  return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
}
