import Engine
import Exercises
import Sockets
import Transcripts

/// Lesson 20: one send, several receivers.
enum OneToMany {
    /// Everybody in 127.0.0.0/8, which is this machine: its last address.
    static let everybody = IPv4Host(127, 255, 255, 255)
    /// 239.0.0.0 to 239.255.255.255 are free for anybody's own use (RFC 2365).
    static let group = IPv4Host(239, 1, 2, 3)

    static func caller(_ host: Host) throws {
        let socket = try host.socket(.udp)
        try socket.setOption(.broadcast, true)
        for message in host.texts("messages") {
            try socket.sendto(message, .ipv4(everybody, port: port(host)))
        }
        try socket.close()
    }

    static func hearer(_ host: Host) throws {
        let socket = try host.socket(.udp)
        try socket.setOption(.reuseAddress, true)
        try socket.bind(.ipv4(everybody, port: port(host)))
        while true {
            let (data, _) = try socket.recvfrom(1024)
            host.print(data)
        }
    }

    static func carelessCaller(_ host: Host) throws {
        let socket = try host.socket(.udp)
        try socket.sendto("Dinner is ready", .ipv4(everybody, port: port(host)))
        try socket.close()
    }

    static func sharer(_ host: Host) throws {
        let socket = try host.socket(.udp)
        try socket.setOption(.reuseAddress, true)
        try socket.bind(.loopback(port: port(host)))
        while true {
            let (data, _) = try socket.recvfrom(1024)
            host.print(data)
        }
    }

    static func letterWriter(_ host: Host) throws {
        let socket = try host.socket(.udp)
        for message in host.texts("messages") {
            try socket.sendto(message, .loopback(port: port(host)))
        }
        try socket.close()
    }

    static func station(_ host: Host) throws {
        let socket = try host.socket(.udp)
        try socket.sendMulticastOverLoopback()
        for message in host.texts("messages") {
            try socket.sendto(message, .ipv4(group, port: port(host)))
        }
        try socket.close()
    }

    static func member(_ host: Host) throws {
        let socket = try host.socket(.udp)
        try socket.setOption(.reuseAddress, true)
        try socket.bind(.ipv4(group, port: port(host)))
        try socket.join(group: group)
        while true {
            let (data, _) = try socket.recvfrom(1024)
            host.print(data)
        }
    }

    static func bystander(_ host: Host) throws {
        let socket = try host.socket(.udp)
        try socket.setOption(.reuseAddress, true)
        try socket.bind(.ipv4(group, port: port(host)))
        while true {
            let (data, _) = try socket.recvfrom(1024)
            host.print(data)
        }
    }

    /// The port that all of them share: the first receiver gets a free one.
    private static func port(_ host: Host) throws -> UInt16 { try host.serverAddress.port ?? 0 }

    /// Says so where this machine has no broadcast or multicast, and ends.
    private static func orSaysWhy(_ what: String, _ program: @escaping Program) -> Program {
        { host in
            do {
                try program(host)
            } catch let error as SocketError where isMissing(error) {
                host.print("no \(what) on this machine: \(error.operation) \(error.errno.name)")
            }
        }
    }

    /// The errors of a system that does not have such an address, route or option.
    private static func isMissing(_ error: SocketError) -> Bool {
        let names = ["EADDRNOTAVAIL", "ENETUNREACH", "EHOSTUNREACH", "ENODEV", "ENOPROTOOPT", "EINVAL", "EOPNOTSUPP"]
        return names.contains(error.errno.name)
    }
}

extension OneToMany {
    static let lesson = LessonPrograms(
        folder: "20-one-to-many",
        scenarios: [
            oneToTwo("multicast", "multicast", from: station, to: member, member, ["Good evening", "今晚有雨"]),
            oneToTwo("broadcast", "broadcast", from: caller, to: hearer, hearer, ["Dinner is ready", "开饭了"]),
            oneToTwo("forbidden", "broadcast", from: carelessCaller, to: hearer, hearer),
            oneToTwo("one-of-two", "shared port", from: letterWriter, to: sharer, sharer, ["for whom?"]),
            oneToTwo("bystander", "multicast", from: station, to: member, bystander, ["Good evening"]),
        ],
        questions: [
            Question("sends-for-two", scenario: "broadcast") { $0.sendsOfTheSender },
            Question("without-the-option", scenario: "forbidden") { $0.failure(of: .sendto, by: "sender") },
            Question("which-of-two", scenario: "one-of-two") { $0.onlyReceiver },
            Question("members", scenario: "multicast") { $0.receiversOfTheFirst },
            Question("does-it-hear", scenario: "bystander") { $0.receiversOfTheFirst },
        ])

    /// Two receivers on one port; the second waits for the first to have it.
    private static func oneToTwo(
        _ name: String, _ what: String, from sender: @escaping Program, to first: @escaping Program,
        _ second: @escaping Program, _ messages: [String]? = nil
    ) -> Scenario {
        var scenario = Scenario(
            name, transport: .udp,
            participants: [
                .server(named: "receiver-1", orSaysWhy(what, first)),
                .server(named: "receiver-2", start: .whenServerIsReady, orSaysWhy(what, second)),
                .client(named: "sender", orSaysWhy(what, sender)),
            ],
            knobs: messages.map { [messagesKnob($0)] } ?? [])
        scenario.isFeltByOtherRuns = what == "multicast"
        return scenario
    }

    private static func messagesKnob(_ messages: [String]) -> Knob {
        Knob(
            "messages", .texts(messages), .texts(atMost: 20),
            help: ["en": "what is sent, with commas between", "zh-Hans": "要发的消息，用逗号隔开"])
    }
}

extension Transcript {
    fileprivate var sendsOfTheSender: Answer? {
        let sends = events.filter { $0.call == .sendto && $0.participant == "sender" && $0.count != nil }
        guard let last = sends.last else { return nil }
        return Answer("\(sends.count)", event: last.number)
    }

    /// The receives of what the sender sent first.
    private var receivesOfTheFirst: [Event] {
        guard let send = call(.sendto, of: "sender") else { return [] }
        let index = FlowIndex(self)
        return events.filter { $0.call == .recvfrom && index.origins(of: $0).contains { $0.send == send.number } }
    }

    fileprivate var receiversOfTheFirst: Answer? {
        receivesOfTheFirst.last.map { Answer("\(Set(receivesOfTheFirst.map(\.participant)).count)", event: $0.number) }
    }

    /// The one receiver that got something: `2` and `receiver-2` mean the same.
    fileprivate var onlyReceiver: Answer? {
        let receives = receivesOfTheFirst
        guard receives.count == 1, let number = receives[0].participant.split(separator: "-").last else { return nil }
        return Answer(receives[0].participant, also: [String(number)], event: receives[0].number)
    }
}
