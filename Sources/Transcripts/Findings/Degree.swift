extension Finding {
    /// How much a finding weighs.
    package enum Degree: Int, Sendable, CaseIterable, Comparable {
        /// What happened, and nothing is wrong with it.
        case fact
        /// It went well by luck, or may go wrong another time.
        case caution
        /// Something went wrong: a call failed, a message is lost, nobody can go on.
        case fault

        package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    package var degree: Degree { kind.degree }
}

extension Finding.Kind {
    package var degree: Finding.Degree {
        switch self {
        case .sticky(_, let printed): printed == nil ? .fact : .caution
        case .shortRead(_, _, _, let rest): rest.degree
        case .cut(_, _, let rest): rest.degree
        case .cutCharacter(_, let use): use.degree
        case .truncatedDatagram(_, _, _, let wasAsked): wasAsked ? .fact : .fault
        case .endOfStream, .nothingSent, .emptyDatagram, .waited, .timedOut, .injected: .fact
        case .unreadAtClose, .neverReceived: .caution
        case .reset, .brokenPipe, .refused, .addressInUse, .notPermitted, .addressNotAvailable, .notConnected: .fault
        case .datagramLost, .nobodyThere, .deadlock, .spinning: .fault
        }
    }
}

extension Finding.ShortRest {
    fileprivate var degree: Finding.Degree {
        switch self {
        case .taken, .notTaken: .fact
        case .misread: .caution
        case .failed: .fault
        }
    }
}

extension Finding.CutUse {
    fileprivate var degree: Finding.Degree {
        switch self {
        case .printed, .refused: .caution
        case .failed: .fault
        }
    }
}

extension Finding.CutRest {
    fileprivate var degree: Finding.Degree {
        switch self {
        case .taken, .notTaken: .fact
        case .overtaken, .shown: .caution
        }
    }
}
