import Engine
import Sockets

/// A small program in which the order of two calls decides, and how many outcomes it has.
///
/// There is one for each way in which two calls can affect each other. The numbers are worked out by hand, and the search of
/// every order confirms them.
struct Rivalry: Sendable, CustomStringConvertible {
    typealias Step = GeneratedProgram.Step

    var name: String
    var outcomes: Int
    var program: GeneratedProgram

    var description: String { name }

    private init(_ name: String, _ outcomes: Int, _ transport: Transport, _ sides: [GeneratedProgram.Side]) {
        self.name = name
        self.outcomes = outcomes
        program = GeneratedProgram(transport: transport, sides: sides)
    }

    /// A listening server `l`, and clients whose socket `s` is connected.
    static func streams(
        _ name: String, outcomes: Int, over transport: Transport = .tcp, server: [Step], clients: [Step]...
    ) -> Rivalry {
        Rivalry(name, outcomes, transport, [side("server", listening + server)] + numbered(clients.map { calling + $0 }))
    }

    /// A bound server `s`, and clients that have a socket `s`.
    static func datagrams(
        _ name: String, outcomes: Int, over transport: Transport = .udp, server: [Step], clients: [Step]...
    ) -> Rivalry {
        let bound: [Step] = [.socket("s"), .bind("s", .server)]
        return Rivalry(name, outcomes, transport, [side("server", bound + server)] + numbered(clients.map { [.socket("s")] + $0 }))
    }

    /// Participants as they stand.
    static func sides(
        _ name: String, outcomes: Int, over transport: Transport = .tcp, _ sides: GeneratedProgram.Side...
    ) -> Rivalry {
        Rivalry(name, outcomes, transport, sides)
    }

    static let listening: [Step] = [.socket("l"), .bind("l", .server), .listen("l", backlog: 5)]
    static let calling: [Step] = [.socket("s"), .connect("s", .server)]

    /// A participant: a server where its name says so.
    static func side(
        _ name: String, start: Participant.Start? = nil, input: [String] = [], _ steps: [Step]
    ) -> GeneratedProgram.Side {
        let isServer = name.hasPrefix("server")
        return GeneratedProgram.Side(
            name: name, role: isServer ? .server : .client, start: start ?? (isServer ? .atOnce : .whenServerIsReady), input: input,
            steps: steps)
    }

    private static func numbered(_ clients: [[Step]]) -> [GeneratedProgram.Side] {
        clients.enumerated().map { side(clients.count == 1 ? "client" : "client-\($0 + 1)", $1) }
    }
}
