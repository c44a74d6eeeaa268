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

    private func received(by socket: Socket) throws -> (text: String, from: Address?) {
        var buffer = [UInt8](repeating: 0, count: 2000)
        let datagram = try buffer.withUnsafeMutableBytes { try socket.recvfrom(into: $0) }
        return (String(decoding: buffer[..<datagram.count], as: UTF8.self), datagram.sender)
    }
}
