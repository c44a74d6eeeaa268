@testable import Engine
import Sockets
import Testing
import Transcripts

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// One participant alone: who talks to it comes from outside the lab.
struct SoloTests {
    /// Takes down what is told, and cancels the run at a line of the test's choice.
    final class Listener: Console {
        var lines: [TranscriptLine] = []
        var onLine: (TranscriptLine) -> Void = { _ in }

        func readLine(prompt: String, participant: String, meanwhile: Arrivals) -> String? { nil }
        func allow(_ call: Event, in transcript: Transcript) -> StepAnswer { .run }

        func happened(_ line: TranscriptLine) {
            lines.append(line)
            onLine(line)
        }

        /// Events that ended, one line each.
        var events: [Event] { lines.compactMap { if case .completes(let event) = $0 { event } else { nil } } }
    }

    private static let echo = Scenario("echo", server: { host in
        let listener = try host.socket(.tcp)
        try listener.bind(host.serverAddress)
        try listener.listen(backlog: 5)
        let (connection, _) = try listener.accept()
        while true {
            let data = try connection.recv(1024)
            if data.isEmpty { break }
            try connection.sendAll(data)
        }
    }, client: { _ in })

    private func options(_ doorway: Doorway? = nil) -> RunOptions {
        var options = RunOptions()
        options.solo = Solo(participant: "server", address: .loopback(), doorway: doorway)
        return options
    }

    /// A client from outside, from inside `happened`: the queue of the listener takes it.
    private func call(_ address: Address, _ bytes: [UInt8]) throws {
        let socket = try Socket(.tcp)
        try socket.connect(address)
        _ = try bytes.withUnsafeBytes { try socket.send($0) }
        try socket.close()
    }

    @Test func eventsAreTold_andNotKept() throws {
        let console = Listener()
        console.onLine = { line in
            guard case .completes(let event) = line, event.call == .listen, let bind = console.events.first(where: { $0.call == .bind })
            else { return }
            let port = bind.local?.port
            try? call(.loopback(port: port ?? 0), [1, 2, 3])
        }
        let transcript = try run(Self.echo, options: options(), console: console)
        #expect(transcript.events.isEmpty)
        #expect(console.events.map(\.number) == Array(1...console.events.count))
        #expect(console.events.contains { $0.call == .recv && $0.payload?.bytes == [1, 2, 3] })
    }

    #if os(Linux)
        /// The interface that a socket is kept to; empty: all of them.
        private func device(of program: @escaping @Sendable (Host) throws -> RecordedSocket, at address: Address) throws -> String? {
            let console = Listener()
            var options = RunOptions()
            options.solo = Solo(participant: "server", address: address)
            let scenario = Scenario("wildcard", server: { host in
                let socket = try program(host)
                var name = [UInt8](repeating: 0, count: 16)
                var length = socklen_t(name.count)
                #expect(getsockopt(socket.raw.descriptor, SOL_SOCKET, SO_BINDTODEVICE, &name, &length) == 0)
                host.print(String(decoding: name.prefix { $0 != 0 }, as: UTF8.self))
            }, client: { _ in })
            _ = try run(scenario, options: options, console: console)
            return console.events.last { $0.call == .print }?.payload.map { String(decoding: $0.bytes, as: UTF8.self) }
        }

        @Test func wildcard_isOpenToOthers_onlyWhereTheyWereNamed() throws {
            let program: @Sendable (Host) throws -> RecordedSocket = { host in
                let socket = try host.socket(.udp)
                try socket.bind(.any())
                return socket
            }
            #expect(try device(of: program, at: .loopback()) == "lo")
            #expect(try device(of: program, at: .loopback6()) == "lo")
            #expect(try device(of: program, at: .any()) == "")
        }
    #endif

    @Test func doorway_keepsTheAddress_andWhoWaits() throws {
        let doorway = Doorway()
        var address: RecordedAddress?
        for round in 1...3 {
            let console = Listener()
            console.onLine = { line in
                guard case .completes(let event) = line else { return }
                if event.call == .bind {
                    if round == 1 { address = event.local }
                    #expect(event.local == address)
                }
                let port = address?.port ?? 0
                // In the first round three clients call at once; two of them wait until the program runs again.
                if event.call == .listen, round == 1 { for _ in 1...3 { try? call(.loopback(port: port), [7]) } }
            }
            _ = try run(Self.echo, options: options(doorway), console: console)
            #expect(console.events.contains { $0.call == .recv && $0.payload?.bytes == [7] }, "round \(round)")
        }
    }

    @Test func waitIsNoDeadlock_andCancellationEndsIt() throws {
        let console = Listener()
        let cancellation = try Cancellation()
        console.onLine = { if case .waits(let event) = $0, event.call == .accept { cancellation.cancel() } }
        _ = try run(Self.echo, options: options(), console: console, cancellation: cancellation)
        #expect(console.events.last?.result == .interrupted(.cancelled))
    }

    @Test func programFasterThanItsReader_waits() throws {
        let console = Listener()
        let scenario = Scenario("loud", server: { host in for number in 1...5_000 { host.print("\(number)") } }, client: { _ in })
        _ = try run(scenario, options: options(), console: console)
        #expect(console.events.count == 5_000)
        #expect(console.events.last?.payload?.bytes == Array("5000".utf8))
    }
}
