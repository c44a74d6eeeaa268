import Engine
import Sockets
import Transcripts

/// Programs that several tests run.
enum Programs {
    /// Accepts one connection and receives three times.
    @Sendable static func stickyServer(_ host: Host) throws {
        let listener = try host.socket(.tcp)
        try listener.setOption(.reuseAddress, true)
        try listener.bind(host.serverAddress)
        try listener.listen(backlog: 5)
        let (connection, _) = try listener.accept()
        for _ in 1...3 { host.print(try connection.recv(1024)) }
        try connection.close()
        try listener.close()
    }

    @Sendable static func stickyClient(_ host: Host) throws {
        let socket = try host.socket(.tcp)
        try socket.connect(host.serverAddress)
        for text in ["hello", "big", "pig"] { try socket.send(text) }
        try socket.close()
    }

    static let sticky = Scenario("sticky", server: stickyServer, client: stickyClient)
}

extension Transcript {
    /// What a participant printed, line by line.
    func prints(of participant: String) -> [String] {
        events.filter { $0.participant == participant && $0.call == .print }.map { $0.payload?.bytes.text ?? "" }
    }

    func ending(of participant: String) -> How? {
        endings.last { $0.participant == participant && $0.thread == nil }?.how
    }

    /// `server accept waits`, `client send = 5`: the steps in words, for tests.
    var story: [String] {
        steps.map { step in
            switch step {
            case .waits(let number): "\(number) \(events[number - 1].participant) \(events[number - 1].call) waits"
            case .completes(let number): events[number - 1].line
            case .ends(let index): "\(endings[index].participant) \(endings[index].how)"
            }
        }
    }
}

extension Event {
    fileprivate var line: String {
        let outcome = switch result {
        case .waiting: "waits"
        case .returned(let value): "= \(value)"
        case .failed(let failure): failure.name
        case .interrupted(let kind): kind.rawValue
        }
        return "\(number) \(participant)\(thread.map { " " + $0 } ?? "") \(call) \(outcome)"
    }
}
