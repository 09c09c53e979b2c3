import Foundation

/// How many bytes of sound a chunked file (WAV, RF64, AIFF) says it holds, and how many follow in truth.
///
/// libsndfile silently believes the file's length; this is how a song that is cut off gives itself away.
struct SoundDataPromise: Equatable {
  /// Bytes of sound by the header.
  let promised: Int
  /// Bytes of sound in the file.
  let found: Int

  /// Whether sound is missing.
  ///
  /// A program that writes to a pipe can't know the length and leaves 0, 0xFFFFFFFF, or (SoX) 0x7FFFF000: that
  /// is no promise.
  var isBroken: Bool { promised > found && promised < 0x7FFF_0000 }

  /// Whether there is sound although the header says 0, as a program that broke off leaves it.
  var isUnknown: Bool { promised == 0 && found > 0 }

  /// The promised length over what was found.
  var promisedOverFound: Double { Double(promised) / Double(max(1, found)) }

  init(promised: Int, found: Int) {
    self.promised = promised
    self.found = found
  }

  /// Walks the file's chunks to its sound.
  ///
  /// - Returns: nil for a file of another kind, or without sound.
  init?(path: String) {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    let head = readBytes(12, from: file)
    guard head.count == 12 else { return nil }
    let isBigEndian = head.starts(with: "FORM".utf8) || head.starts(with: "RIFX".utf8)
    let isWAV = head.starts(with: "RIF".utf8) && head[8...].elementsEqual("WAVE".utf8)
    let isAIFF = head.starts(with: "FORM".utf8) && head[8...].starts(with: "AIF".utf8)
    guard isWAV || isAIFF else { return nil }
    fseek(file, 0, SEEK_END)
    let fileLength = ftell(file)
    var position = 12
    while position + 8 <= fileLength {
      fseek(file, position, SEEK_SET)
      let chunk = readBytes(8, from: file)
      guard chunk.count == 8 else { return nil }
      let sizeBytes = isBigEndian ? Array(chunk[4...]) : chunk[4...].reversed()
      let size = sizeBytes.reduce(0) { $0 << 8 | Int($1) }
      if chunk.starts(with: (isAIFF ? "SSND" : "data").utf8) {
        self.init(promised: size, found: fileLength - position - 8)
        return
      }
      position += 8 + size + size % 2
    }
    return nil
  }
}

/// The next bytes of `file`, fewer at its end.
func readBytes(_ count: Int, from file: UnsafeMutablePointer<FILE>) -> [UInt8] {
  [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
    filled = fread(buffer.baseAddress, 1, count, file)
  }
}
