/// Seconds as people read them: "0:07.5", "3:05", "1:02:03".
///
/// - Parameter seconds: 0 or more; rounded to tenths, which are left out when 0.
public func clockTime(_ seconds: Double) -> String {
  let tenths = Int((max(0, seconds) * 10).rounded())
  let (whole, rest) = tenths.quotientAndRemainder(dividingBy: 10)
  let clock =
    whole < 3600
    ? "\(whole / 60):\(twoDigits(whole % 60))"
    : "\(whole / 3600):\(twoDigits(whole / 60 % 60)):\(twoDigits(whole % 60))"
  return rest == 0 ? clock : "\(clock).\(rest)"
}

private func twoDigits(_ number: Int) -> String {
  number < 10 ? "0\(number)" : "\(number)"
}
