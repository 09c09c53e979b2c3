// swift-tools-version: 6.2

import PackageDescription

/// Benchmarks live in a package of their own, so that what only they need is never fetched to build the program.
let package = Package(
  name: "ReverieBenchmarks",
  dependencies: [
    .package(name: "Reverie", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    // Without its traits it needs no jemalloc; what it says of allocations is 0 then.
    .package(url: "https://github.com/ordo-one/benchmark", exact: "1.38.1", traits: []),
  ],
  targets: [
    .executableTarget(
      name: "EngineBenchmarks",
      dependencies: [
        .product(name: "Dreaming", package: "Reverie"),
        .product(name: "Media", package: "Reverie"),
        .product(name: "Rendering", package: "Reverie"),
        .product(name: "Benchmark", package: "benchmark"),
      ],
      path: "EngineBenchmarks",
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
    .executableTarget(
      name: "step-timer",
      dependencies: [
        .product(name: "Dreaming", package: "Reverie"),
        .product(name: "Media", package: "Reverie"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
  ]
)
