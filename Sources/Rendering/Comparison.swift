import Dreaming
import Mapping
import Media

/// Dreams the song at `songPath` by two mappings with the same seed, and shows both clips side by side, their names above.
///
/// - Parameters:
///   - songPath: as for `render`.
///   - mappings: the left one and the right one, each a built-in mapping's name or a file.
///   - clipPath: as for `render`.
///   - options: as for `render`, but for `mapping`; the size is that of each half, and of `jobs` each mapping gets half, at
///     least one.
///   - report: as for `render`.
/// - Throws: as `render`.
public func compare(
  song songPath: String, mappings: (String, String), to clipPath: String?, options: RenderOptions,
  report: @escaping @Sendable (RenderEvent) -> Void
) async throws {
  let warn = { (sentence: String) in report(.warning(sentence)) }
  let outputs = Outputs(clip: clipPath, frames: options.frames)
  try outputs.check()
  let network = try Network(named: options.network, input: options.input)
  let reel = try options.openReel(warn: warn)
  let leftMapping = try loadMapping(mappings.0, for: network, over: reel, warn: warn)
  let rightMapping = try loadMapping(mappings.1, for: network, over: reel, warn: warn)
  let stage = try options.setStage(
    for: songPath, network: network, reel: reel, warn: warn
  ) { report(.note($0)) }
  let left = try stage.cut(leftMapping, warn: warn)
  let right = try stage.cut(rightMapping, warn: warn)

  [left, right].noteWhatIsUnseen { report(.note($0)) }

  let names = leftMapping.name == rightMapping.name ? mappings : (leftMapping.name, rightMapping.name)
  let jobs = (left: (options.jobs + 1) / 2, right: max(1, options.jobs / 2))
  let half = stage.options.clipSize
  let size = PictureSize(width: 2 * half.width, height: half.height)
  // A frame is two dreams, one that isn't seen is one.
  let counter = FrameCounter(
    of: left.excerpt, unseen: Double(left.unseenCount + right.unseenCount) / 2, report: report)
  let throwAway = { @Sendable in counter.finishUnseen(0.5) }
  try await write(left.excerpt, to: outputs, size: size, counter: counter) { append in
    try await left.dream(
      jobs: jobs.left, spillingBeside: outputs.path + ".left", throwAway: throwAway
    ) { leftFrames in
      try await right.dream(
        jobs: jobs.right, spillingBeside: outputs.path + ".right", throwAway: throwAway
      ) { rightFrames in
        try await append { frame in
          let (left, right) = (try await leftFrames.next(frame), try await rightFrames.next(frame))
          return Frame.sideBySide(left, right).drawnOver { naming(halvesOf: $0, names) }
        }
      }
    }
  }
}

/// A picture with a name in the upper left corner of each of its halves.
func naming(halvesOf picture: Picture, _ names: (String, String)) -> Picture {
  var canvas = Canvas(over: picture)
  let width = picture.width / 2
  let scale = max(1, picture.height / 360)
  for (x, name) in [(0, names.0), (width, names.1)] {
    let margin = 4 * scale
    let room = min(name.count * scale * BitmapFont.width, width - 4 * margin)
    let label = PixelArea(
      x: x + margin, y: margin, width: room + 2 * margin, height: scale * BitmapFont.height + margin)
    canvas.fill(label, PlotColours.background, opacity: 0.7)
    canvas.write(
      name, x: label.x + margin, y: label.y + margin / 2, room: room, colour: PlotColours.bright,
      scale: scale)
  }
  return canvas.picture
}
