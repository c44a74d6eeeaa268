import Engine
import Foundation
import Sockets
import Testing

/// The lessons' datagram servers alone. Nobody connects, so nobody disconnects: what is odd is what is sent.
@Suite(.serialized) struct ServeDatagramTests {
    private func ask(_ served: ServedLesson, _ bytes: [UInt8], _ count: Int = 1) throws -> [[UInt8]] {
        let socket = try Socket.datagram()
        defer { try? socket.close() }
        try socket.sendto(bytes, served.address)
        return try (0..<count).map { _ in try socket.recv(65_536) }
    }

    private static let messages = [
        Array("hello".utf8), [], Array("你好".utf8), [0xe4, 0xbd], [0xff, 0xff, 0xff, 0x7f], Garbage.noise(1024),
    ]

    @Test(arguments: ["echo", "order"]) func upperCase_comesBack(_ scenario: String) throws {
        let served = try ServedLesson(5, scenario)
        defer { served.stop() }
        for message in Self.messages { #expect(try ask(served, message) == [message.uppercased()]) }
        // What does not fit the server's recvfrom is thrown away.
        #expect(try ask(served, Garbage.noise(60_000)) == [Garbage.noise(1024).uppercased()])
    }

    /// A line end is part of the name.
    @Test func greetings_areForWhateverComes() throws {
        let served = try ServedLesson(5, "greetings")
        defer { served.stop() }
        for name in ["小明", "Tracy\n", ""] {
            #expect(try ask(served, Array(name.utf8)) == [Array("hello, \(name)!".utf8)])
        }
    }

    /// Its sender has gone: the answer is lost, and the next one is served.
    @Test func answerToNobody_doesNoHarm() throws {
        let served = try ServedLesson(5)
        defer { served.stop() }
        for _ in 1...20 {
            let socket = try Socket.datagram()
            try socket.sendto("hello", served.address)
            try socket.close()
            #expect(try ask(served, [97]) == [[65]])
        }
    }

    @Test func chat_answersWhoeverWrites() throws {
        let served = try ServedLesson(11)
        defer { served.stop() }
        let said = try Self.messages.map { try ask(served, $0)[0] }
        #expect(said.map { String(decoding: $0, as: UTF8.self) } == ["welcome", "got it", "再见", "got it", "got it", "got it"])
    }

    /// `bye` ends it, as `nc` sends it, too; then it is there for the next one.
    @Test(arguments: ["duplex", "one-thread"]) func talk_endsWithByeAndBeginsAgain(_ scenario: String) throws {
        let served = try ServedLesson(12, scenario, ["pause": .duration(0)])
        defer { served.stop() }
        for bye in ["bye", "bye\n", "bye\r\n"] {
            let socket = try Socket.datagram()
            defer { try? socket.close() }
            for message in ["hello", "", "good bye", bye] { try socket.sendto(message, served.address) }
            let said = try (1...3).map { _ in String(decoding: try socket.recv(1024), as: UTF8.self) }
            #expect(said == ["Nice weather", "Shall we go out?", "bye"])
        }
    }

    /// Who vanishes says no `bye`, and no datagram tells it: whoever writes next is served, from the first word on.
    @Test(arguments: ["duplex", "one-thread"]) func talk_withOneWhoVanished_givesWayToTheNext(_ scenario: String) throws {
        let served = try ServedLesson(12, scenario, ["pause": .duration(0)])
        defer { served.stop() }
        // They stay open, so that nobody gets the address of another.
        var sockets: [Socket] = []
        defer { for socket in sockets { try? socket.close() } }
        for name in ["plum", "fig", "pear"] {
            let socket = try Socket.datagram()
            sockets.append(socket)
            for message in ["hello from \(name)", "still \(name)"] { try socket.sendto(message, served.address) }
            let said = try (1...3).map { _ in String(decoding: try socket.recv(1024), as: UTF8.self) }
            #expect(said == ["Nice weather", "Shall we go out?", "bye"])
            served.waitUntilPrinted("still \(name)")
        }
        #expect(served.prints == ["plum", "fig", "pear"].flatMap { ["hello from \($0)", "still \($0)"] })
        #expect(served.gaveUp.isEmpty)
    }

    /// Two at once: nothing is lost, and nobody waits for ever.
    @Test func talk_thatSomebodyElseBreaksInto_isGoneOnWithLater() throws {
        let served = try ServedLesson(12, "duplex", ["pause": .duration(0)])
        defer { served.stop() }
        let (plum, fig) = (try Socket.datagram(), try Socket.datagram())
        defer { for socket in [plum, fig] { try? socket.close() } }
        for round in 1...3 {
            try plum.sendto("plum \(round)", served.address)
            try fig.sendto("fig \(round)", served.address)
        }
        for socket in [plum, fig] {
            let said = try (1...9).map { _ in String(decoding: try socket.recv(1024), as: UTF8.self) }
            #expect(said == (1...3).flatMap { _ in ["Nice weather", "Shall we go out?", "bye"] })
        }
        served.waitUntilPrinted("fig 3")
        #expect(served.prints == (1...3).flatMap { ["plum \($0)", "fig \($0)"] })
    }

    // MARK: Lesson 14

    /// A socket that the server can answer.
    private func named(_ served: ServedLesson) throws -> Socket {
        let socket = try Socket(.unixDatagram)
        try socket.bind(served.folder.newPath())
        return socket
    }

    private func expectCapitals(of messages: [[UInt8]], _ served: ServedLesson) throws {
        let socket = try named(served)
        defer { try? socket.close() }
        for message in messages {
            try socket.sendto(message, served.address)
            #expect(try socket.recv(65_536) == message.uppercased())
        }
    }

    @Test(arguments: ["datagram", "no-name"]) func unixDatagram_isAnsweredByName(_ scenario: String) throws {
        let served = try ServedLesson(14, scenario)
        defer { served.stop() }
        try expectCapitals(of: Self.messages, served)
        #expect(served.gaveUp.isEmpty)
    }

    @Test func unixDatagramWithoutASender_isHeard_andTheNextIsAnswered() throws {
        let served = try ServedLesson(14, "datagram")
        defer { served.stop() }
        for round in 1...10 {
            let nameless = try Socket(.unixDatagram)
            try nameless.sendto("round \(round)", served.address)
            try nameless.close()
            try expectCapitals(of: [[97]], served)
        }
        served.waitUntilPrinted("no return address", times: 10)
        #expect(served.gaveUp.isEmpty)
    }

    /// The answer to a sender that has gone is an error here: the program gives up, and is started again on its path.
    @Test func unixDatagramFromWhoHasGone_isSurvived() throws {
        let served = try ServedLesson(14, "datagram")
        defer { served.stop() }
        for round in 1...10 {
            let gone = try named(served)
            try gone.sendto("round \(round)", served.address)
            let path = try gone.localAddress().description
            try gone.close()
            if round.isMultiple(of: 2) { try FileManager.default.removeItem(atPath: path) }
            try expectCapitals(of: [[97]], served)
        }
    }

    @Test func unixFlood_arrivesWhole() throws {
        let served = try ServedLesson(14, "flood")
        defer { served.stop() }
        for count in [3, 40] {
            let socket = try Socket(.unixDatagram)
            defer { try? socket.close() }
            for number in 1...count { try socket.sendto("\(number)", served.address) }
            try socket.sendto("end", served.address)
            served.waitUntilPrinted("received \(count)")
        }
    }

    // MARK: Who says nothing

    /// They listen and say nothing. After three, a program ends and is started again.
    @Test(arguments: [(5, "boundaries"), (5, "empty"), (7, "udp")])
    func listeners_hearWhatComes(number: Int, scenario: String) throws {
        let served = try ServedLesson(number, scenario)
        defer { served.stop() }
        let socket = try Socket.datagram()
        defer { try? socket.close() }
        for message in Self.messages { try socket.sendto(message, served.address) }
        try socket.sendto("last one", served.address)
        try socket.sendto("last one", served.address)
        let size = number == 7 ? 2 : 1024
        served.waitUntilPrinted(String("last one".prefix(size)))
        #expect(served.gaveUp.isEmpty)
    }
}
