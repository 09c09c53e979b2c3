import Mapping
import Media
import Testing

@testable import Rendering

@Suite struct SceneTests {
  private func score(scenes: [Range<Int>], dissolve: Int) -> Score {
    Score(
      frameRate: FrameRate(24),
      frames: Array(repeating: DreamParameters(), count: scenes.last?.upperBound ?? 0),
      scenes: scenes, dissolves: scenes.map { _ in dissolve })
  }

  @Test func aSceneDreamsOnWhileTheNextFadesIn() {
    let scenes = Scene.scenes(of: score(scenes: [0..<40, 40..<100], dissolve: 10), within: 0..<100)
    #expect(scenes.map(\.frames) == [0..<40, 40..<100])
    #expect(scenes.map(\.dreamedFrames) == [0..<50, 40..<100])
    #expect(scenes.map(\.fadeIn) == [0, 10])
  }

  @Test func anExcerptKeepsItsScenesNumbersAndStartsHard() {
    let scenes = Scene.scenes(of: score(scenes: [0..<40, 40..<80, 80..<120], dissolve: 10), within: 50..<90)
    #expect(scenes.map(\.number) == [1, 2])
    #expect(scenes.map(\.frames) == [50..<80, 80..<90])
    #expect(scenes.map(\.fadeIn) == [0, 10])
    #expect(scenes.map(\.dreamedFrames) == [50..<90, 80..<90])
  }

  @Test func aFadeIsNoLongerThanTheSceneItLeadsTo() {
    let scenes = Scene.scenes(of: score(scenes: [0..<40, 40..<44], dissolve: 10), within: 0..<44)
    #expect(scenes[0].dreamedFrames == 0..<44)
    #expect(scenes[1].fadeIn == 4)
  }

  @Test func opacityRisesFromTheFirstFrameToOneAfterTheFade() {
    let scene = Scene(number: 1, frames: 40..<100, fadeIn: 9, fadeOut: 0)
    let opacities = (40..<50).map(scene.opacity)
    #expect(opacities[0] > 0)
    #expect(zip(opacities, opacities.dropFirst()).allSatisfy { $0 < $1 })
    #expect(opacities[9] == 1)
    #expect(scene.opacity(at: 70) == 1)
  }
}
