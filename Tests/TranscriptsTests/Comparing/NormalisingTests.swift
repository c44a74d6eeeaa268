import Testing
import Transcripts

@Suite struct NormalisingTests {
    /// A run whose kernel chose these two ports, which the server prints.
    private func run(_ server: Int, _ client: Int, at start: Nanoseconds = 0) -> Transcript {
        var story = Story()
        story.call("server", .bind) { event in
            event.address = "127.0.0.1:0"
            event.local = "127.0.0.1:\(server)"
            event.socket?.kernel = server
            event.began += start
        }
        story.call("client", .connect) { event in
            event.address = "127.0.0.1:\(server)"
            event.local = "127.0.0.1:\(client)"
        }
        story.call("server", .accept, .returned(4)) { event in
            event.peer = "127.0.0.1:\(client)"
            event.accepted = SocketName(descriptor: 4, role: "conn", kernel: client)
        }
        story.call("server", .print) { $0.payload = Payload("('127.0.0.1', \(client)) called, not 1\(client)") }
        story.ends("server", .uncaught(message: "cannot listen on 127.0.0.1:\(server)", call: nil, failure: nil))
        var transcript = story.transcript
        transcript.header.address = "127.0.0.1:\(server)"
        transcript.header.date = "\(start)"
        return transcript
    }

    @Test func twoRuns_AreEqual_WhenOnlyPortsAndTimesDiffer() {
        let a = run(40213, 51544)
        let b = run(33001, 60999, at: 5_000)
        #expect(a != b)
        var normal = b.normalised()
        // The number that only contains the port stays as it is.
        #expect(normal.events[3].payload?.bytes.suffix(6) == Array("160999".utf8)[...])
        normal.events[3].payload = a.normalised().events[3].payload
        #expect(normal == a.normalised())
    }

    @Test func ports_GetNamesInOrderOfAppearance() {
        let normal = run(40213, 51544).normalised()
        #expect(normal.header.address == "127.0.0.1:port-1")
        #expect(normal.events.map(\.local) == ["127.0.0.1:port-1", "127.0.0.1:port-2", nil, nil])
        #expect(normal.events[2].peer == "127.0.0.1:port-2")
        #expect(normal.events[3].payload == Payload("('127.0.0.1', port-2) called, not 151544"))
        #expect(normal.endings[0].how == .uncaught(message: "cannot listen on 127.0.0.1:port-1", call: nil, failure: nil))
    }

    @Test func theRunsOwnAddress_IsTheOneThatAllHave() {
        var own = run(40213, 51544)
        own.header.address = "127.1.0.8:40213"
        own.events[0].local = "127.1.0.8:40213"
        own.events[3].payload = Payload("127.1.0.8 is not 127.1.0.80, 5127.1.0.8 neither")
        let normal = own.normalised()
        #expect(normal.header.address == "127.0.0.1:port-1")
        #expect(normal.events[0].local == "127.0.0.1:port-1")
        #expect(normal.events[3].payload == Payload("127.0.0.1 is not 127.1.0.80, 5127.1.0.8 neither"))
    }

    /// Two clients, of ::1 and of 127.0.0.1, or one after the other, whom the kernel gave these ports; each is named by both.
    private func twoCalls(_ first: Int, _ second: Int) -> Transcript {
        var story = Story()
        story.call("server", .bind) { event in
            event.address = "127.0.0.1:0"
            event.local = "127.0.0.1:40213"
        }
        for (connection, client, port) in [(1, "client-1", first), (2, "client-2", second)] {
            story.call(client, .connect) { event in
                event.address = "127.0.0.1:40213"
                event.local = "127.0.0.1:\(port)"
                event.connection = connection
            }
            story.call("server", .accept, .returned(3 + connection)) { event in
                event.peer = "127.0.0.1:\(port)"
                event.connection = connection
            }
            story.call(client, .print) { $0.payload = Payload("I am \(port)") }
        }
        story.call("server", .getpeername) { event in
            event.peer = "127.0.0.1:\(first)"
            event.connection = 1
        }
        return story.transcript
    }

    @Test func aPortThatTheKernelGaveTwice_HasTwoNames() {
        let usual = twoCalls(51544, 51546).normalised()
        #expect(twoCalls(51544, 51544).normalised() == usual)
        #expect(usual.events[3].payload == Payload("I am port-2") && usual.events[6].payload == Payload("I am port-3"))
        #expect(usual.events[7].peer == "127.0.0.1:port-2")
        #expect(twoCalls(51544, 51544).outcome == twoCalls(51544, 51546).outcome)
    }

    /// Two that asked for one port share it.
    @Test func aPortThatTwoPrograms_AskedFor_HasOneName() {
        var story = Story("UDP")
        story.call("server", .bind) { event in
            event.address = "127.0.0.1:0"
            event.local = "127.0.0.1:40213"
        }
        story.call("client", .bind) { event in
            event.address = "0.0.0.0:40213"
            event.local = "0.0.0.0:40213"
        }
        #expect(story.transcript.normalised().events.map(\.local) == ["127.0.0.1:port-1", "0.0.0.0:port-1"])
    }

    @Test func times_AndKernelDescriptors_AreZero() {
        let normal = run(40213, 51544).normalised()
        #expect(normal.events.allSatisfy { $0.began == 0 && $0.ended == 0 && $0.jumped == 0 })
        #expect(normal.events.allSatisfy { ($0.socket?.kernel ?? 0) == 0 && ($0.accepted?.kernel ?? 0) == 0 })
        #expect(normal.endings[0].at == 0 && normal.header.date.isEmpty && normal.header.platform.isEmpty)
    }

    @Test func portsThatTheProgramAskedFor_Stay() {
        let normal = run(8080, 51544).normalised()
        var asked = run(8080, 51544)
        asked.events[0].address = "127.0.0.1:8080"
        #expect(normal.events[0].local == "127.0.0.1:port-1")
        #expect(asked.normalised().events[0].local == "127.0.0.1:8080")
        #expect(asked.normalised().events[1].local == "127.0.0.1:port-1")
    }

    @Test func unixPaths_GetNames() {
        var story = Story("Unix stream")
        story.call("server", .bind) { $0.address = "/tmp/lab-4711/s.sock" }
        story.call("client", .connect) { $0.address = "/tmp/lab-4711/s.sock" }
        story.call("server", .print) { $0.payload = Payload("at /tmp/lab-4711/s.sock") }
        let normal = story.transcript.normalised()
        #expect(normal.events.prefix(2).map(\.address) == ["path-1", "path-1"])
        #expect(normal.events[2].payload == Payload("at path-1"))
    }

    @Test func whoCalled_GetsANameOfItsOwn() {
        var story = Story("Unix stream")
        story.call("server", .getsockopt) { event in
            event.option = "SO_PEERCRED"
            event.value = "pid 4711, uid 0, gid 0"
        }
        story.call("server", .print) { $0.payload = Payload("pid 4711, uid 0, gid 0; 4711, 0") }
        let normal = story.transcript.normalised()
        #expect(normal.events[0].value == "pid process-1, uid user-1, gid group-1")
        #expect(normal.events[1].payload == Payload("pid process-1, uid user-1, gid group-1; 4711, 0"))
        #expect(normal.normalised() == normal)
    }

    @Test func normalising_Twice_ChangesNothing() {
        let normal = run(40213, 51544).normalised()
        #expect(normal.normalised() == normal)
    }

    @Test func binaryPayloads_StayAsTheyAre() {
        var story = Story.tcp()
        let bytes: [UInt8] = [0, 0xC8, 0xC9, 0xFF]
        story.send("client", bytes)
        #expect(story.transcript.normalised().events[3].payload == Payload(bytes))
    }
}
