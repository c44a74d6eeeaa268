import Transcripts

/// A run that never was: threads of two servers and some clients, and the one order in which the kernel served them. Each
/// call has an interval around the moment when it was served, as a seam that sees only beginnings and ends has it.
struct RandomExecution {
    /// What each thread did, in its order.
    var logs: [[RawRecord]]
    /// Which send each byte of a flow came from, by the ends' serial numbers, in the order of the kernel: index of thread and
    /// of call.
    var senders: [Int: [Overlaps.Place]] = [:]
    let header: Transcript.Header
    private var time: Nanoseconds = 1_000
    private var random: Random
    /// When each thread's last call ended.
    private var free: [Nanoseconds]
    private var lastSerial = 0

    struct Random {
        var state: UInt64

        mutating func below(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }
    }

    /// A connection of this execution, with what is on its way.
    private struct Pair {
        var client: RawSocket
        var clientThread: Int
        var port: UInt16
        var server: RawSocket?
        var isAccepted = false
        /// Bytes in the kernel, with the place of their send; towards the server, towards the client.
        var toServer: [Overlaps.Place] = []
        var toClient: [Overlaps.Place] = []
        var clientClosed = false
        var sawEnd = false
    }

    /// `writers` threads of each client write to its connection at the same time; thread 0 is the server's.
    init(seed: UInt64, clients: Int, writers: Int, steps: Int) {
        random = Random(state: seed)
        let names = ["server"] + (1...clients).map { "client-\($0)" }
        header = Transcript.Header(
            lesson: "", scenario: "", participants: names.map { .init(name: $0, role: $0 == "server" ? .server : .client) },
            schedule: "free", transport: "TCP")
        let count = 1 + clients * writers
        logs = Array(repeating: [], count: count)
        free = Array(repeating: 0, count: count)
        play(clients: clients, writers: writers, steps: steps)
    }

    private static let place = Address.loopback(port: 4_000)

    private mutating func socket() -> RawSocket {
        lastSerial += 1
        return RawSocket(serial: lastSerial, kernel: lastSerial + 10, isStream: true)
    }

    /// The kernel serves a call of that thread now.
    private mutating func serve(
        _ thread: Int, _ call: Call, on socket: RawSocket, clients: Int, writers: Int, _ fill: (inout RawRecord) -> Void
    ) {
        // Long after everything that is over, so that intervals reach far into the past and into the future.
        time += 100
        let began = max(free[thread] + 1, time - Nanoseconds(random.below(2_000)))
        let ended = time + 1 + Nanoseconds(random.below(2_000))
        free[thread] = ended
        let owner = thread == 0 ? "server" : "client-\((thread - 1) / writers + 1)"
        let name = thread == 0 || (thread - 1) % writers == 0 ? nil : "t\((thread - 1) % writers)"
        var record = RawRecord(
            participant: owner, thread: name, call: call, socket: socket, began: min(began, time), ended: ended,
            result: .returned(0))
        fill(&record)
        logs[thread].append(record)
    }

    /// Whether that thread's last call is over before the kernel goes on.
    private func isFree(_ thread: Int) -> Bool { free[thread] < time + 99 }

    private mutating func play(clients: Int, writers: Int, steps: Int) {
        let listener = socket()
        var pairs: [Pair] = []
        var queue: [Int] = []
        var isListening = false
        for step in 0..<steps {
            time += 50
            if step == 3 || (!isListening && step > 6) {
                guard isFree(0), !isListening else { continue }
                serve(0, .socket, on: listener, clients: clients, writers: writers) { $0.detail = "tcp" }
                time = free[0] + 1
                serve(0, .listen, on: listener, clients: clients, writers: writers) { $0.local = Self.place }
                isListening = true
                continue
            }
            let thread = random.below(logs.count)
            guard isFree(thread) else { continue }
            if thread == 0 {
                serverStep(listener, &pairs, &queue, isListening, clients, writers)
            } else {
                clientStep(thread, &pairs, &queue, isListening, clients, writers)
            }
        }
    }

    private mutating func serverStep(
        _ listener: RawSocket, _ pairs: inout [Pair], _ queue: inout [Int], _ isListening: Bool, _ clients: Int, _ writers: Int
    ) {
        guard isListening else { return }
        if let first = queue.first {
            queue.removeFirst()
            let accepted = socket()
            pairs[first].server = accepted
            pairs[first].isAccepted = true
            let port = pairs[first].port
            return serve(0, .accept, on: listener, clients: clients, writers: writers) {
                $0.accepted = accepted
                $0.peer = .loopback(port: port)
                $0.local = Self.place
            }
        }
        for index in pairs.indices where pairs[index].isAccepted && !pairs[index].sawEnd {
            guard let server = pairs[index].server else { continue }
            if !pairs[index].toServer.isEmpty {
                let count = 1 + random.below(pairs[index].toServer.count)
                senders[server.serial, default: []] += pairs[index].toServer.prefix(count)
                pairs[index].toServer.removeFirst(count)
                return serve(0, .recv, on: server, clients: clients, writers: writers) {
                    $0.size = 1_024
                    $0.result = .returned(count)
                    $0.payload = Payload(Array(repeating: 120, count: count))
                }
            }
            if pairs[index].clientClosed {
                pairs[index].sawEnd = true
                return serve(0, .recv, on: server, clients: clients, writers: writers) {
                    $0.size = 1_024
                    $0.payload = Payload([])
                }
            }
        }
    }

    private mutating func clientStep(
        _ thread: Int, _ pairs: inout [Pair], _ queue: inout [Int], _ isListening: Bool, _ clients: Int, _ writers: Int
    ) {
        let client = (thread - 1) / writers
        let isFirst = (thread - 1) % writers == 0
        guard let index = pairs.lastIndex(where: { $0.clientThread == client && !$0.clientClosed }) else {
            if isFirst { connect(thread, client, &pairs, &queue, isListening, clients, writers) }
            return
        }
        // The other threads know the socket only when connect has returned.
        let socket = pairs[index].client
        if isFirst, random.below(8) == 0, (thread..<thread + writers).allSatisfy(isFree) {
            pairs[index].clientClosed = true
            return serve(thread, .close, on: socket, clients: clients, writers: writers) { _ in }
        }
        guard free[thread - (thread - 1) % writers] < time || isFirst else { return }
        let count = 1 + random.below(5)
        let place = Overlaps.Place(thread: thread, index: logs[thread].count)
        pairs[index].toServer += Array(repeating: place, count: count)
        serve(thread, .send, on: socket, clients: clients, writers: writers) {
            $0.size = count
            $0.result = .returned(count)
            $0.payload = Payload(Array(repeating: 120, count: count))
        }
        // It came after the connect that its thread saw return.
        let connected = logs[thread - (thread - 1) % writers].last { $0.call == .connect && $0.count != nil }?.ended ?? 0
        let last = logs[thread].count - 1
        logs[thread][last].began = max(logs[thread][last].began, min(connected + 1, time))
    }

    private mutating func connect(
        _ thread: Int, _ client: Int, _ pairs: inout [Pair], _ queue: inout [Int], _ isListening: Bool, _ clients: Int, _ writers: Int
    ) {
        let socket = socket()
        let port = UInt16(30_000 + pairs.count)
        serve(thread, .socket, on: socket, clients: clients, writers: writers) { $0.detail = "tcp" }
        time = free[thread] + 1
        guard isListening else {
            return serve(thread, .connect, on: socket, clients: clients, writers: writers) {
                $0.address = Self.place
                $0.result = .failed(.init(errno: 111, name: "ECONNREFUSED"))
            }
        }
        queue.append(pairs.count)
        pairs.append(Pair(client: socket, clientThread: client, port: port))
        serve(thread, .connect, on: socket, clients: clients, writers: writers) {
            $0.address = Self.place
            $0.local = .loopback(port: port)
        }
        time = free[thread] + 1
    }
}

extension RawRecord {
    var count: Int? { if case .returned(let count) = result { count } else { nil } }
}
