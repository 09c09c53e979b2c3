// swift-tools-version: 6.2

import PackageDescription

/// Our own targets: Swift 6 mode (from the tools version), and no warning goes unnoticed.
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

/// Kernels want AVX2 and FMA; a release build is plain SSE2 unless told so.
#if arch(x86_64)
  let vectorised: [SwiftSetting] = strict + [.unsafeFlags(["-Xcc", "-march=x86-64-v3"])]
  let vectorised512: [SwiftSetting] =
    strict + [.unsafeFlags(["-Xcc", "-march=x86-64-v4", "-Xcc", "-mprefer-vector-width=512"])]
#else
  let vectorised = strict
  let vectorised512 = strict
#endif

let package = Package(
  name: "Reverie",
  products: [
    .executable(name: "reverie", targets: ["reverie"]),
    .library(name: "Media", targets: ["Media"]),
    .library(name: "AudioAnalysis", targets: ["AudioAnalysis"]),
    .library(name: "Mapping", targets: ["Mapping"]),
    .library(name: "Dreaming", targets: ["Dreaming"]),
    .library(name: "Rendering", targets: ["Rendering"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CSndFile", pkgConfig: "sndfile", providers: [.apt(["libsndfile1-dev"])]),
    .systemLibrary(name: "CFFTW3", pkgConfig: "fftw3f", providers: [.apt(["libfftw3-dev"])]),
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
    .systemLibrary(
      name: "CLibAV", pkgConfig: "libavformat",
      providers: [
        .apt(["libavformat-dev", "libavcodec-dev", "libswscale-dev", "libswresample-dev", "libavfilter-dev"])
      ]),

    .target(
      name: "CEfficientNetLite0", exclude: ["efficientnet-lite0.onnx", "PROVENANCE.md", "LICENSE"]),
    .target(
      name: "CImageNetClasses", exclude: ["classes.txt", "make_classes.py", "PROVENANCE.md", "LICENSE"]),
    .target(name: "CProcessor"),
    .target(
      name: "COpenCV", cxxSettings: [.unsafeFlags(["-I/usr/include/opencv4"])],
      linkerSettings: [.linkedLibrary("opencv_video"), .linkedLibrary("opencv_core")]),

    .target(name: "Mathematics", dependencies: ["CFFTW3"], swiftSettings: strict),
    .target(name: "Media", dependencies: ["CSndFile", "CLibAV"], swiftSettings: strict),
    .target(name: "CBeatNetwork", exclude: ["weights.f16"]),
    .target(
      name: "AudioAnalysis",
      dependencies: ["Mathematics", "Media", "CFFTW3", "CBeatNetwork", "VectorKernels"],
      swiftSettings: vectorised),
    .executableTarget(
      name: "beat-network-input", dependencies: ["AudioAnalysis", "Media"], swiftSettings: strict),
    .target(name: "CBundledMappings"),
    .target(
      name: "Mapping",
      dependencies: [
        "AudioAnalysis", "Mathematics", "Media", "CBundledMappings", .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: strict),
    .target(name: "VectorKernels", dependencies: ["CProcessor"], swiftSettings: strict),
    .target(name: "VectorKernels512", dependencies: ["VectorKernels"], swiftSettings: vectorised512),
    .target(
      name: "Dreaming",
      dependencies: [
        "Mathematics", "Media", "CFFTW3", "COpenBLAS", "CEfficientNetLite0", "CImageNetClasses", "COpenCV",
        "CProcessor", "VectorKernels", "VectorKernels512",
        .product(name: "SwiftProtobuf", package: "swift-protobuf"), .product(name: "Yams", package: "Yams"),
      ],
      exclude: ["ONNX/Generated/onnx.proto"],
      swiftSettings: vectorised),
    .target(
      name: "CBundledPages", exclude: ["CurvePage.js", "CurvePage.css", "GalleryPage.js", "GalleryPage.css"]),
    .target(
      name: "Rendering",
      dependencies: ["Media", "AudioAnalysis", "Mapping", "Dreaming", "CBundledPages"],
      swiftSettings: strict),
    .executableTarget(
      name: "reverie",
      dependencies: [
        "Rendering",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
    .testTarget(
      name: "MathematicsTests", dependencies: ["Mathematics", "CFFTW3"], swiftSettings: strict),
    .testTarget(
      name: "MediaTests", dependencies: ["Media", "TestSupport"], exclude: ["Fixtures"], swiftSettings: strict
    ),
    .testTarget(
      name: "AudioAnalysisTests", dependencies: ["AudioAnalysis", "Media", "TestSupport"],
      exclude: ["Fixtures"],
      swiftSettings: strict),
    .testTarget(
      name: "MappingTests", dependencies: ["Mapping", "AudioAnalysis", "Media", "TestSupport"],
      exclude: ["Checking/Wrong"],
      swiftSettings: strict),
    .testTarget(
      name: "DreamingTests",
      dependencies: [
        "Dreaming", "Media", "CEfficientNetLite0", "VectorKernels", "TestSupport",
        .product(name: "SwiftProtobuf", package: "swift-protobuf"),
      ], exclude: ["Fixtures"],
      swiftSettings: strict),
    .testTarget(
      name: "RenderingTests",
      dependencies: ["Rendering", "Media", "AudioAnalysis", "Mapping", "Dreaming", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "ReverieTests", dependencies: ["reverie", "Media", "TestSupport"], swiftSettings: strict),
  ]
)
