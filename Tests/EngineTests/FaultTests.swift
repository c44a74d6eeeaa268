import Engine
import Sockets
import SystemPackage
import Testing
import Transcripts

struct FaultTests {
    private func scenario(_ faults: Fault...) -> Scenario {
        Scenario("faults", faults: faults, server: { host in
            let listener = try host.socket(.tcp)
            try listener.bind(host.serverAddress)
            try listener.listen()
            let (connection, _) = try listener.accept()
            while true {
                let data = try connection.recv(1024)
                if data.isEmpty { return }
                host.print(data)
            }
        }, client: { host in
            let socket = try host.socket(.tcp)
            try socket.connect(host.serverAddress)
            let count = try socket.send("hello")
            host.print("\(count)")
            try socket.close()
        })
    }

    @Test(arguments: [ScheduleChoice.lockstep, .free])
    func shortRead_cutsWhatRecvReturns(schedule: ScheduleChoice) throws {
        let transcript = try run(
            scenario(Fault(.shortRead(2), in: .recv, of: "server")), options: RunOptions(schedule: schedule))
        #expect(transcript.prints(of: "server") == ["he", "llo"])
        #expect(transcript.events.first { $0.call == .recv }?.fault == "short read")
        #expect(transcript.events.filter { $0.call == .recv }.map { $0.position?.offset } == [0, 2, 5])
    }

    @Test func shortWrite_handsOverFewerBytes() throws {
        let transcript = try run(scenario(Fault(.shortWrite(3), in: .send, of: "client")))
        #expect(transcript.prints(of: "client") == ["3"])
        #expect(transcript.prints(of: "server") == ["hel"])
    }

    @Test func shortWrite_holdsWhileTheCallWaits() throws {
        let transcript = try run(Scenario(
            "long", faults: [Fault(.shortWrite(500_000), in: .send, of: "client")],
            server: { host in
                let listener = try host.socket(.tcp)
                try listener.bind(host.serverAddress)
                try listener.listen()
                let (connection, _) = try listener.accept()
                var got = 0
                while case let data = try connection.recv(100_000), !data.isEmpty { got += data.count }
                host.print("\(got)")
            },
            client: { host in
                let socket = try host.socket(.tcp)
                try socket.connect(host.serverAddress)
                host.print("\(try socket.send([UInt8](repeating: 1, count: 1_000_000)))")
                try socket.close()
            }))
        #expect(transcript.prints(of: "client") == ["500000"])
        #expect(transcript.prints(of: "server") == ["500000"])
    }

    @Test func shortRead_holdsWhileTheCallWaits() throws {
        let transcript = try run(Scenario(
            "late", faults: [Fault(.shortRead(2), in: .recv, of: "server")],
            server: { host in
                let listener = try host.socket(.tcp)
                try listener.bind(host.serverAddress)
                try listener.listen()
                let (connection, _) = try listener.accept()
                host.print(try connection.recv(1024))
            },
            client: { host in
                let socket = try host.socket(.tcp)
                try socket.connect(host.serverAddress)
                try host.sleep(seconds: 1)
                try socket.send("hello")
                try socket.close()
            }))
        #expect(transcript.prints(of: "server") == ["he"])
    }

    @Test func errno_failsTheCallWithoutMakingIt() throws {
        let transcript = try run(scenario(Fault(.errno(Errno.noBufferSpace.rawValue), in: .send, of: "client")))
        #expect(transcript.prints(of: "server").isEmpty)
        guard case .uncaught(_, .send, let failure?) = transcript.ending(of: "client") else {
            Issue.record("\(String(describing: transcript.ending(of: "client")))")
            return
        }
        #expect(failure.name == "ENOBUFS")
    }

    @Test func delay_letsTheOthersGoFirst() throws {
        let transcript = try run(scenario(Fault(.delay(seconds: 60), in: .send, of: "client")))
        let send = try #require(transcript.events.first { $0.call == .send })
        #expect(send.began >= 60_000_000_000)
        #expect(transcript.prints(of: "server") == ["hello"])
    }

    @Test func reset_breaksTheConnection() throws {
        let scenario = Scenario("reset", faults: [Fault(.reset, in: .recv, of: "server")], server: { host in
            let listener = try host.socket(.tcp)
            try listener.bind(host.serverAddress)
            try listener.listen()
            _ = try listener.accept().0.recv(10)
        }, client: { host in
            let socket = try host.socket(.tcp)
            try socket.connect(host.serverAddress)
            _ = try socket.recv(10)
        })
        let transcript = try run(scenario)
        guard case .uncaught(_, .recv, let failure?) = transcript.ending(of: "server") else {
            Issue.record("\(transcript.story)")
            return
        }
        #expect(failure.name == "ECONNRESET")
    }
}
