import Mapping
import Media
import Testing

@testable import Rendering

@Suite struct SceneTests {
  private func score(
    scenes: [Range<Int>], _ transition: Transition = .from, dissolve: Int = 10
  ) -> Score {
    Score(
      frameRate: FrameRate(24),
      frames: Array(repeating: DreamParameters(), count: scenes.last?.upperBound ?? 0),
      scenes: scenes.enumerated().map {
        Score.Scene(frames: $1, transition: transition, dissolve: dissolve, seed: $0)
      })
  }

  @Test func aSceneDreamsOnWhileTheNextFadesIn() {
    let scenes = Scene.scenes(of: score(scenes: [0..<40, 40..<100]), within: 0..<100)
    #expect(scenes.map(\.frames) == [0..<40, 40..<100])
    #expect(scenes.map(\.dreamedFrames) == [0..<50, 40..<100])
    #expect(scenes.map(\.fadeIn) == [0..<0, 40..<50])
  }

  @Test func aSceneThatFadesInUpToItsBeatBeginsBefore() {
    let scenes = Scene.scenes(of: score(scenes: [0..<40, 40..<100], .into), within: 0..<100)
    #expect(scenes.map(\.dreamedFrames) == [0..<40, 30..<100])
    #expect(scenes.map(\.start) == [0, 40])
  }

  @Test func aCutSceneHasNothingBesideItsFrames() {
    let scenes = Scene.scenes(of: score(scenes: [0..<40, 40..<100], .cut), within: 0..<100)
    #expect(scenes.map(\.dreamedFrames) == [0..<40, 40..<100])
  }

  @Test func anExcerptBeginsItsScenesWhereTheClipDoes() {
    let score = score(scenes: [0..<40, 40..<80, 80..<120])
    let scenes = Scene.scenes(of: score, within: 55..<85)
    #expect(scenes.map(\.seed) == [1, 2])
    #expect(scenes.map(\.frames) == [55..<80, 80..<85])
    #expect(scenes.map(\.dreamedFrames) == [40..<85, 80..<85])
    #expect(scenes.map(\.seen) == [55..<85, 80..<85])
    #expect(scenes.map(\.unseenCount) == [15, 0])
  }

  @Test func whatIsOnlySeenUnderTheFirstSceneIsDreamedToo() {
    let scenes = Scene.scenes(of: score(scenes: [0..<40, 40..<80]), within: 45..<60)
    #expect(scenes.map(\.seen) == [45..<50, 45..<60])
    #expect(scenes.map(\.dreamedFrames) == [0..<50, 40..<60])
    #expect(scenes[0].frames.isEmpty)
  }

  @Test func whatOnlyBeginsToFadeInIsDreamedToo() {
    let scenes = Scene.scenes(of: score(scenes: [0..<40, 40..<80], .into), within: 20..<35)
    #expect(scenes.map(\.seen) == [20..<35, 30..<35])
    #expect(scenes[1].frames.isEmpty && scenes[1].fadeIn == 30..<40)
  }

  @Test func aQuickExcerptDreamsOnlyWhatIsSeen() {
    let score = score(scenes: [0..<40, 40..<80, 80..<120])
    for excerpt in [45..<100, 55..<85] {
      let scenes = Scene.scenes(of: score, within: excerpt, isQuick: true)
      #expect(scenes.map(\.seed) == [1, 2])
      #expect(scenes.allSatisfy { $0.unseenCount == 0 })
      #expect(scenes[0].opacity(at: excerpt.lowerBound) == 1, "it begins hard")
    }
  }

  @Test func opacityRisesFromTheFirstFrameToOneAfterTheFade() {
    let scene = Scene.scenes(of: score(scenes: [0..<40, 40..<100], dissolve: 9), within: 0..<100)[1]
    let opacities = (40..<50).map(scene.opacity)
    #expect(opacities[0] > 0)
    #expect(zip(opacities, opacities.dropFirst()).allSatisfy { $0 < $1 })
    #expect(opacities[9] == 1)
    #expect(scene.opacity(at: 70) == 1)
    let into = Scene.scenes(of: score(scenes: [0..<40, 40..<100], .into, dissolve: 9), within: 0..<100)[1]
    #expect(into.opacity(at: 39) < 1 && into.opacity(at: 40) == 1)
  }

  @Test func aPreRollCostsATenthOfItsScene() {
    let score = score(scenes: [0..<96, 96..<480], .cut)
    for scene in Scene.scenes(of: score, within: 0..<480) {
      let preRoll = PreRoll(before: scene, rate: 24, opening: 12) { _ in 2 }
      #expect(preRoll.frames.lowerBound == scene.start)
      #expect(12 + 2 * preRoll.frames.count <= 2 * scene.life.count / 10 || preRoll.frames.isEmpty)
    }
    let long = Scene.scenes(of: score, within: 0..<480)[1]
    #expect(PreRoll(before: long, rate: 24, opening: 12) { _ in 2 }.frames == 96..<120)
  }
}
