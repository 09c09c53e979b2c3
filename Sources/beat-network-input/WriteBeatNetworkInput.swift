import AudioAnalysis
import Foundation
import Media

/// `beat-network-input`: writes what the beat network is given for each song, for training.
///
/// Reads lines of SONG, TAB, OUT from standard input; OUT gets half-precision floats, `[row][76]`, 50 rows a second.
@main enum WriteBeatNetworkInput {
  static func main() throws {
    while let line = readLine() {
      let paths = line.split(separator: "\t").map(String.init)
      let features = try beatNetworkInput(of: Song(path: paths[0])).map { Float16($0) }
      let data = features.withUnsafeBytes { Data($0) }
      try data.write(to: URL(fileURLWithPath: paths[1]), options: .atomic)
    }
  }
}
