import Engine
import Exercises
import Sockets
import Transcripts

/// Lesson 0: addresses, ports, and the sockets that have them.
enum Addresses {
    static func tour(_ host: Host) throws {
        for interface in NetworkInterface.all {
            host.print(description(of: interface))
        }
        for service in ["ftp", "ssh", "http", "https"] {
            if let port = PortRules.port(of: service) {
                host.print("service \(service): port \(port)")
            } else {
                host.print("service \(service): not in this machine's list")
            }
        }
        if let first = PortRules.firstUnprivileged {
            host.print("ports below \(first): need privileges on this machine")
        }
        if let range = PortRules.ephemeral {
            let (first, last) = (range.lowerBound, range.upperBound)
            host.print("ports \(first) to \(last): the kernel hands them out")
        }
    }

    static func naming(_ host: Host) throws {
        let udp = try host.socket(.udp)
        try udp.bind(.ipv4(IPv4Host(127, 0, 0, 3), port: 0))
        let name = try udp.localAddress()
        host.print("UDP: \(name)")
        let tcp = try host.socket(.tcp)
        try tcp.bind(name)
        host.print("TCP: \(try tcp.localAddress())")
        let unix = try host.socket(.unixStream)
        try unix.bind(host.socketPath)
        host.print("Unix: \(try unix.localAddress())")
        for socket in [udp, tcp, unix] { try socket.close() }
    }

    static func manyLoopbacks(_ host: Host) throws {
        let first = try host.socket(.tcp)
        try first.bind(.loopback(port: 0))
        try first.listen(backlog: 5)
        let port = try first.localAddress().port ?? 0

        let second = try host.socket(.tcp)
        try second.bind(.ipv4(IPv4Host(127, 0, 0, 2), port: port))
        try second.listen(backlog: 5)

        let caller = try host.socket(.tcp)
        try caller.connect(.ipv4(IPv4Host(127, 0, 0, 2), port: port))
        let (connection, _) = try second.accept()
        host.print("the call came in at \(try connection.localAddress())")
        for socket in [caller, connection, second, first] { try socket.close() }
    }

    static func everyAddress(_ host: Host) throws {
        let all = try host.socket(.tcp)
        try all.bind(.any(port: 0))
        let port = try all.localAddress().port ?? 0
        tryToBind(.loopback(port: port), host)
        let cards = NetworkInterface.all.filter {
            !$0.isLoopback && $0.network != nil
        }
        if let card = cards.first {
            tryToBind(card.address.withPort(port), host)
        } else {
            host.print("this machine has no network card with an IPv4 address")
        }
        try all.close()
        tryToBind(.loopback(port: port), host)
    }

    static func bindErrors(_ host: Host) throws {
        tryToBind(.loopback(port: 80), host)
        tryToBind(.ipv4(IPv4Host(198, 51, 100, 7), port: 0), host)
        tryToBind(.loopback(port: 0), host)
    }

    static func tryToBind(_ address: Address, _ host: Host) {
        do {
            let socket = try host.socket(.tcp)
            do {
                try socket.bind(address)
                host.print("\(address): bound")
            } catch let error as SocketError {
                host.print("\(address): \(error.errno.name)")
            }
            try socket.close()
        } catch {
            host.print("\(address): \(error)")
        }
    }

    /// `eth0 192.168.1.20/24: network 192.168.1.0, host 20, broadcast 192.168.1.255`.
    static func description(of interface: NetworkInterface) -> String {
        switch interface.address {
        case .ipv4(let host, _):
            guard let network = interface.network, let part = interface.hostPart, let broadcast = interface.broadcast,
                !interface.isLoopback, interface.prefixLength < 31
            else { return "\(interface.name) \(host)/\(interface.prefixLength)" }
            return "\(interface.name) \(host)/\(interface.prefixLength): "
                + "network \(network), host \(part), broadcast \(broadcast)"
        case .ipv6(let host, _): return "\(interface.name) \(host)/\(interface.prefixLength)"
        case .unix(let path): return "\(interface.name) \(path)"
        }
    }
}

extension Addresses {
    static let lesson = LessonPrograms(
        folder: "00-addresses",
        scenarios: [
            alone("tour", tour), alone("loopback", manyLoopbacks), alone("names", naming),
            alone("every-address", everyAddress), alone("bind-errors", bindErrors),
        ],
        questions: [
            Question("lowest-ephemeral", scenario: "tour") { $0.lowestEphemeralPort },
            Question("other-loopback", scenario: "loopback") { $0.outcome(ofBind: 2) },
            Question("same-number", scenario: "names") { $0.outcome(ofBind: 2) },
            Question("beside-all", scenario: "every-address") { $0.outcome(ofBind: 2) },
            Question("not-ours", scenario: "bind-errors") { $0.outcome(ofBind: 2) },
        ])

    private static func alone(_ name: String, _ program: @escaping Program) -> Scenario {
        Scenario(name, participants: [Participant("program", role: .peer, start: .atOnce, program: program)])
    }
}

extension Transcript {
    /// `ok` or the errno's name.
    fileprivate func outcome(ofBind occurrence: Int) -> Answer? {
        guard let event = call(.bind, of: "program", occurrence) else { return nil }
        guard let failure = event.failure else { return Answer("ok", also: ["yes", "可以", "行"], event: event.number) }
        return Answer(failure.name, also: ["no", "\(failure.errno)", "不行", "不可以"], event: event.number)
    }

    /// The first number of `ports 32768 to 60999: …`.
    fileprivate var lowestEphemeralPort: Answer? {
        for event in events where event.call == .print {
            let words = String(decoding: event.payload?.bytes ?? [], as: UTF8.self).split(separator: " ")
            if words.count > 3, words[0] == "ports", words[2] == "to" {
                return Answer(String(words[1]), event: event.number)
            }
        }
        return nil
    }
}
