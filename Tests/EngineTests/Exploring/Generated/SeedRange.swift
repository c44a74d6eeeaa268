import Foundation

/// Which generated programs a run of the tests takes.
///
/// All of them are some thousand. A build server takes one portion a time: `SOCKETLAB_PORTION`, any number that differs
/// from build to build. `make soak` sets `SOCKETLAB_RUNS`, and takes so many from `SOCKETLAB_SEED` on.
struct SeedRange {
    static let portions = 10
    static let programsInAPortion = 240

    static let asked: ClosedRange<UInt64> = {
        if let runs = number("SOCKETLAB_RUNS"), runs > 0 {
            let first = number("SOCKETLAB_SEED") ?? 1
            return first...(first + runs - 1)
        }
        let first = (number("SOCKETLAB_PORTION") ?? 0) % UInt64(portions) * UInt64(programsInAPortion) + 1
        return first...(first + UInt64(programsInAPortion) - 1)
    }()

    /// `make soak` asks for everything.
    static let isLong = number("SOCKETLAB_RUNS") != nil

    private static func number(_ name: String) -> UInt64? { ProcessInfo.processInfo.environment[name].flatMap(UInt64.init) }
}
