import Engine
import Exercises
import Sockets
import Transcripts

/// Lesson 11: many talk to one, over one socket.
enum UDPChat {
    static func server(_ host: Host) throws {
        let socket = try host.socket(.udp)
        try socket.bind(host.serverAddress)
        while true {
            let (message, sender) = try socket.recvfrom(1024)
            host.print("from [\(sender)]: \(message.text)")
            let reply = try host.input("reply: ") ?? ""
            try socket.sendto(reply.isEmpty ? "got it" : reply, sender)
        }
    }

    static func client(_ host: Host) throws {
        let addressBook = ["teacher": try host.serverAddress]
        let socket = try host.socket(.udp)
        try socket.setReceiveTimeout(seconds: host.seconds("patience"))
        while let name = try host.input("to: ") {
            guard let address = addressBook[name] else {
                host.print("nobody called \(name) in the address book")
                continue
            }
            try talk(over: socket, to: address, host)
        }
        try socket.close()
    }

    static func talk(over socket: RecordedSocket, to address: Address,
                     _ host: Host) throws {
        while let message = try host.input("message: "), message != "q" {
            if message.isEmpty { continue }
            try socket.sendto(message, address)
            do {
                let (reply, sender) = try socket.recvfrom(1024)
                host.print("from [\(sender)]: \(reply.text)")
            } catch let error as SocketError {
                host.print("no reply: \(error.errno.name)")
            }
        }
    }

    static func stranger(_ host: Host) throws {
        let socket = try host.socket(.udp)
        try socket.sendto("school is out today", host.address(of: "amy"))
        try socket.close()
    }

    static func trustingClient(_ host: Host) throws {
        let socket = try host.socket(.udp)
        try socket.sendto("is there school today?", host.serverAddress)
        let (reply, sender) = try socket.recvfrom(1024)
        host.print("from [\(sender)]: \(reply.text)")
        try socket.close()
    }

    static func carefulClient(_ host: Host) throws {
        let teacher = try host.serverAddress
        let socket = try host.socket(.udp)
        try socket.sendto("is there school today?", teacher)
        while true {
            let (reply, sender) = try socket.recvfrom(1024)
            if sender == teacher {
                host.print("from the teacher: \(reply.text)")
                break
            }
            host.print("not from the teacher, but from [\(sender)]")
        }
        try socket.close()
    }

    static func slowServer(_ host: Host) throws {
        let socket = try host.socket(.udp)
        try socket.bind(host.serverAddress)
        let (message, sender) = try socket.recvfrom(1024)
        host.print("from [\(sender)]: \(message.text)")
        try host.sleep(seconds: host.seconds("think"))
        try socket.sendto("yes, at eight as always", sender)
        try socket.close()
    }
}

extension UDPChat {
    static let lesson = LessonPrograms(
        folder: "11-udp-chat",
        scenarios: [
            Scenario("chat", transport: .udp, participants: [
                Participant("teacher", role: .server, start: .atOnce, input: ["welcome", "", "再见"], program: server),
                .client(named: "amy", input: ["teacher", "hello"], client),
                .client(named: "ben", input: ["headmaster", "teacher", "在吗"], client),
                .client(named: "cleo", input: ["teacher", "I am here", "bye", "q"], client),
            ], knobs: [patience]),
            withStranger("stranger", trustingClient),
            withStranger("careful", carefulClient),
        ],
        questions: [
            Question("sockets-of-the-server", scenario: "chat") { $0.socketsOfTheServer },
            Question("unknown-name", scenario: "chat") { $0.firstSend(of: "ben") },
            Question("who-answers", scenario: "stranger") { $0.whoWroteFirst(to: "amy") },
        ])

    /// The stranger is quicker than the teacher.
    private static func withStranger(_ name: String, _ client: @escaping Program) -> Scenario {
        Scenario(name, transport: .udp, participants: [
            .server(named: "teacher", slowServer), .client(named: "amy", client),
            .client(named: "stranger", start: .at(seconds: 1), stranger),
        ], knobs: [think])
    }

    private static let patience = Knob(
        "patience", .duration(30), .durations(0.01...3600),
        help: ["en": "seconds a client waits for a reply", "zh-Hans": "客户端等回复等多少秒"])

    private static let think = Knob(
        "think", .duration(3), .durations(0...60),
        help: ["en": "seconds before the teacher replies", "zh-Hans": "老师想多少秒才回复"])
}

extension Transcript {
    fileprivate var socketsOfTheServer: Answer? {
        let sockets = events.filter { $0.call == .socket && $0.participant == "teacher" }
        guard let last = sockets.last else { return nil }
        return Answer("\(sockets.count)", also: ["\(sockets.count) socket", "\(sockets.count) sockets"], event: last.number)
    }

    /// What a client's first datagram said.
    fileprivate func firstSend(of client: String) -> Answer? {
        guard let event = call(.sendto, of: client), let payload = event.payload else { return nil }
        return Answer(String(decoding: payload.bytes, as: UTF8.self), event: event.number)
    }

    fileprivate func whoWroteFirst(to client: String) -> Answer? {
        guard let event = call(.recvfrom, of: client), let sender = event.other else { return nil }
        let names = ["stranger": ["陌生人"], "teacher": ["老师"]]
        return Answer(sender, also: ["the \(sender)"] + (names[sender] ?? []), event: event.number)
    }
}
