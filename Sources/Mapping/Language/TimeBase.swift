/// What stretches of time are counted in: seconds, or the beats and bars that are heard.
enum TimeBase: String, Sendable {
  case seconds, beats, bars

  /// One of them: "second".
  var one: String { String(rawValue.dropLast()) }
}
