import Engine
import Lessons
import Messages
import Sockets
import Transcripts

/// Which side of a lesson the student has played alone.
enum PlayedSide {
    case server, client

    /// The participant that plays this side: by its role; of two peers the first serves.
    func participant(in scenario: Scenario) -> Participant? {
        let peers = scenario.participants.filter { $0.role == .peer }
        switch self {
        case .server: return scenario.participants.first { $0.role == .server } ?? (peers.count > 1 ? peers[0] : nil)
        case .client: return scenario.participants.first { $0.role == .client } ?? (peers.count > 1 ? peers[1] : nil)
        }
    }
}

/// `--host`, `--port` and `--path`, as they were given.
struct GivenPlace {
    var host: String?
    var port: String?
    var path: String?
}

/// Where one side finds the other.
struct Place {
    /// The course's Python programs take it too.
    static let usualPort: UInt16 = 8080

    var address: Address

    /// - Parameter path: without a `/` at its beginning, from the current folder on. It is kept whole, so that it leads there
    ///   from any other folder too.
    init(path: String) throws(UsageError) {
        let whole = path.isEmpty ? path : absolute(path)
        address = .unix(path: whole)
        guard !path.isEmpty, address.isRepresentable else { throw .badValue(whole, for: "--path", expected: .path) }
    }

    init(host: String, port: String?) throws(UsageError) {
        let number = try port.map { text throws(UsageError) in try LessonCommand.port(text) } ?? Self.usualPort
        if let four = IPv4Host(host) {
            address = .ipv4(four, port: number)
        } else if let six = IPv6Host(host) {
            address = .ipv6(six, port: number)
        } else {
            throw .badValue(host, for: "--host", expected: .address)
        }
    }

    /// Whether only this machine is meant.
    var isLocal: Bool { address.isLoopback || address.port == nil }
}

extension OpenLesson {
    /// Where a side of the scenario is played.
    func place(_ given: GivenPlace, for scenario: Scenario, usualPath: String) throws -> Place {
        guard scenario.transport.isUnix else {
            if given.path != nil { throw UsageError.hasPortNoPath(place(scenario)) }
            return try place(host: given.host, port: given.port)
        }
        for (option, value) in [("--host", given.host), ("--port", given.port)] where value != nil {
            throw UsageError.hasPathNoPort(place(scenario), option: option)
        }
        return try Place(path: given.path ?? usualPath)
    }

    /// At the lesson's own host unless the student names one of the same family.
    private func place(host: String?, port: String?) throws -> Place {
        let usual = programs?.hostAlone ?? "127.0.0.1"
        let host = host == "localhost" ? usual : host ?? usual
        let (place, own) = (try Place(host: host, port: port), try Place(host: usual, port: port))
        if place.address.domain != own.address.domain {
            throw LabError.otherFamily(host, lesson: folder.number, usual: usual)
        }
        return place
    }

    /// The named scenario, else the first in which somebody plays that side.
    func scenario(named name: String?, for side: PlayedSide) throws -> (Scenario, Participant) {
        guard let programs else { throw LabError.noPrograms(lesson: folder.number) }
        let scenario = try name.map { try self.scenario(named: $0) }
        let candidates = scenario.map { [$0] } ?? programs.scenarios
        for scenario in candidates {
            guard let participant = side.participant(in: scenario) else { continue }
            return (scenario, participant)
        }
        throw side == .server ? LabError.hasNoServer(place(scenario)) : LabError.hasNoClient(place(scenario))
    }

    /// What the student set, and where that says nothing, what the programs of tutorials expect.
    func settingsAlone(_ settings: Settings, for scenario: Scenario) -> (values: [String: Knob.Value], told: String?) {
        let own = settings.values(for: scenario)
        let lent = (programs?.settingsAlone ?? [:]).filter { name, value in
            own[name] == nil && scenario.knobs.contains { $0.name == name && $0.standard != value }
        }
        let told = lent.map { "\($0.key)=\(KnobTable.text(of: $0.value))" }.sorted().joined(separator: " ")
        return (own.merging(lent) { own, _ in own }, told.isEmpty ? nil : told)
    }
}
