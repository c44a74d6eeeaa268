// swift-tools-version: 6.1
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

// Three programs: `Baseline` is plain C, `Recorded` does the same in the lab, `Benchmarks` runs both by turns and
// compares. `Workloads` (a target of the lab's own package) is the door through which `Recorded` comes in.
let package = Package(
    name: "Benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "socketlab", path: "..")],
    targets: [
        .target(name: "Cores"),
        .executableTarget(name: "Baseline", dependencies: ["Cores"]),
        .executableTarget(
            name: "Recorded", dependencies: ["Cores", .product(name: "Workloads", package: "socketlab")],
            swiftSettings: settings),
        .executableTarget(name: "Benchmarks", swiftSettings: settings),
    ]
)
