import Foundation

/// Which generated programs a run of the tests takes.
///
/// There are some thousand. A build server takes one portion a time: `SOCKETLAB_PORTION`, any number that differs from build
/// to build. `make soak` sets `SOCKETLAB_RUNS`, and takes all portions, and so many programs more from `SOCKETLAB_SEED` on.
enum Seeds {
    private static let portions = 10
    private static let inAPortion = 240

    static let asked: [UInt64] = {
        guard let more = number("SOCKETLAB_RUNS") else { return portion(number("SOCKETLAB_PORTION") ?? 0) }
        let first = number("SOCKETLAB_SEED") ?? 1_000_000
        return (0..<UInt64(portions)).flatMap(portion) + (first..<(first + more))
    }()

    /// `make soak` asks for everything.
    static let isLong = number("SOCKETLAB_RUNS") != nil

    private static func portion(_ number: UInt64) -> [UInt64] {
        let first = number % UInt64(portions) * UInt64(inAPortion) + 1
        return Array(first..<(first + UInt64(inAPortion)))
    }

    private static func number(_ name: String) -> UInt64? { ProcessInfo.processInfo.environment[name].flatMap(UInt64.init) }
}
