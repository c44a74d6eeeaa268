import CLinux
import Sockets
import Synchronization
import SystemPackage
import Transcripts

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

// The seam's fast path: `send` and `recv` under `free`. Blocking descriptors, no schedule to ask, a fixed-size record.

extension LabThread {
    func sendFreely(
        _ socket: RecordedSocket, _ bytes: [UInt8], _ flags: MessageFlags, _ log: ThreadLog
    ) throws -> Int {
        try checkInterruption()
        holds([socket])
        defer { leavesCall() }
        try socket.checkOpen(.send)
        let began = run.clock.now
        return try bytes.withUnsafeBytes { bytes in
            while true {
                do throws(SocketError) {
                    let count = try mayWait(on: socket, to: .send) { () throws(SocketError) in
                        try socket.raw.send(bytes, flags: flags)
                    }
                    socket.sentBytes.add(count, ordering: .relaxed)
                    let kept = log.keep(UnsafeRawBufferPointer(rebasing: bytes[..<count]), budget: run.payloadBudget)
                    log.append(ThreadLog.Record(
                        began: began, ended: run.clock.now, socket: .passUnretained(socket), size: bytes.count,
                        result: count, payload: kept.start, kept: kept.kept,
                        flags: flags.rawValue, call: .send))
                    if barren.count > 0 { recordFolded() }
                    return count
                } catch {
                    try failFreely(error, .send, socket, size: bytes.count, flags, began)
                }
            }
        }
    }

    func recvFreely(
        _ socket: RecordedSocket, _ size: Int, _ flags: MessageFlags, _ log: ThreadLog
    ) throws -> [UInt8] {
        try checkInterruption()
        holds([socket])
        defer { leavesCall() }
        try socket.checkOpen(.recv)
        let began = run.clock.now
        while true {
            do throws(SocketError) {
                let bytes = try mayWait(on: socket, to: .receive) { () throws(SocketError) in
                    try socket.raw.recvBytes(size, flags: flags)
                }
                if bytes.isEmpty { break }
                if !flags.contains(.peek) { socket.receivedBytes.add(bytes.count, ordering: .relaxed) }
                let kept = bytes.withUnsafeBytes { log.keep($0, budget: run.payloadBudget) }
                log.append(ThreadLog.Record(
                    began: began, ended: run.clock.now, socket: .passUnretained(socket), size: size,
                    result: bytes.count, payload: kept.start, kept: kept.kept,
                    flags: flags.rawValue, call: .recv))
                if barren.count > 0 { recordFolded() }
                return bytes
            } catch {
                try failFreely(error, .recv, socket, size: size, flags, began)
            }
        }
        try receivedNothing(socket, size, flags, began)
        return []
    }

    /// The end of the stream: rare, and it may be the beginning of a spin, so it is recorded as a whole event.
    private func receivedNothing(
        _ socket: RecordedSocket, _ size: Int, _ flags: MessageFlags, _ began: Nanoseconds
    ) throws {
        var event = freeEvent(.recv, socket, size: size, flags, began)
        event.result = .returned(0)
        event.payload = Payload([])
        record(&event)
        try endIfSpinning(&event)
    }

    /// Returns when the call is to be tried again.
    private func failFreely(
        _ error: SocketError, _ call: Call, _ socket: RecordedSocket, size: Int, _ flags: MessageFlags,
        _ began: Nanoseconds
    ) throws {
        var event = freeEvent(call, socket, size: size, flags, began)
        if error.errno == .interrupted { return try checkInterruption(recording: &event) }
        try fail(error, &event)
    }

    private func freeEvent(
        _ call: Call, _ socket: RecordedSocket, size: Int, _ flags: MessageFlags, _ began: Nanoseconds
    ) -> RawRecord {
        var event = newEvent(Intent(call: call, socket: socket))
        event.began = began
        event.size = size
        event.flags = flags.names
        return event
    }

    /// Marks the thread as inside a call that may wait, for the one who watches for deadlocks.
    @inline(__always)
    func mayWait<Value>(
        on socket: RecordedSocket, to wait: FreeWait, _ call: () throws(SocketError) -> Value
    ) throws(SocketError) -> Value {
        let timeout = wait == .send || wait == .connect ? socket.sendTimeout : socket.receiveTimeout
        waitsOn.store(socket.raw.descriptor, ordering: .relaxed)
        waitsTo.store(timeout != nil ? .anything : wait, ordering: .relaxed)
        return try inside(call)
    }

    /// The same for `poll`.
    func mayWait(
        on targets: [pollfd], hasTimeout: Bool, _ call: () throws(SocketError) -> Void
    ) throws(SocketError) {
        polled.withLock { $0 = targets }
        waitsTo.store(hasTimeout ? .anything : .poll, ordering: .relaxed)
        try inside(call)
    }

    @inline(__always)
    private func inside<Value>(_ call: () throws(SocketError) -> Value) throws(SocketError) -> Value {
        // Nobody else writes it, so that it needs no locked addition.
        let entered = serial.load(ordering: .relaxed) &+ 1
        serial.store(entered, ordering: .releasing)
        defer { serial.store(entered &+ 1, ordering: .releasing) }
        return try call()
    }
}

extension Run {
    /// Sleeps until `end` on the run's clock, or until the lab ends the thread.
    func sleepInRealTime(until end: Nanoseconds, on thread: LabThread) {
        while thread.interruption == nil, !isCancelled {
            let left = end - clock.now
            if left <= 0 { return }
            var time = timespec(tv_sec: Int(left / 1_000_000_000), tv_nsec: Int(left % 1_000_000_000))
            nanosleep(&time, nil)
        }
    }

    func sleepForReal(seconds: Double, on thread: LabThread) throws {
        sleepInRealTime(until: clock.now + Nanoseconds(seconds * 1e9), on: thread)
        try thread.checkInterruption()
    }

    /// A participant that starts at a given time: under `free` it waits for it on its own thread; where every order is
    /// tried, it may start whenever it is chosen.
    func waitForStart(of thread: LabThread) throws {
        guard thread.name == nil, case .at(let seconds) = thread.participant.participant.start else { return }
        let time = Nanoseconds(seconds * 1e9)
        if isFree { return sleepInRealTime(until: time, on: thread) }
        if stage?.triesEveryOrder == true { try stage?.pause(thread, until: time) }
    }

    /// Returns when `thread` has ended.
    func join(_ thread: LabThread, from current: LabThread) throws {
        guard let stage else {
            current.waitsTo.store(.join, ordering: .relaxed)
            current.serial.add(1, ordering: .releasing)
            thread.hasEnded.wait()
            thread.hasEnded.pass()
            current.serial.add(1, ordering: .releasing)
            return try current.checkInterruption()
        }
        try current.checkInterruption()
        try stage.join(thread, from: current)
    }

    /// Returns when the participant has a datagram socket with an address, or will never have one.
    func awaitAddress(of lane: Lane, on thread: LabThread) throws {
        try thread.checkInterruption()
        if let stage { return try stage.awaitAddress(of: lane, from: thread) }
        thread.waitsTo.store(.join, ordering: .relaxed)
        thread.serial.add(1, ordering: .releasing)
        defer { thread.serial.add(1, ordering: .releasing) }
        while !hasAddress(lane) {
            news.wait(milliseconds: 50)
            try thread.checkInterruption()
        }
    }

    func record(_ event: inout RawRecord, by thread: LabThread) {
        if let log = thread.log { log.events.append(event) } else { recorder.completes(&event) }
    }
}
