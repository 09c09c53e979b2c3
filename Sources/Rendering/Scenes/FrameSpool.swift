import Foundation
import Media

/// Dreamed frames between the jobs that make them, several scenes at a time, and the encoder that wants them in order.
///
/// A few frames wait in memory, the rest on disk; both are bounded, because a job that is too far ahead has to wait
/// before it begins another scene.
actor FrameSpool {
  private static let framesInMemory = 16

  private let folder: SpillFolder
  private let scenesAhead: Int
  /// What each scene still has to give: `[scene]`.
  private var queues: [Queue]
  private var nextScene = 0
  private var sceneInFront = 0
  private var picturesInMemory = 0
  private var failure: (any Error)?
  /// Whoever waits, in any order.
  private var waiters: [CheckedContinuation<Void, Never>] = []

  /// Frames of one scene, first come first served.
  private struct Queue {
    /// In the order of their frames.
    var waiting: [Place] = []
    var spilled: SpillFile?

    enum Place {
      case memory(Picture)
      case disk(width: Int, height: Int)
    }
  }

  /// - Parameter scenesAhead: how many scenes, from the one the encoder is at, may be begun; at least 1.
  init(beside path: String, sceneCount: Int, scenesAhead: Int) {
    folder = SpillFolder(beside: path)
    self.scenesAhead = scenesAhead
    queues = Array(repeating: Queue(), count: sceneCount)
  }

  /// The next scene to dream, as soon as it isn't too far ahead; nil when all are begun.
  func beginScene() async throws -> Int? {
    guard nextScene < queues.count else { return nil }
    let scene = nextScene
    nextScene += 1
    try await wait { $0.sceneInFront + $0.scenesAhead > scene }
    return scene
  }

  /// Takes a scene's next frame.
  func deliver(_ picture: Picture, of scene: Int) throws {
    if let failure { throw failure }
    if picturesInMemory < Self.framesInMemory {
      picturesInMemory += 1
      queues[scene].waiting.append(.memory(picture))
    } else {
      let file = try queues[scene].spilled ?? folder.makeFile(named: "scene\(scene)")
      queues[scene].spilled = file
      try file.append(picture.pixels)
      queues[scene].waiting.append(.disk(width: picture.width, height: picture.height))
    }
    wakeAll()
  }

  /// A scene's next frame, as soon as it is dreamed.
  ///
  /// Ask for a scene's frames only until those of the second scene after it are wanted: its space is freed then.
  func next(of scene: Int) async throws -> Picture {
    bringToFront(scene)
    try await wait { !$0.queues[scene].waiting.isEmpty }
    switch queues[scene].waiting.removeFirst() {
    case .memory(let picture):
      picturesInMemory -= 1
      return picture
    case .disk(let width, let height):
      let pixels = try queues[scene].spilled?.readNext(3 * width * height) ?? []
      return Picture(width: width, height: height, pixels: pixels)
    }
  }

  /// Ends all waiting: whoever waits for a frame or a turn gets the first error told here.
  func fail(_ error: any Error) {
    failure = failure ?? error
    wakeAll()
  }

  /// Removes what was spilled.
  func removeFolder() {
    queues = []
    folder.remove()
  }

  /// Moves on to a scene; under it the one before may still fade out, but those before that are over.
  private func bringToFront(_ scene: Int) {
    guard scene > sceneInFront else { return }
    sceneInFront = scene
    for over in 0..<(scene - 1) { queues[over] = Queue() }
    wakeAll()
  }

  private func wait(until isReady: (isolated FrameSpool) -> Bool) async throws {
    while true {
      if let failure { throw failure }
      if isReady(self) { return }
      await withCheckedContinuation { waiters.append($0) }
    }
  }

  private func wakeAll() {
    let woken = waiters
    waiters = []
    for waiter in woken { waiter.resume() }
  }
}
