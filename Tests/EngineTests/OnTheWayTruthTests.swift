import Engine
import Glibc
import Sockets
import Synchronization
import SystemPackage
import Testing
import Transcripts

/// What is said to be on the way is what the kernel holds: in random conversations, after every call.
struct OnTheWayTruthTests {
    enum Step: CaseIterable {
        case send, sendMuch, sendWithoutWaiting, recv, recvOne, recvAll, recvNow, recvExactly, peek, nap
        case stopReading, stopWriting, stopBoth, close, reset, leave
    }

    /// The kernel's descriptors of the two ends of a connection, while they are open.
    final class Ends: Sendable {
        private let fields = Mutex<(client: Int32?, server: Int32?)>((nil, nil))

        func set(_ descriptor: Int32?, isClient: Bool) {
            fields.withLock { if isClient { $0.client = descriptor } else { $0.server = descriptor } }
        }

        var server: Int32? { fields.withLock { $0.server } }

        /// `in=3 out=20`: bytes on the way to and from this side, as far as the kernel tells; `out>=20` where a sender or
        /// a receiver is gone.
        func measure(isClient: Bool) -> String {
            let (client, server) = fields.withLock { $0 }
            let (mine, other) = isClient ? (client, server) : (server, client)
            var words: [String] = []
            if let mine { words.append(Self.words("in", receiver: mine, sender: other)) }
            if let other, mine != nil { words.append(Self.words("out", receiver: other, sender: mine)) }
            return words.joined(separator: " ")
        }

        private static func words(_ name: String, receiver: Int32, sender: Int32?) -> String {
            let arrived = ask(receiver, 0x541B)
            guard let sender else { return "\(name)>=\(arrived)" }
            return "\(name)=\(arrived + max(0, ask(sender, 0x894B)))"
        }

        static func ask(_ descriptor: Int32, _ request: UInt) -> Int {
            var value: Int32 = 0
            return ioctl(descriptor, request, &value) == 0 ? Int(value) : 0
        }
    }

    /// Does the steps, and after each says what the kernel holds.
    private static func perform(_ steps: [Step], on socket: RecordedSocket, _ host: Host, _ ends: Ends, isClient: Bool) throws {
        for (index, step) in steps.enumerated() {
            do {
                if try !perform(step, index, on: socket, host) {
                    ends.set(nil, isClient: isClient)
                    return
                }
            } catch let error as SocketError {
                if error.errno == .badFileDescriptor { return }
            } catch {
                ends.set(nil, isClient: isClient)
                throw error
            }
            host.print(ends.measure(isClient: isClient))
        }
        // At the end of its program the kernel closes what is open.
        ends.set(nil, isClient: isClient)
    }

    /// False when the socket is closed.
    private static func perform(_ step: Step, _ index: Int, on socket: RecordedSocket, _ host: Host) throws -> Bool {
        switch step {
        case .send: try socket.send(String(repeating: "abcdefghij"[index], count: index + 1))
        case .sendMuch: try socket.send([UInt8](repeating: UInt8(65 + index), count: 60_000 * (index + 1)))
        case .sendWithoutWaiting: try socket.send([UInt8](repeating: UInt8(65 + index), count: 200_000), flags: .dontWait)
        case .recv: _ = try socket.recv(5)
        case .recvOne: _ = try socket.recv(1)
        case .recvAll: _ = try socket.recv(1_000_000)
        case .recvNow: _ = try socket.recv(100, flags: .dontWait)
        case .recvExactly: _ = try socket.recv(8, flags: .waitAll)
        case .peek: _ = try socket.recv(3, flags: [.peek, .dontWait])
        case .nap: try host.sleep(seconds: 1)
        case .stopReading: try socket.shutdown(.read)
        case .stopWriting: try socket.shutdown(.write)
        case .stopBoth: try socket.shutdown(.both)
        case .close: try socket.close(); return false
        case .reset: try socket.reset(); return false
        case .leave: throw Left()
        }
        return true
    }

    struct Left: Error {}

    private static func kernel(_ socket: RecordedSocket) -> Int32 { Int32(socket.name.kernel) }

    private static func scenario(_ generator: inout SeededGenerator) -> Scenario {
        let isUnix = Int.random(in: 0..<4, using: &generator) == 0
        let kind: SocketKind = isUnix ? .unixStream : .tcp
        func steps() -> [Step] {
            (0..<Int.random(in: 1...6, using: &generator)).map { _ in
                // Most conversations are more than closing.
                let step = Step.allCases.randomElement(using: &generator)!
                return Bool.random(using: &generator) ? step : [.send, .recv, .recvAll, .send, .nap].randomElement(using: &generator)!
            }
        }
        let (serverSteps, clientSteps) = (steps(), steps())
        let accepts = Int.random(in: 0..<8, using: &generator) > 0
        let buffer = [nil, nil, 2_048, 10_000].randomElement(using: &generator)!
        let naps = Bool.random(using: &generator)
        let ends = Ends()
        return Scenario("conversation", transport: isUnix ? .unixStream : .tcp, participants: [
            .server { host in
                let listener = try host.socket(kind)
                if let buffer { try listener.setOption(.receiveBuffer, buffer) }
                try listener.bind(host.serverAddress)
                try listener.listen()
                if naps || !accepts { try host.sleep(seconds: 2) }
                guard accepts else { return try listener.close() }
                let (connection, _) = try listener.accept()
                ends.set(kernel(connection), isClient: false)
                try perform(serverSteps, on: connection, host, ends, isClient: false)
            },
            .client { host in
                let socket = try host.socket(kind)
                if let buffer { try socket.setOption(.sendBuffer, buffer) }
                try socket.connect(host.serverAddress)
                ends.set(kernel(socket), isClient: true)
                try perform(clientSteps, on: socket, host, ends, isClient: true)
            },
        ])
    }

    @Test(arguments: 0..<10) func conversations(_ part: Int) throws {
        for seed in part * 60..<(part + 1) * 60 {
            var generator = SeededGenerator(seed: UInt64(seed))
            let transcript = try run(Self.scenario(&generator))
            let faults = Truth(transcript).faults
            #expect(faults.isEmpty, "seed \(seed): \(faults.joined(separator: "; "))\n\(transcript.told)")
            if !faults.isEmpty { return }
        }
    }
}

/// The same for datagrams, with receive buffers that drop what is too much.
extension OnTheWayTruthTests {
    enum DatagramStep: CaseIterable {
        case send, sendBig, sendMany, sendNothing, recv, recvNow, peek, nap
    }

    private static func perform(
        _ steps: [DatagramStep], on socket: RecordedSocket, _ host: Host, to address: () throws -> Address, _ receiver: () -> Int32?
    ) {
        for (index, step) in steps.enumerated() {
            do {
                switch step {
                case .send: try socket.sendto(String(repeating: "abcdefgh"[index], count: index + 1), try address())
                case .sendBig: try socket.sendto([UInt8](repeating: 66, count: 900), address())
                case .sendMany: for _ in 0..<8 { try socket.sendto([UInt8](repeating: 67, count: 200 + index), address()) }
                case .sendNothing: try socket.sendto("", address())
                case .recv: _ = try socket.recvfrom(1_000)
                case .recvNow: _ = try socket.recvfrom(3, flags: .dontWait)
                case .peek: _ = try socket.recvfrom(3, flags: [.peek, .dontWait])
                case .nap: try host.sleep(seconds: 1)
                }
            } catch is SocketError {
            } catch {
                return
            }
            if let receiver = receiver() { host.print("next=\(Ends.ask(receiver, 0x541B))") }
        }
    }

    private static func datagrams(_ generator: inout SeededGenerator) -> Scenario {
        let isUnix = Int.random(in: 0..<5, using: &generator) == 0
        let kind: SocketKind = isUnix ? .unixDatagram : .udp
        let buffer = [nil, 1_000, 4_000].randomElement(using: &generator)!
        func steps(_ choices: [DatagramStep]) -> [DatagramStep] {
            (0..<Int.random(in: 1...8, using: &generator)).map { _ in choices.randomElement(using: &generator)! }
        }
        let takes = steps([.recv, .recvNow, .recv, .peek, .nap, .recvNow])
        let sends = steps([.send, .sendBig, .sendMany, .sendNothing, .nap, .send])
        let naps = Bool.random(using: &generator)
        let ends = Ends()
        return Scenario("datagrams", transport: isUnix ? .unixDatagram : .udp, participants: [
            .server { host in
                let socket = try host.socket(kind)
                if let buffer { try socket.setOption(.receiveBuffer, buffer) }
                try socket.bind(host.serverAddress)
                ends.set(kernel(socket), isClient: false)
                defer { ends.set(nil, isClient: false) }
                if naps { try host.sleep(seconds: 3) }
                perform(takes, on: socket, host, to: { try host.serverAddress }, { ends.server })
            },
            .client { host in
                let socket = try host.socket(kind)
                perform(sends, on: socket, host, to: { try host.serverAddress }, { ends.server })
            },
        ])
    }

    @Test(arguments: 0..<10) func datagramTalks(_ part: Int) throws {
        for seed in part * 30..<(part + 1) * 30 {
            var generator = SeededGenerator(seed: UInt64(10_000 + seed))
            let transcript = try run(Self.datagrams(&generator))
            let faults = Truth(transcript).faults
            #expect(faults.isEmpty, "seed \(seed): \(faults.joined(separator: "; "))\n\(transcript.told)")
            if !faults.isEmpty { return }
        }
    }
}

/// Holds what is said to be on the way against what was received, left unread, and found in the kernel.
private struct Truth {
    let transcript: Transcript
    private var tracker: OnTheWayTracker
    private var last: [Int: Int] = [:]
    private(set) var faults: [String] = []

    init(_ transcript: Transcript) {
        self.transcript = transcript
        tracker = OnTheWayTracker(transcript)
        for step in transcript.steps {
            let before = tracker
            tracker.take(step)
            if case .completes(let number) = step { check(transcript.events[number - 1], before) }
        }
    }

    private mutating func check(_ event: Event, _ before: OnTheWayTracker) {
        if event.call == .recv, let position = event.position, let count = event.count, count > 0 {
            checkReceived(event, before.onTheWay(flow: position.flow), count)
        }
        if event.call == .close, let incoming = incoming(event) {
            // Of a large send a part may still lie at the sender.
            let flow = before.onTheWay(flow: incoming)
            checkCount(event.unread ?? 0, isLeast: (flow?.count ?? 0) > 1_000, before.onTheWay(flow: incoming), "unread at close #\(event.number)")
        }
        if event.call == .recvfrom, let position = event.position, event.count != nil {
            let way = before.onTheWay(flow: position.flow)?.pieces.first?.bytes
            if way?.starts(with: event.payload?.bytes ?? []) != true { faults.append("#\(event.number) received what was not on the way") }
        }
        if event.call == .print, ["UDP", "Unix datagram"].contains(transcript.header.transport) { checkNext(event) }
        if event.call == .print { checkKernel(event) }
    }

    /// Every byte that is received was on the way.
    private mutating func checkReceived(_ event: Event, _ flow: OnTheWay?, _ count: Int) {
        // Of a long payload the recording keeps only the beginning.
        let pieces = flow?.pieces ?? []
        let whole = pieces.prefix { $0.bytes.count == $0.count }
        let way = (whole + pieces.dropFirst(whole.count).prefix(1)).flatMap(\.bytes)
        let bytes = event.payload?.bytes ?? []
        let known = min(way.count, bytes.count)
        if (flow?.count ?? 0) < count { faults.append("#\(event.number) received \(count), on the way were \(flow?.count ?? 0)") }
        if way.prefix(known) != bytes.prefix(known) { faults.append("#\(event.number) received other bytes") }
    }

    private mutating func checkCount(_ truth: Int, isLeast: Bool, _ flow: OnTheWay?, _ what: String) {
        let said = flow?.count ?? 0
        // After a reset the kernel still counts what it has thrown away at the sender.
        if flow?.isReset == true, said < truth, what.hasPrefix("out") { return }
        // The kernel counts the end of the stream as a byte that is still to be sent.
        let isEnd = flow?.senderClosed == true && said == truth - 1 && said > 1_000
        if !isEnd, flow?.isAtMost == true || isLeast ? said < truth : said != truth {
            faults.append("\(what): \(truth), said \(said)\(flow?.isAtMost == true ? " at most" : "")")
        }
    }

    private mutating func checkKernel(_ event: Event) {
        guard let connection = transcript.events.last(where: {
            $0.number < event.number && $0.participant == event.participant && $0.connection != nil
        })?.connection else { return }
        let toClient = 2 * connection + 1
        let (incoming, outgoing) = event.participant == "client" ? (toClient, toClient - 1) : (toClient - 1, toClient)
        for word in String(decoding: event.payload?.bytes ?? [], as: UTF8.self).split(separator: " ") {
            let number = Int(word.drop { !$0.isNumber }) ?? 0
            let flow = word.hasPrefix("in") ? incoming : outgoing
            checkCount(number, isLeast: word.contains(">"), tracker.onTheWay(flow: flow), "\(word) at #\(event.number)")
        }
    }

    /// The kernel tells how long the next datagram is.
    private mutating func checkNext(_ event: Event) {
        guard let next = Int(String(decoding: event.payload?.bytes ?? [], as: UTF8.self).dropFirst(5)) else { return }
        let flow = tracker.flows.first
        if flow?.isAtMost == true { return }
        if flow?.pieces.first?.count ?? 0 != next {
            faults.append("#\(event.number): next is \(next), said \(flow?.pieces.map(\.count) ?? [])")
        }
    }

    private func incoming(_ event: Event) -> Int? {
        event.connection.map { 2 * $0 + (event.participant == "client" ? 1 : 0) }
    }
}

extension Transcript {
    /// The run in words, with what it says is on the way.
    fileprivate var told: String {
        var tracker = OnTheWayTracker(self)
        return zip(steps, story).map { step, line in
            tracker.take(step)
            let flows = tracker.flows.map { flow in
                "\(flow.flow):\(flow.isAtMost ? "<=" : "")\(flow.count)\(flow.senderClosed ? "]" : "")\(flow.isReset ? "X" : "")"
            }
            var text = ""
            if case .completes(let number) = step, events[number - 1].call == .print {
                text = String(decoding: events[number - 1].payload?.bytes ?? [], as: UTF8.self)
            }
            if case .completes(let number) = step, let detail = events[number - 1].detail { text += " " + detail }
            return "\(line) \(text)   \(flows.joined(separator: " "))"
        }.joined(separator: "\n")
    }
}

extension String {
    fileprivate subscript(_ index: Int) -> String { String(self[self.index(startIndex, offsetBy: index)]) }
}
