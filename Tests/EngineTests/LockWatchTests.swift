import Engine
import Glibc
import Testing
import Transcripts

/// A lock that is kept across a call is named: no run stands still without a word.
struct LockWatchTests {
    /// A pthread mutex, as programs have it that know nothing of the lab.
    private final class Mutex: @unchecked Sendable {
        private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
        init() { pthread_mutex_init(mutex, nil) }
        func lock() { pthread_mutex_lock(mutex) }
        func unlock() { pthread_mutex_unlock(mutex) }
    }

    /// Two threads write two words each, under one lock.
    private static func twoWriters() -> Scenario {
        Scenario("mutex", server: { host in
            let (connection, _) = try Rivals.listener(host).accept()
            let mutex = Mutex()
            let writers = try [["a", "A"], ["b", "B"]].map { words in
                try host.thread { _ in
                    mutex.lock()
                    defer { mutex.unlock() }
                    for word in words { try connection.send(word) }
                }
            }
            for writer in writers { try writer.join() }
        }, client: { host in
            let socket = try Rivals.connected(host)
            var all: [UInt8] = []
            while case let data = try socket.recv(100), !data.isEmpty { all += data }
            host.print(all)
        })
    }

    /// Two threads take two locks in opposite orders; each has its first before the other asks for it.
    private static func crossed() -> Scenario {
        Scenario("crossed", transport: .unixStream, participants: [
            .server { host in
                let (left, right) = try host.socketPair()
                let (one, two) = (Mutex(), Mutex())
                let threads = try [(left, one, two), (right, two, one)].map { socket, mine, others in
                    try host.thread { _ in
                        mine.lock()
                        defer { mine.unlock() }
                        try socket.send("x")
                        _ = try socket.recv(1)
                        others.lock()
                        others.unlock()
                    }
                }
                for thread in threads { try thread.join() }
            }
        ])
    }

    private func endedByLock(_ transcript: Transcript) -> Bool {
        transcript.events.contains { $0.result == .interrupted(.lock) }
    }

    @Test func lockstep_endsAndNamesTheLock() throws {
        let transcript = try run(Self.twoWriters(), options: RunOptions(schedule: .lockstep))
        #expect(endedByLock(transcript))
        #expect(!transcript.endings.contains { $0.how == .abandoned })
    }

    @Test func explore_namesTheThreadThatWaits() throws {
        #expect(throws: ExploreError.lockHeld(participant: "server", thread: "t2")) {
            try explore(Self.twoWriters(), options: Searches.options(reduction: true, most: 1_000))
        }
    }

    @Test func free_justRuns() throws {
        for _ in 1...20 {
            let transcript = try run(Self.twoWriters(), options: RunOptions(schedule: .free))
            #expect(!endedByLock(transcript))
            #expect(transcript.prints(of: "client").allSatisfy { ["aAbB", "bBaA"].contains($0) })
            #expect(transcript.ending(of: "server") == .returned)
        }
    }

    @Test func free_endsARealDeadlockOfTwoLocks() throws {
        let transcript = try run(Self.crossed(), options: RunOptions(schedule: .free))
        #expect(transcript.endings.count == 3)
        #expect(transcript.endings.filter { $0.thread != nil }.allSatisfy { $0.how == .interrupted(.lock, number: nil) })
        #expect(transcript.events.count { $0.call == .send } == 2, "what they did before is there")
    }
}
