import AudioAnalysis
import Dreaming
import Media

/// What clips of one song have in common, whatever mapping they follow.
struct Stage: Sendable {
  let songPath: String
  let analysis: Analysis
  let network: Network
  let guides: [Picture]
  let reel: Reel?
  /// With a highlight's start and duration, where that is shown, and with the size and rate of the footage.
  let options: RenderOptions
}

extension RenderOptions {
  /// Opens the footage, if there is any.
  ///
  /// - Throws: `MediaError`.
  func openReel(warn: (String) -> Void) throws(MediaError) -> Reel? {
    guard let footage else { return nil }
    return try Reel(footage, folderRate: frameRate, warn: warn)
  }

  /// Hears the song, and reads what else a clip needs.
  ///
  /// - Parameters:
  ///   - reel: the footage, as `openReel` gives it.
  ///   - note: told what is chosen for the user.
  /// - Throws: `MediaError`.
  func setStage(
    for songPath: String, network: Network, reel: Reel?, warn: (String) -> Void, note: (String) -> Void
  ) throws(MediaError) -> Stage {
    let fitting = fitting(reel, note: note)
    if let reel, !reel.moves, cover.asksForFootage {
      warn(
        "\(reel.files[0].path) is a picture to fly into, and stays where it is under a mask and where colours are kept; "
          + "both are made for footage that moves")
    }
    var pictures: [Picture] = []
    for guide in guides { pictures.append(try Picture(contentsOf: guide)) }
    let analysis = try hear(songPath, options: hearing, warn: warn)
    return Stage(
      songPath: songPath, analysis: analysis, network: network, guides: pictures, reel: reel,
      options: fitting.choosingExcerpt(of: analysis, note: note))
  }
}
