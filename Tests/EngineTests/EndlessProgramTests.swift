import Engine
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import Sockets
import Synchronization
import Testing
import Transcripts

/// Programs that do not end by themselves.
struct EndlessProgramTests {
    static let spinning = Scenario("spinning", server: { host in
        let listener = try host.socket(.tcp)
        try listener.bind(host.serverAddress)
        try listener.listen()
        let (connection, _) = try listener.accept()
        while true {
            let data = try connection.recv(1024)
            host.print(data)
            try connection.send(data.uppercased())
        }
    }, client: { host in
        let socket = try host.socket(.tcp)
        try socket.connect(host.serverAddress)
        try socket.close()
    })

    @Test(arguments: [ScheduleChoice.lockstep, .free])
    func spinningServer_isEndedAndFolded(schedule: ScheduleChoice) throws {
        let transcript = try run(Self.spinning, options: RunOptions(schedule: schedule))
        #expect(transcript.events.contains { $0.result == .interrupted(.spinning) && $0.repeats > 100 })
        #expect(transcript.events.count < 50)
        guard case .interrupted(.spinning, _) = transcript.ending(of: "server") else {
            Issue.record("\(String(describing: transcript.ending(of: "server")))")
            return
        }
    }

    @Test func programThatSwallowsEverything_isAbandoned() throws {
        let scenario = Scenario("deaf", participants: [
            .client(start: .atOnce) { host in
                let socket = try host.socket(.udp)
                try socket.bind(.loopback())
                while true { _ = try? socket.recvfrom(10) }
            }
        ])
        let transcript = try run(scenario)
        #expect(transcript.ending(of: "client") == .abandoned)
    }

    @Test(arguments: [ScheduleChoice.lockstep, .free])
    func cancel_endsABlockedCall(schedule: ScheduleChoice) throws {
        let cancellation = try Cancellation()
        let scenario = Scenario("blocked", server: { host in
            let listener = try host.socket(.tcp)
            try listener.bind(host.serverAddress)
            try listener.listen()
            let (connection, _) = try listener.accept()
            cancellation.cancel()
            _ = try connection.recv(10)
        }, client: { host in
            let socket = try host.socket(.tcp)
            try socket.connect(host.serverAddress)
            _ = try socket.recv(10)
        })
        let transcript = try run(scenario, options: RunOptions(schedule: schedule), cancellation: cancellation)
        guard case .interrupted(.cancelled, _) = transcript.ending(of: "server") else {
            Issue.record("\(String(describing: transcript.ending(of: "server")))")
            return
        }
    }

    @Test func cancel_endsAProgramThatPrintsForEver() throws {
        let cancellation = try Cancellation()
        let scenario = Scenario("chatter", participants: [
            .client(start: .atOnce) { host in
                cancellation.cancel()
                while true { host.print("x") }
            }
        ])
        let transcript = try run(scenario, cancellation: cancellation)
        #expect(transcript.ending(of: "client") == .abandoned)
    }

    @Test func cancel_leavesAProgramBehindThatOnlyComputes() throws {
        let cancellation = try Cancellation()
        let scenario = Scenario("busy", participants: [
            .client(start: .atOnce) { host in
                cancellation.cancel()
                while !Self.stop.load(ordering: .relaxed) { sched_yield() }
                host.print("too late")
            }
        ])
        let transcript = try run(scenario, cancellation: cancellation)
        Self.stop.store(true, ordering: .relaxed)
        #expect(transcript.ending(of: "client") == .abandoned)
        #expect(transcript.prints(of: "client").isEmpty)
    }

    static let stop = Atomic<Bool>(false)
}
