import Media

/// Dreams `scenes`, `jobs` at a time, while `consume` takes their frames in order.
///
/// - Parameters:
///   - path: what is being made; frames that wait their turn spill to a folder beside it.
///   - throwAway: told of each frame that is dreamed and not seen; it is gone then.
///   - consume: called once, with the frames to await.
/// - Throws: what `consume` or a scene threw first; every job has ended by then, and the folder is gone.
func dreamInParallel(
  _ scenes: [Scene], with player: ScenePlayer, jobs: Int, spillingBeside path: String,
  throwAway: @escaping @Sendable () -> Void = {},
  consume: (FrameSpool) async throws -> Void
) async throws {
  let jobs = min(jobs, scenes.count)
  let spool = FrameSpool(beside: path, sceneCount: scenes.count, scenesAhead: 2 * jobs)
  let result = await withTaskCancellationHandler {
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<jobs {
        group.addTask {
          do {
            try await dreamNextScenes(of: scenes, with: player, into: spool, throwAway: throwAway)
          } catch {
            await spool.fail(error)
          }
        }
      }
      let result: Result<Void, any Error>
      do {
        result = .success(try await consume(spool))
      } catch {
        result = .failure(error)
        group.cancelAll()
        await spool.fail(error)
      }
      return result
    }
  } onCancel: {
    Task { await spool.fail(CancellationError()) }
  }
  await spool.removeFolder()
  try result.get()
}

/// One job: takes the next scene that nobody has begun, until none is left.
private func dreamNextScenes(
  of scenes: [Scene], with player: ScenePlayer, into spool: FrameSpool, throwAway: () -> Void
) async throws {
  let dreamer = try player.makeDreamer()
  while let index = try await spool.beginScene() {
    let scene = scenes[index]
    try await player.play(scene, with: dreamer) { frame, picture in
      if scene.seen.contains(frame) {
        try await spool.deliver(picture, of: index)
      } else {
        throwAway()
      }
    }
  }
}
