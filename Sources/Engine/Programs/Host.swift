import Sockets
import Transcripts

/// What a program sees of the machine it runs on: its sockets, its screen, its keyboard, its clock.
package final class Host: Sendable {
    let run: Run
    let lane: Lane

    init(run: Run, lane: Lane) {
        self.run = run
        self.lane = lane
    }

    /// The participant's name: `client-2`.
    package var name: String { lane.name }

    /// For a server: what it is to bind, port 0 unless the user asked for one. For everybody else, and for a second
    /// server: where the first server is; while there is none, an address where nobody listens.
    package var serverAddress: Address {
        get throws {
            if hasToLookForServer { run.stage?.stepAside(try LabThread.current(), touching: run.lookingForServer) }
            return try lane.participant.role == .server ? run.serverAddress() : run.addressForClients()
        }
    }

    /// Whether another order could have this participant ask before the first server has its address, or after.
    private var hasToLookForServer: Bool {
        if lane.participant.role == .server { return run.lanes.count { $0.participant.role == .server } > 1 }
        return lane.participant.start != .whenServerIsReady
    }

    /// A path for a Unix socket of this participant, in a folder of the run's own.
    package var socketPath: Address {
        get throws { .unix(path: try run.path() + "/" + name) }
    }

    /// The corresponding C function is `socket`.
    package func socket(_ kind: SocketKind) throws -> RecordedSocket {
        let thread = try LabThread.current()
        let intent = Intent(call: .socket, sharing: .never)
        return try thread.perform(intent, describe: { $0.detail = kind.rawValue }) { event throws(SocketError) in
            let raw = try Socket(kind, nonblocking: !run.isFree)
            let socket = RecordedSocket(raw, kind, run: run, lane: lane)
            socket.prepare()
            event.socket = socket.name
            return socket
        }
    }

    /// Shows a line on the participant's screen.
    package func print(_ text: String) {
        print(Array(text.utf8))
    }

    /// The same for bytes as they were received.
    package func print(_ bytes: [UInt8]) {
        guard let thread = try? LabThread.current() else { return }
        // `print` cannot fail, so an ended thread goes on; its call is counted and not made.
        try? thread.perform(Intent(call: .print, sharing: .amongThreads)) { event throws(SocketError) in
            event.payload = Payload(bytes)
        }
    }

    /// A line from the keyboard; nil at the end of the input.
    package func input(_ prompt: String = "") throws -> String? {
        let thread = try LabThread.current()
        let isTyped = run.isTyped(by: name)
        let intent = Intent(
            call: .input, sharing: isTyped ? .always : .amongThreads, readiness: isTyped ? .input : .now)
        return try thread.perform(intent, describe: { $0.detail = prompt }) { event throws(SocketError) in
            let line = isTyped ? run.readLine(prompt: prompt, participant: name) : nextLine()
            event.payload = line.map { Payload($0) }
            event.result = .returned(line?.utf8.count ?? 0)
            return line
        }
    }

    private func nextLine() -> String? {
        lane.withLock { $0.input.isEmpty ? nil : $0.input.removeFirst() }
    }

    /// Sleeps. Outside `free` the clock jumps, and nobody has to wait.
    package func sleep(seconds: Double) throws {
        let thread = try LabThread.current()
        let end = run.clock.now + Nanoseconds(seconds * 1e9)
        let intent = Intent(call: .sleep, readiness: .wake(at: end))
        try thread.perform(intent, describe: { $0.seconds = seconds }) { _ throws(SocketError) in
            if run.isFree { run.sleepInRealTime(until: end, on: thread) }
        }
        try thread.checkInterruption()
    }

    /// Starts another thread of this participant: `t1`, `t2` … It may use the participant's sockets.
    ///
    /// - Throws: `SocketError` with the operation `thread` when the system has no more of them (EAGAIN).
    @discardableResult
    package func thread(_ body: @escaping Program) throws -> ThreadHandle {
        let current = try LabThread.current()
        try current.checkInterruption()
        if lane.isThreaded { run.stage?.stepAside(current, touching: run.numbering(of: lane)) }
        let number = lane.withLock { fields in
            fields.startedThreads += 1
            return fields.startedThreads
        }
        lane.becomesThreaded()
        let thread = try run.startThread(in: lane, name: "t\(number)", body: body)
        return ThreadHandle(thread: thread)
    }
}

/// A thread that a program started.
package struct ThreadHandle: Sendable {
    let thread: LabThread

    /// Returns when the thread has ended.
    package func join() throws {
        let current = try LabThread.current()
        try current.run.join(thread, from: current)
    }
}
