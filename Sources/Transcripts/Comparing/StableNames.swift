/// Names for the ports and paths of one run that another run would not have again.
///
/// A kernel may give the same number twice: to a client of ::1 and one of 127.0.0.1, or again after the first has closed.
/// So the name belongs to an end of a connection or to a participant; in mere text, a number means whoever had it last.
struct StableNames {
    /// Who has a port.
    private enum Owner: Hashable {
        case client(connection: Int)
        case participant(String)
    }

    private struct Endpoint: Hashable {
        var owner: Owner
        var port: UInt16
    }

    private var endpoints: [Endpoint: String] = [:]
    private var portCount = 0
    /// Numbers that the kernel has given to somebody.
    private var given: Set<UInt16> = []
    /// The connecting side's port of each connection.
    private var clientPorts: [Int: UInt16] = [:]
    /// `51544` → `port-1`, as of the event that was passed last.
    private var ports: [[UInt8]: String] = [:]
    /// `/tmp/…/s.sock` → `path-1`.
    private var paths: [String: String] = [:]
    /// Process, user and group at the other end of a Unix socket: `pid 4711` → `pid process-1`.
    private var people: [String: String] = [:]
    /// The paths and people, the longest first: one path may begin another.
    private var longestFirst: [(old: String, new: String)] = []
    /// The address out of 127.0.0.0/8 that the lab gave this run, as text; nil for 127.0.0.1, which all others have.
    private let ownHost: [UInt8]?
    private let assigned: Set<UInt16>
    private static let commonHost = Array(IPv4Host.loopback.description.utf8)
    /// Linux hands out ports from here on by itself.
    private static let firstEphemeral: UInt16 = 32_768

    init(_ transcript: Transcript) {
        ownHost = transcript.header.address.flatMap(Self.ownHost)
        assigned = Self.assignedPorts(transcript.events)
        for event in transcript.events { learnClientPort(event) }
        if let address = transcript.header.address { learn(address) }
        for event in transcript.events {
            learnEndpoint(event)
            for address in event.addresses { learn(address) }
            if event.option == "SO_PEERCRED", let value = event.value { learn(credentials: value) }
        }
        for names in [paths, people] {
            longestFirst += names.sorted { ($0.key.utf8.count, $0.key) > ($1.key.utf8.count, $1.key) }.map { ($0.key, $0.value) }
        }
    }

    /// False for bytes that hold no port, no path and no number of a process.
    static func mayBe(in bytes: some Sequence<UInt8>) -> Bool {
        bytes.contains { $0.isDigit || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "@") }
    }

    /// From here on, a number in a text is that of whoever had it in this event.
    mutating func pass(_ event: Event) {
        for address in event.addresses {
            guard let port = address.port, let name = endpoint(port, of: event) else { continue }
            ports[Self.digits(port)] = name
        }
    }

    // MARK: Learning

    private mutating func learnClientPort(_ event: Event) {
        guard let connection = event.connection, clientPorts[connection] == nil else { return }
        clientPorts[connection] = event.clientAddress?.port
    }

    /// A number that the kernel has given to two has two names. A number that a program asked for has one.
    private mutating func learnEndpoint(_ event: Event) {
        // Who has called is known by the connection alone.
        let address = event.connection == nil ? event.local : event.clientAddress ?? event.local
        guard let port = address?.port, isKernels(port) else { return }
        guard endpoint(port, of: event) == nil else { return }
        let isAskedFor = event.call == .bind && event.address?.port != 0
        let known = ports[Self.digits(port)].flatMap { given.contains(port) && !isAskedFor ? nil : $0 }
        let name = known ?? newName()
        if !isAskedFor { given.insert(port) }
        if ports[Self.digits(port)] == nil { ports[Self.digits(port)] = name }
        let owner = event.connection.flatMap { clientPorts[$0] == port ? Owner.client(connection: $0) : nil }
        endpoints[Endpoint(owner: owner ?? .participant(event.participant), port: port)] = name
    }

    /// The name of this port in this event, where somebody has it.
    private func endpoint(_ port: UInt16, of event: Event) -> String? {
        if let connection = event.connection, clientPorts[connection] == port,
            let name = endpoints[Endpoint(owner: .client(connection: connection), port: port)] { return name }
        for participant in [event.participant, event.other].compactMap({ $0 }) {
            if let name = endpoints[Endpoint(owner: .participant(participant), port: port)] { return name }
        }
        return nil
    }

    private mutating func learn(_ address: RecordedAddress) {
        if address.isPath {
            if paths[address.description] == nil { paths[address.description] = "path-\(paths.count + 1)" }
        } else if let port = address.port, isKernels(port), ports[Self.digits(port)] == nil {
            ports[Self.digits(port)] = newName()
        }
    }

    private mutating func newName() -> String {
        portCount += 1
        return "port-\(portCount)"
    }

    private func isKernels(_ port: UInt16) -> Bool { port >= Self.firstEphemeral || assigned.contains(port) }

    private static func digits(_ port: UInt16) -> [UInt8] { Array(String(port).utf8) }

    /// `pid 4711, uid 1000, gid 1000`.
    private mutating func learn(credentials: String) {
        let names = ["pid": "process", "uid": "user", "gid": "group"]
        for part in credentials.split(separator: ",").map({ $0.drop { $0 == " " } }) {
            let words = part.split(separator: " ")
            guard words.count == 2, let name = names[String(words[0])], people[String(part)] == nil else { continue }
            let number = people.values.count { $0.contains(name) } + 1
            people[String(part)] = "\(words[0]) \(name)-\(number)"
        }
    }

    private static func ownHost(_ address: RecordedAddress) -> [UInt8]? {
        guard case .known(.ipv4(let host, _)) = address, host.a == 127, host != .loopback else { return nil }
        return Array(host.description.utf8)
    }

    /// The ports that the kernel chose because the program asked for port 0 or for none.
    private static func assignedPorts(_ events: [Event]) -> Set<UInt16> {
        var assigned: Set<UInt16> = []
        for event in events {
            guard let port = event.local?.port else { continue }
            if event.call == .bind, event.address?.port == 0 { assigned.insert(port) }
        }
        return assigned
    }

    func address(_ address: RecordedAddress) -> RecordedAddress {
        RecordedAddress(paths[address.description] ?? text(address.description))
    }

    func text(_ text: String) -> String {
        var text = text
        for (old, new) in longestFirst { text = text.replacing(old, with: new) }
        return String(decoding: replacingPorts(in: replacingHost(in: Array(text.utf8))), as: UTF8.self)
    }

    func payload(_ payload: Payload) -> Payload {
        guard !ports.isEmpty || !paths.isEmpty || !people.isEmpty || ownHost != nil else { return payload }
        var bytes = payload.bytes
        if !paths.isEmpty || !people.isEmpty, let text = String(validating: bytes, as: UTF8.self) { bytes = Array(self.text(text).utf8) }
        bytes = replacingPorts(in: replacingHost(in: bytes))
        guard bytes != payload.bytes else { return payload }
        return Payload(bytes, length: payload.length - payload.bytes.count + bytes.count)
    }

    /// Whole addresses only: 127.1.0.80 is not 127.1.0.8.
    private func replacingHost(in bytes: [UInt8]) -> [UInt8] {
        guard let ownHost, bytes.count >= ownHost.count else { return bytes }
        var result: [UInt8] = []
        var start = bytes.startIndex
        while let place = bytes[start...].firstRange(of: ownHost) {
            let after = place.upperBound < bytes.endIndex ? bytes[place.upperBound] : 0
            let before = place.lowerBound > bytes.startIndex ? bytes[place.lowerBound - 1] : 0
            result += bytes[start..<place.lowerBound] + (after.isDigit || before.isDigit ? ownHost : Self.commonHost)
            start = place.upperBound
        }
        return start == bytes.startIndex ? bytes : result + bytes[start...]
    }

    /// Whole numbers only: 151544 is not port 51544.
    private func replacingPorts(in bytes: [UInt8]) -> [UInt8] {
        guard !ports.isEmpty else { return bytes }
        var result: [UInt8] = []
        // Up to here it has been copied.
        var copied = 0
        var start = 0
        while start < bytes.count {
            var end = start
            while end < bytes.count, bytes[end].isDigit { end += 1 }
            // A port that stands for another has four or five digits.
            if end - start == 4 || end - start == 5, let name = ports[Array(bytes[start..<end])] {
                result += bytes[copied..<start]
                result += name.utf8
                copied = end
            }
            start = end + 1
        }
        return copied == 0 ? bytes : result + bytes[copied...]
    }
}

extension Event {
    fileprivate var addresses: [RecordedAddress] { [address, local, peer].compactMap { $0 } }

    /// The address of the connecting side, where this event tells it.
    fileprivate var clientAddress: RecordedAddress? {
        switch call {
        case .connect: local
        case .accept: peer
        default: nil
        }
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
}
