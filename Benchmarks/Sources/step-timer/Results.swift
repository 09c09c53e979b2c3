import Synchronization

/// What several threads leave, each in its own place.
final class Results: Sendable {
  private let places: Mutex<[Result<[Duration], any Error>]>

  init(count: Int) {
    places = Mutex(Array(repeating: .success([]), count: count))
  }

  func set(_ place: Int, to result: Result<[Duration], any Error>) {
    places.withLock { $0[place] = result }
  }

  var values: [Result<[Duration], any Error>] { places.withLock { $0 } }
}
