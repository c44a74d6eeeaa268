import CLinux
import Sockets
import Synchronization
import Transcripts

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension Run {
    /// How long a cancelled run may take to unwind before its threads are left behind: 2 s.
    private static let longestUnwinding: Nanoseconds = 2_000_000_000

    /// What the thread that called `run` does meanwhile.
    func execute(_ console: (any Console)?) throws -> Transcript {
        // Whoever waits for the run is woken on the core where it ends.
        let coreBefore = isFree ? -1 : clinux_stay_on(core)
        defer {
            tearDown()
            if !isFree { _ = clinux_stay_on(coreBefore) }
        }
        begin()
        var watch = FreeWatch()
        var lockWatch = LockWatch()
        var unwindingSince: Nanoseconds?
        while true {
            let isUnwinding = unwindingSince != nil
            let tick = stage == nil ? watch.tick(for: self) : LockWatch.tick
            let messages = mailbox.wait(
                milliseconds: isUnwinding ? 1 : tick, cancellation: isUnwinding ? nil : cancellation)
            if handle(messages, console) { break }
            if isCancelled, unwindingSince == nil { unwindingSince = realNow }
            if let stage {
                if unwindingSince == nil, messages.isEmpty, let stuck = lockWatch.look(at: stage, of: self) {
                    unwindingSince = realNow
                    stage.breakOut(of: stuck)
                }
            } else {
                watch.look(at: self, isCancelled: isCancelled)
                if watch.hasFoundALock, unwindingSince == nil { unwindingSince = realNow }
            }
            if let unwindingSince, realNow - unwindingSince > Self.longestUnwinding {
                return watch.hasFoundALock ? leaveLocked(console) : leaveBehind(recorder.close(), .abandoned)
            }
        }
        if let failure = stage?.failure { throw failure }
        return try result(console)
    }

    private func begin() {
        if let stage {
            if let first = stage.choose() { first.resume() } else { finished() }
        } else {
            _ = clinux_install_interrupt()
            startDueFreely()
        }
    }

    /// True when the run has finished.
    private func handle(_ messages: [Mailbox.Message], _ console: (any Console)?) -> Bool {
        var isFinished = false
        // The next one stands last: taking the first of an array moves all others.
        var queue = Array(messages.reversed())
        let arrivals = Arrivals(descriptor: mailbox.descriptor) { [mailbox] in
            let later = mailbox.wait(milliseconds: 0, cancellation: nil)
            let all = queue.reversed() + later
            // Another question waits until this one is answered.
            queue = all.reversed().filter { if case .line = $0 { false } else { true } }
            for case .line(let line) in all { console?.happened(line) }
        }
        while let message = queue.popLast() {
            switch message {
            case .line(let line): console?.happened(line)
            case .input(let prompt, let participant, let reply):
                reply(isCancelled ? nil : console?.readLine(prompt: prompt, participant: participant, meanwhile: arrivals))
            case .allow(let event, let transcript, let reply):
                reply(isCancelled ? .quit : console?.allow(event, in: transcript) ?? .run)
            case .finished: isFinished = true
            }
        }
        return isFinished
    }

    private func result(_ console: (any Console)?) throws -> Transcript {
        guard isFree, !isLive else { return recorder.close() }
        let merged = FreeMerge(run: self).transcript()
        if let console { for line in merged.lines { console.happened(line) } }
        return merged
    }

    /// Threads wait for each other's locks, and no call of theirs could be ended. They sleep: their logs can be read.
    private func leaveLocked(_ console: (any Console)?) -> Transcript {
        let transcript = leaveBehind(FreeMerge(run: self).transcript(), .interrupted(.lock, number: nil))
        if let console { for line in transcript.lines { console.happened(line) } }
        return transcript
    }

    /// Threads that do not come to their end (one computes, and makes no call) are left as they are.
    private func leaveBehind(_ soFar: Transcript, _ how: Transcript.How) -> Transcript {
        isOver.store(true, ordering: .releasing)
        var transcript = soFar
        let ended = Set(transcript.endings.map { "\($0.participant) \($0.thread ?? "")" })
        for thread in threads where !ended.contains("\(thread.participant.name) \(thread.name ?? "")") {
            transcript.append(.ends(.init(
                participant: thread.participant.name, thread: thread.name, at: clock.stamp, how: how)))
        }
        return transcript
    }

    // MARK: What threads ask the caller for

    func ask(about event: RawRecord) -> StepAnswer {
        let box = Answer<StepAnswer>()
        mailbox.post(.allow(recorder.preview(event), recorder.transcript, reply: box.give))
        return waitingForTheCaller(box.wait)
    }

    func readLine(prompt: String, participant: String) -> String? {
        let box = Answer<String?>()
        mailbox.post(.input(prompt: prompt, participant: participant, reply: box.give))
        return waitingForTheCaller(box.wait)
    }

    /// Marks the thread as one that waits for the caller of `run`, and not for a lock.
    private func waitingForTheCaller<Value>(_ wait: () -> Value) -> Value {
        let thread = try? LabThread.current()
        thread?.asksTheCaller.store(true, ordering: .releasing)
        defer { thread?.asksTheCaller.store(false, ordering: .releasing) }
        return wait()
    }

    /// Real time passes until a descriptor is ready, the run is cancelled or the time is over.
    func pollInRealTime(_ targets: [pollfd], milliseconds: Int32) {
        var targets = targets
        if let cancellation { targets.append(pollfd(fd: cancellation.descriptor, events: Int16(POLLIN), revents: 0)) }
        _ = poll(&targets, nfds_t(targets.count), milliseconds)
    }
}

/// A value that one thread waits for and another gives.
private final class Answer<Value: Sendable>: Sendable {
    private let value = Lock<Value?>(nil)
    private let baton = Baton()

    @Sendable func give(_ value: Value) {
        self.value.withLock { $0 = value }
        baton.pass()
    }

    func wait() -> Value {
        baton.wait()
        return value.withLock { $0! }
    }
}

extension LabThread {
    /// The thread has nothing more to do in this run and cannot be ended from outside: it sleeps for good.
    static func holdForEver() -> Never {
        while true { pause() }
    }
}
