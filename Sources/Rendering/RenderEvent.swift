/// What a render tells while it runs.
public enum RenderEvent: Sendable {
  /// Something about the input that doesn't stop the render, as a sentence.
  case warning(String)
  /// What was chosen for the user, as a sentence without its full stop.
  case note(String)
  /// Frames have been finished.
  case progress(RenderProgress)
}
