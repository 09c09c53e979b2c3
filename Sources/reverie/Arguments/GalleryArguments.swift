import ArgumentParser
import Foundation
import Media
import Rendering

/// The options of `reverie layers` that make a gallery.
struct GalleryArguments: ParsableArguments {
  @Option(
    name: .customLong("gallery"),
    help: ArgumentHelp(
      "Dream of every layer, and write a page to look through them, and a contact sheet, to this folder.",
      valueName: "folder"), completion: .directory)
  var folder: String?
  @Option(
    help: ArgumentHelp(
      "Show a layer's channels instead: block8 for the first of them, block8:12,40-43 for those.",
      valueName: "layer"))
  var channels: String?
  @Option(help: "How many channels of the layer to show (default: 48).") var count: Int?
  @Option(
    help: ArgumentHelp("Dream into this photo too, instead of a landscape.", valueName: "image"),
    completion: .file())
  var photo: String?
  @Option(
    help: """
      Size of each picture (default: \(GalleryOptions.layerSize), of channels \(GalleryOptions.channelSize)).
      """)
  var size: PictureSize?
  @Option(help: "Ascent steps in each octave, 0...1000 (default: 20).") var iterations: Int?
  @Option(help: "Pictures dreamed at a time (default: one a processor). Doesn't change the result.") var jobs:
    Int?

  func validate() throws {
    if folder == nil {
      let given = [
        ("--channels", channels != nil), ("--count", count != nil), ("--photo", photo != nil),
        ("--size", size != nil), ("--iterations", iterations != nil), ("--jobs", jobs != nil),
      ]
      if let (name, _) = given.first(where: \.1) {
        throw ValidationError("\(name) is of use only with --gallery FOLDER.")
      }
    }
    guard folder?.isEmpty != true else { throw ValidationError("--gallery wants a folder's name.") }
    guard count == nil || channels != nil else { throw ValidationError("--count goes with --channels.") }
    guard count ?? 1 >= 1 else { throw ValidationError("--count takes 1 or more.") }
    guard (0...1000).contains(iterations ?? 0) else {
      throw ValidationError("--iterations takes 0 to 1000.")
    }
    guard jobs ?? 1 >= 1 else { throw ValidationError("--jobs takes 1 or more.") }
  }

  /// What they ask for.
  var options: GalleryOptions {
    var options = GalleryOptions(jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount)
    options.channels = channels
    options.photo = photo
    options.size = size
    if let count { options.count = count }
    if let iterations { options.iterations = iterations }
    return options
  }
}
