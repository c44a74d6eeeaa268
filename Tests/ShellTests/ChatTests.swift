import Sockets
import Testing

/// A person types while others talk.
struct ChatTests {
    private let folder = TemporaryFolder()

    @Test func whatArrivesWhileOneTypes_standsAboveTheLine() throws {
        let friend = try Socket(.udp)
        defer { try? friend.close() }
        try friend.bind(.loopback())
        let port = try friend.localAddress().port ?? 0
        let lab = try PseudoTerminal(
            ["connect", "12", "--port", "\(port)"], environment: ["XDG_STATE_HOME": folder.path, "HOME": folder.path])
        try lab.expect("the client alone")
        // The greeting tells where to answer.
        let (greeting, address) = try received(by: friend)
        #expect(greeting == "hello")
        try lab.expect("> ")
        lab.type("half a line")
        try lab.expect("half a line")
        _ = try Array("good evening".utf8).withUnsafeBytes { try friend.sendto($0, try #require(address)) }
        try lab.expect(#"recvfrom(1024) = 12 bytes: "good evening""#)
        // Readline draws the line again, with what was typed.
        try lab.expect("> half a line")
        lab.type(", whole now\r")
        #expect(try received(by: friend).text == "half a line, whole now")
        lab.type("\u{3}")
        #expect(try lab.ended() == 130)
    }

    /// What somebody else writes is shown while the student talks with the first, and begins the next talk afterwards.
    @Test func friendWhoVanished_isLeftWithBye_andTheNextIsServed() throws {
        let (gone, next) = (try Socket(.udp), try Socket(.udp))
        defer { for socket in [gone, next] { try? socket.close() } }
        let lab = try PseudoTerminal(
            ["serve", "12", "--interactive", "--port", "0"],
            environment: ["XDG_STATE_HOME": folder.path, "HOME": folder.path], columns: 160)
        try lab.expect("recvfrom(1024) waits")
        let said = lab.screen.split(separator: "the server alone, on 127.0.0.1:").dropFirst().first ?? ""
        let server = Address.loopback(port: try #require(UInt16(said.prefix(while: \.isNumber))))
        try send("hello", gone, server)
        try lab.expect("> ")
        try send("is it my turn?", next, server)
        try lab.expect(#"= 14 bytes: "is it my turn?""#)
        lab.type("bye\r")
        #expect(try received(by: gone).text == "bye")
        try lab.expect(#"t2 sendto "bye""#)
        // Between the last word and the end of the thread that said it, one more may still belong to the old talk.
        repeat {
            try send("and now?", next, server)
            try lab.expect(#"= 8 bytes: "and now?""#)
        } while !lab.screen.contains("somebody else writes, and the next talk is theirs")
        #expect(lab.screen.contains("The server has ended, and was started again on \(server)."))
        try lab.expect("> ")
        lab.type("yes\r")
        #expect(try received(by: next).text == "yes")
        lab.type("\u{3}")
        #expect(try lab.ended() == 0)
    }

    private func send(_ text: String, _ socket: Socket, _ address: Address) throws {
        _ = try Array(text.utf8).withUnsafeBytes { try socket.sendto($0, address) }
    }

    private func received(by socket: Socket) throws -> (text: String, from: Address?) {
        var buffer = [UInt8](repeating: 0, count: 2000)
        let datagram = try buffer.withUnsafeMutableBytes { try socket.recvfrom(into: $0) }
        return (String(decoding: buffer[..<datagram.count], as: UTF8.self), datagram.sender)
    }
}
