import Foundation

/// A number with four digits that count, at most, for labels: "1.005", "36000", "-0.25".
func shortNumber(_ number: Double) -> String {
  let size = number == 0 ? 0 : Int(log10(abs(number)).rounded(.down))
  let scale = pow(10, Double(max(0, min(6, 3 - size))))
  let rounded = (number * scale).rounded() / scale
  return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
}
