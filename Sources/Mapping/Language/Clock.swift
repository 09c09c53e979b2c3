/// Curves that tell the time, exact at every frame. With `Analysis.signalNames` these are the signals of the
/// language.
enum Clock: String, CaseIterable, Sendable {
  case time, duration, progress, frame, beatPhase, barPhase, beatIndex, barIndex, beatPosition, tempo
  case untilDownbeat, untilSection

  /// What it tells, for users.
  var meaning: String {
    switch self {
    case .time: "Seconds since the song's start."
    case .duration: "Length of the song in seconds."
    case .progress: "From 0 at the song's start to 1 at its end."
    case .frame: "The frame's number, 0 for the first; another at other frame rates, so better use time."
    case .beatPhase: "From 0 at a beat to 1 at the next; 1 where there is none."
    case .barPhase: "From 0 at a downbeat to 1 at the next; 1 where there is none."
    case .beatIndex: "Beats so far."
    case .barIndex: "Downbeats so far."
    case .beatPosition: "The beat's place in the bar, 1 for the downbeat; 0 before the first beat."
    case .tempo: "Beats a minute over the whole song; 0 where there are none."
    case .untilDownbeat: "Seconds until the next bar begins; behind the last, until the song's end."
    case .untilSection: "Seconds until the next part of the song begins; in the last, until its end."
    }
  }

  /// What it counts. A time may be compared with beats and bars: untilSection < 2 bars.
  var unit: Unit {
    switch self {
    case .untilDownbeat, .untilSection: .time(.seconds)
    default: .none
    }
  }
}
