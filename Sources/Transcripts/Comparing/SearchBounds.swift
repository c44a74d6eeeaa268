/// What a search takes for granted, listed where a run of the scenario touched it: the word complete holds under these alone.
package enum Assumption: Sendable, Hashable {
    /// A send or receive moves as much as it can (a search without `--splits`).
    case wholeMoves
    /// At most so many calls of one run move less than they could (`--splits`).
    case shortCalls(atMost: Int)
    /// A call times out early at most once a run, and the search needed no more.
    case oneEarlyTimeOut
    /// The lab's settings underneath TCP: TCP_NODELAY, buffers of 64 KiB.
    case labSettings
    /// A participant's threads share nothing but sockets, the screen, and cells of `host.shared`.
    case noHiddenMemory
}

/// What a search did not try although it can happen: where there is any, it is not complete.
package enum Omission: Sendable, Hashable {
    /// A second early time-out in one run.
    case furtherTimeOuts
    /// What this call does may depend on the order in ways that the lab does not know.
    case unknownCall(participant: String, call: Call)
    /// A timer of the kernel (a SYN sent again, a late acknowledgement) decided when this call went on.
    case kernelTimer(participant: String, call: Call)
}

extension Assumption {
    /// As `explore --json` names it.
    package var code: String {
        switch self {
        case .wholeMoves: "whole-moves"
        case .shortCalls(let most): "short-calls \(most)"
        case .oneEarlyTimeOut: "one-early-time-out"
        case .labSettings: "lab-settings"
        case .noHiddenMemory: "no-hidden-memory"
        }
    }
}

extension Omission {
    /// As `explore --json` names it.
    package var code: String {
        switch self {
        case .furtherTimeOuts: "further-time-outs"
        case .unknownCall(let participant, let call): "unknown-call \(participant) \(call.rawValue)"
        case .kernelTimer(let participant, let call): "kernel-timer \(participant) \(call.rawValue)"
        }
    }
}

extension Set where Element == Assumption {
    /// Always in the same order.
    package var inOrder: [Assumption] { sorted { $0.code < $1.code } }
}

extension Set where Element == Omission {
    package var inOrder: [Omission] { sorted { $0.code < $1.code } }
}
