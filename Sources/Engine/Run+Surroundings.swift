import Sockets
import Transcripts

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension Run {
    static func header(
        _ scenario: Scenario, _ options: RunOptions, _ schedule: ScheduleChoice, _ participants: [Participant]
    ) -> Transcript.Header {
        var header = Transcript.Header(
            lesson: options.lesson, scenario: scenario.name,
            participants: participants.map { Transcript.Participant(name: $0.name, role: $0.role) },
            schedule: schedule.name, transport: scenario.transport.rawValue, platform: Platform.description,
            date: Platform.date())
        if case .recorded(let choices) = schedule { header.choices = choices }
        if !scenario.keepsKernelDefaults, scenario.transport == .tcp, schedule != .free || options.usesLabSettings {
            header.underneath = ["TCP_NODELAY", "SO_SNDBUF=65536", "SO_RCVBUF=65536"]
        }
        return header
    }

    /// Where the server is, or is to be.
    func serverAddress() throws -> Address {
        if let solo = options.solo { return solo.address }
        if let address = registry.serverAddress { return reachable(address) }
        switch scenario.transport {
        case .tcp: return .ipv4(options.loopback, port: options.port)
        case .udp: return .ipv4(options.loopback, port: options.port == 0 ? portWithoutListener() ?? 0 : options.port)
        case .unixStream, .unixDatagram: return .unix(path: try path() + "/server")
        }
    }

    /// Where a client finds the server; when there is none, an address where nobody listens.
    func addressForClients() throws -> Address {
        let address = try serverAddress()
        guard address.port == 0, registry.serverAddress == nil, options.solo == nil else { return address }
        return try addressWithoutListener()
    }

    /// Whether `address(of:)` need not wait: the participant has a datagram socket with an address, or will never have one.
    func hasAddress(_ lane: Lane) -> Bool { registry.firstAddress(of: lane.name) != nil || lane.hasEnded }

    /// 0.0.0.0 is where a server listens; to reach it one names an address of this machine.
    private func reachable(_ address: Address) -> Address {
        switch address {
        case .ipv4(.any, let port): .loopback(port: port)
        case .ipv6(.any, let port): .loopback6(port: port)
        default: address
        }
    }

    /// The port that a client was given while there was no server. A UDP server that comes later takes it: what was
    /// sent there before it came is lost, what is sent afterwards arrives.
    private func portWithoutListener() -> UInt16? {
        placeholder.withLock { place in
            place?.release()
            return place?.address.port
        }
    }

    /// A port that is taken, so that nobody else gets it, and on which nobody listens.
    private func addressWithoutListener() throws -> Address {
        try placeholder.withLock { place in
            if let place { return place.address }
            let new = try Placeholder(scenario.transport == .udp ? .udp : .tcp, at: options.loopback)
            place = new
            return new.address
        }
    }

    /// A folder for the paths of Unix sockets.
    func path() throws -> String {
        try folder.withLock { folder in
            if let folder { return folder }
            var template = Array("/tmp/socketlab-XXXXXX".utf8CString)
            let result = mkdtemp(&template)
            let error = errno
            guard result != nil else { throw RunError.system(call: "mkdtemp", errno: error) }
            let path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
            folder = path
            return path
        }
    }

    func removeFolder() {
        folder.withLock { folder in
            guard let path = folder else { return }
            for name in ["server"] + lanes.map(\.name) {
                unlink(path + "/" + name)
                Engine.removeFolder(at: path + "/" + name + ".files")
            }
            rmdir(path)
            folder = nil
        }
    }
}

extension ScheduleChoice {
    package var name: String {
        switch self {
        case .lockstep: "lockstep"
        case .free: "free"
        case .step: "step"
        case .recorded: "recorded"
        }
    }
}

enum Platform {
    /// `Linux 6.1.0 x86_64`.
    static let description: String = {
        var names = utsname()
        guard uname(&names) == 0 else { return "" }
        return [text(of: names.sysname), text(of: names.release), text(of: names.machine)].joined(separator: " ")
    }()

    /// Now, as ISO 8601 in UTC.
    static func date() -> String {
        var now = time(nil)
        var parts = tm()
        gmtime_r(&now, &parts)
        var text = [CChar](repeating: 0, count: 32)
        let count = strftime(&text, text.count, "%Y-%m-%dT%H:%M:%SZ", &parts)
        return String(decoding: text.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    private static func text<Tuple>(of tuple: Tuple) -> String {
        withUnsafeBytes(of: tuple) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}
