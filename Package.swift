// swift-tools-version: 6.1
import Foundation
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// What stands below `folder` and is not Swift: the texts and Python programs of the lessons, the
/// expected files of snapshot tests. Enumerated, so that a new lesson needs no edit here.
func filesThatAreNotSwift(in folder: String) -> [String] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(folder)
    let files = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
    return files.filter { name in
        var isFolder: ObjCBool = false
        _ = FileManager.default.fileExists(atPath: root.appendingPathComponent(name).path, isDirectory: &isFolder)
        return !isFolder.boolValue && !name.hasSuffix(".swift")
    }.sorted()
}

func target(_ name: String, _ dependencies: [Target.Dependency] = [], path: String? = nil) -> Target {
    let folder = path ?? "Sources/\(name)"
    return .target(
        name: name, dependencies: dependencies, path: folder,
        exclude: filesThatAreNotSwift(in: folder), swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(
        name: name, dependencies: dependencies,
        exclude: filesThatAreNotSwift(in: "Tests/\(name)"), swiftSettings: settings)
}

let systemPackage: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")
let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "socketlab",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "socketlab", targets: ["socketlab"]),
        // For Benchmarks/, a package of its own.
        .library(name: "Workloads", targets: ["Workloads"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.6.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
    ],
    targets: [
        .systemLibrary(name: "CReadline", providers: [.apt(["libreadline-dev"]), .brew(["readline"])]),
        .systemLibrary(name: "CMark", pkgConfig: "libcmark", providers: [.apt(["libcmark-dev"]), .brew(["cmark"])]),
        .target(name: "CLinux"),

        target("Addresses"),
        target("Sockets", ["Addresses", "CLinux", systemPackage]),
        target("StructFormat"),
        target("SHA256"),
        target("TextEncodings"),
        target("Transcripts", ["Addresses"]),
        target("Engine", ["CLinux", "Sockets", "Transcripts", systemPackage]),
        target("Messages", ["Transcripts"]),
        target("Rendering", ["Messages", "Transcripts"]),
        target("Exercises", ["Transcripts"]),
        target(
            "Lessons",
            ["Engine", "Exercises", "SHA256", "Sockets", "StructFormat", "TextEncodings", "Transcripts", systemPackage],
            path: "Lessons"),
        target(
            "Shell",
            ["CLinux", "CMark", "CReadline", "Engine", "Exercises", "Lessons", "Messages", "Rendering", "Sockets",
             "StructFormat", "TextEncodings", "Transcripts", "Yams", argumentParser]),
        .executableTarget(name: "socketlab", dependencies: ["Shell"], swiftSettings: settings),
        target("Workloads", ["Engine", "Lessons", "Rendering", "Sockets", "Transcripts"], path: "Benchmarks/Workloads"),

        tests("AddressesTests", ["Addresses"]),
        tests("SocketsTests", ["Sockets", systemPackage]),
        tests("StructFormatTests", ["Sockets", "StructFormat"]),
        tests("SHA256Tests", ["SHA256", "Sockets"]),
        tests("TextEncodingsTests", ["Sockets", "TextEncodings"]),
        tests("TranscriptsTests", ["Transcripts"]),
        tests("EngineTests", ["Engine", "Sockets", "Transcripts", systemPackage]),
        tests("RenderingTests", ["Messages", "Rendering", "Transcripts"]),
        tests("ExercisesTests", ["Exercises", "Transcripts"]),
        tests(
            "LessonsTests",
            ["CLinux", "Engine", "Exercises", "Lessons", "Messages", "Rendering", "Sockets", "StructFormat",
             "TextEncodings", "Transcripts"]),
        tests(
            "ShellTests",
            ["CLinux", "Engine", "Exercises", "Lessons", "Messages", "Rendering", "Shell", "Sockets", "StructFormat",
             "Transcripts",
             "socketlab",
             argumentParser]),
    ]
)
