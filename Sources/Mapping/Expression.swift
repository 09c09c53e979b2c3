/// An expression whose names are known and whose types are right.
enum Expression: Sendable, Equatable {
  case number(NumberExpression)
  case event(EventExpression)
}

/// A curve: one number a frame.
indirect enum NumberExpression: Sendable, Equatable {
  case constant(Double)
  /// One of `Analysis.signalNames`.
  case signal(String)
  case clock(Clock)
  /// The curve with this index under `let:`.
  case named(Int)
  case operation(Operation, [NumberExpression])
  case smooth(NumberExpression, attack: NumberExpression, release: NumberExpression)
  case gate(NumberExpression, open: NumberExpression, close: NumberExpression)
  case lfo(period: NumberExpression, phase: NumberExpression)
  case wander(period: NumberExpression, seed: Int)
  case decay(EventExpression, halfLife: NumberExpression)
  case cycle(EventExpression, every: Int, [NumberExpression], fade: NumberExpression)
  case count(EventExpression)
  case since(EventExpression)
  case hold(NumberExpression, EventExpression)
  case random(EventExpression, seed: Int)
}

/// A train of moments.
indirect enum EventExpression: Sendable, Equatable {
  /// One of `Analysis.eventNames`.
  case train(String)
  /// The train with this index under `let:`.
  case named(Int)
  case every(EventExpression, Int)
  case either(EventExpression, EventExpression)
  case when(NumberExpression)
}
