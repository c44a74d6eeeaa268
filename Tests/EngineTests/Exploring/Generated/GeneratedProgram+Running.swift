import Engine
import Sockets
import Transcripts

extension GeneratedProgram {
    var scenario: Scenario {
        Scenario("generated", transport: transport, participants: sides.map { $0.participant(transport) })
    }
}

extension GeneratedProgram.Side {
    fileprivate func participant(_ transport: Transport) -> Participant {
        let role = self.role
        return Participant(name, role: role == .server ? .server : .client, start: start, input: input) { host in
            var thread = GeneratedThread(host: host, transport: transport, manner: manner)
            try thread.run(steps)
        }
    }
}

/// One thread of a generated program at work. What it knows is its own: threads share sockets and the screen alone.
private struct GeneratedThread {
    typealias Step = GeneratedProgram.Step

    let host: Host
    let transport: Transport
    let manner: GeneratedProgram.Manner
    var sockets: [String: RecordedSocket] = [:]
    var cells: [String: SharedCell<String>] = [:]
    /// The sockets whose bind went well: `listen` on another one would make the kernel choose an address that others reach.
    var bound: Set<String> = []
    var threads: [ThreadHandle] = []
    var lastSender: Address?
    var told: [String] = []

    mutating func run(_ steps: [Step]) throws {
        for step in steps {
            do {
                try perform(step)
            } catch let error as SocketError {
                if manner.stopsAtErrors { throw error }
                tell(error.errno.name)
            }
        }
        if manner.tellsAtTheEnd, !told.isEmpty { host.print(told.joined(separator: " ")) }
    }

    private mutating func tell(_ text: String) {
        if manner.tellsAtTheEnd { told.append(text) } else { host.print(text) }
    }

    /// Short data as it is, long data as what it begins with and how much it is.
    private mutating func tell(_ bytes: [UInt8]) {
        let text = String(decoding: bytes.prefix(8), as: UTF8.self)
        tell(bytes.count > 8 ? "\(text.prefix(1))*\(bytes.count)" : "'\(text)'")
    }

    private mutating func perform(_ step: Step) throws {
        switch step {
        case .sleep(let seconds): try host.sleep(seconds: seconds)
        case .print(let text): tell(text)
        case .input(let before): tell(before + (try host.input() ?? "nothing"))
        case .lookFor(let place): try look(for: place)
        case .thread(let steps): try start(steps)
        case .join(let number): if threads.indices.contains(number) { try threads[number].join() }
        case .socket(let name): sockets[name] = try host.socket(transport.kind)
        case .poll(let names, let timeout): try poll(names, timeout)
        case .cell(let name): cells[name] = host.shared("0", name)
        case .load, .store, .increment: try touch(step)
        default: if let socket = step.name.flatMap({ sockets[$0] }) { try perform(step, on: socket) }
        }
    }

    private mutating func perform(_ step: Step, on socket: RecordedSocket) throws {
        switch step {
        case .send(_, let text): try socket.send(text)
        case .sendMany(_, let count): tell("\(try socket.send(Self.bytes(count)))")
        case .sendAll(_, let count): try socket.sendAll(Self.bytes(count))
        case .recv(_, let size): tell(try socket.recv(size))
        case .recvAll(_, let size): try receiveAll(from: socket, size)
        case .sendto(_, let text, let place): if let address = try address(place) { try socket.sendto(text, address) }
        case .sendtoMany(_, let count, let place):
            if let address = try address(place) { try socket.sendto(Self.bytes(count), address) }
        case .recvfrom(_, let size): try receiveDatagram(on: socket, size)
        case .halfClose: try socket.shutdown(.write)
        case .close: try socket.close()
        case .reset: try socket.reset()
        case .state: tell(try socket.state().rawValue)
        default: try prepare(step, on: socket)
        }
    }

    private mutating func prepare(_ step: Step, on socket: RecordedSocket) throws {
        switch step {
        case .bind(let name, let place): if let address = try address(place) { try bind(socket, name, to: address) }
        case .listen(let name, let backlog): if bound.contains(name) { try socket.listen(backlog: backlog) }
        case .accept(_, let name): sockets[name] = try socket.accept().0
        case .connect(_, let place): if let address = try address(place) { try socket.connect(address) }
        case .setNonblocking: try socket.setBlocking(false)
        case .receiveTimeout(_, let seconds): try socket.setReceiveTimeout(seconds: seconds)
        case .option(_, let option, let value): try socket.setOption(option, value)
        case .reuseAddress: try socket.setOption(.reuseAddress, true)
        default: break
        }
    }

    private mutating func look(for place: GeneratedProgram.Place) throws {
        guard case .unix(let path)? = try address(place) else { return }
        tell(try host.run(["test", "-e", path]).status == 0 ? "there" : "not there")
    }

    private mutating func touch(_ step: Step) throws {
        switch step {
        case .load(let name): if let cell = cells[name] { tell(try cell.load()) }
        case .store(let name, let text): try cells[name]?.store(text)
        case .increment(let name): if let cell = cells[name] { try cell.store("\((Int(try cell.load()) ?? 0) + 1)") }
        default: break
        }
    }

    private mutating func start(_ steps: [Step]) throws {
        let (transport, manner, sockets, cells) = (transport, manner, sockets, cells)
        threads.append(try host.thread { host in
            var thread = GeneratedThread(host: host, transport: transport, manner: manner, sockets: sockets, cells: cells)
            try thread.run(steps)
        })
    }

    private mutating func bind(_ socket: RecordedSocket, _ name: String, to address: Address) throws {
        try socket.bind(address)
        bound.insert(name)
    }

    private mutating func poll(_ names: [String], _ timeout: Double?) throws {
        let asked = names.compactMap { name in sockets[name].map { (name, $0) } }
        guard !asked.isEmpty else { return }
        let ready = try host.poll(asked.map(\.1), timeout: timeout)
        tell("ready:" + asked.filter { name, socket in ready.contains { $0 === socket } }.map(\.0).joined(separator: "+"))
    }

    private mutating func receiveAll(from socket: RecordedSocket, _ size: Int) throws {
        while true {
            let data = try socket.recv(size)
            tell(data)
            if data.isEmpty { return }
        }
    }

    private mutating func receiveDatagram(on socket: RecordedSocket, _ size: Int) throws {
        let (data, sender) = try socket.recvfrom(size)
        lastSender = sender
        tell(data)
    }

    private func address(_ place: GeneratedProgram.Place) throws -> Address? {
        switch place {
        case .server: try host.serverAddress
        case .participant(let name): try host.address(of: name)
        case .ownPath: try host.socketPath
        case .lastSender: lastSender
        }
    }

    private static func bytes(_ count: Int) -> [UInt8] { [UInt8](repeating: UInt8(ascii: "z"), count: count) }
}

extension Transport {
    var kind: SocketKind {
        switch self {
        case .tcp: .tcp
        case .udp: .udp
        case .unixStream: .unixStream
        case .unixDatagram: .unixDatagram
        }
    }
}

extension GeneratedProgram.Step {
    /// The socket that the call is made on.
    var name: String? {
        switch self {
        case .bind(let name, _), .listen(let name, _), .accept(let name, _), .connect(let name, _), .send(let name, _),
            .sendMany(let name, _), .sendAll(let name, _), .recv(let name, _), .recvAll(let name, _), .sendto(let name, _, _),
            .sendtoMany(let name, _, _), .recvfrom(let name, _), .setNonblocking(let name), .receiveTimeout(let name, _),
            .option(let name, _, _), .reuseAddress(let name), .halfClose(let name), .close(let name), .reset(let name),
            .state(let name): name
        case .socket, .poll, .sleep, .print, .input, .lookFor, .cell, .load, .store, .increment, .thread, .join: nil
        }
    }
}
