import Foundation
@testable import Shell
import Sockets
import Testing

/// `serve` and `connect`: what the student sees of whoever calls, and in which words the lab says no.
@Suite(.serialized) final class ServingTests {
    private let folder = TemporaryFolder()

    private func lab(_ arguments: String...) throws -> PseudoTerminal {
        try PseudoTerminal(arguments, environment: ["XDG_STATE_HOME": folder.path, "HOME": folder.path], columns: 200)
    }

    /// Where the lab's server listens, once it says so.
    private func address(of lab: PseudoTerminal) throws -> Address {
        try lab.expect("listen(")
        let said = lab.screen.split(separator: "the server alone, on 127.0.0.1:").dropFirst().first ?? ""
        return .loopback(port: try #require(UInt16(said.prefix(while: \.isNumber))))
    }

    private func call(_ address: Address, _ text: String) throws -> Socket {
        let socket = try Socket(.tcp)
        try socket.connect(address)
        _ = try Array(text.utf8).withUnsafeBytes { try socket.send($0) }
        return socket
    }

    private func stop(_ lab: PseudoTerminal) throws {
        lab.type("\u{3}")
        try lab.expect("Stopped.")
        #expect(try lab.ended() == 0)
    }

    @Test func clients_areToldApart() throws {
        let lab = try lab("serve", "18", "--port", "0")
        let address = try address(of: lab)
        try lab.expect("server poll(listener) waits")
        let first = try call(address, "hello")
        try lab.expect(#"server conn recv(1024) = 5 bytes: "hello" from outside the lab"#)
        let second = try call(address, "there")
        try lab.expect(#"server conn2 recv(1024) = 5 bytes: "there" from outside the lab"#)
        try first.close()
        try lab.expect("server conn close")
        try second.close()
        try lab.expect("server conn2 close")
        try stop(lab)
    }

    /// Nothing is kept that `show` could show.
    @Test func longPayload_isShortened() throws {
        let lab = try lab("serve", "9", "--port", "0")
        let client = try call(try address(of: lab), "notes.txt\n")
        defer { try? client.close() }
        try lab.expect("(715 bytes)")
        try stop(lab)
    }

    @Test func program_thatGivesUp_isStartedAgain() throws {
        let lab = try lab("serve", "3", "callers-fragile", "--port", "0")
        let address = try address(of: lab)
        let client = try call(address, "hello")
        try lab.expect(#"conn send "HELLO" = 5"#)
        try client.setLingerZero()
        try client.close()
        try lab.expect("The server's program gave up: recv ECONNRESET.")
        try lab.expect("The server has ended, and was started again on \(address).")
        let next = try call(address, "there")
        defer { try? next.close() }
        try lab.expect(#"conn send "THERE" = 5"#)
        try stop(lab)
    }

    @Test(arguments: [
        ("en", "recvfrom(1024) ends: somebody else writes, and the next talk is theirs", "was started again on"),
        ("zh-Hans", "recvfrom(1024) 结束：有别人发来数据报，下一次和他谈", "重新启动。"),
    ])
    func somebodyElse_beginsTheNextTalk(_ language: String, _ said: String, _ again: String) throws {
        let lab = try lab("--lang", language, "serve", "12", "--port", "0", "--set", "pause=0")
        try lab.expect("recvfrom(1024) ")
        let told = lab.screen.split(separator: "127.0.0.1:").dropFirst().first ?? ""
        let port = try #require(UInt16(told.prefix(while: \.isNumber)))
        let (gone, next) = (try Socket(.udp), try Socket(.udp))
        defer { for socket in [gone, next] { try? socket.close() } }
        for (socket, hello) in [(gone, "hello"), (next, "me too")] {
            try socket.connect(.loopback(port: port))
            _ = try Array(hello.utf8).withUnsafeBytes { try socket.send($0) }
        }
        try lab.expect(said)
        try lab.expect(again)
        try lab.expect(#"print "me too""#)
        lab.type("\u{3}")
        #expect(try lab.ended() == 0)
    }

    @Test func openedServer_saysThatOthersReachIt() throws {
        let lab = try lab("serve", "2", "--host", "0.0.0.0", "--port", "0")
        try lab.expect("can be reached by other machines")
        try stop(lab)
    }

    @Test(.enabled(if: (try? Socket(.tcp6).close()) != nil, "skipped: no IPv6 here"))
    func everyAddress_isKeptToThisMachine_unlessTheStudentSaysSo() throws {
        let kept = try lab("serve", "19", "dual-stack", "--port", "0")
        try kept.expect("the server alone, on [::]:")
        try kept.expect("Only this machine reaches it all the same")
        try stop(kept)
        let opened = try lab("serve", "19", "dual-stack", "--host", "::", "--port", "0")
        try opened.expect("can be reached by other machines")
        try stop(opened)
    }

    @Test func addressesThatCannotBeHad_areToldInWords() throws {
        let taken = try Socket(.tcp)
        defer { try? taken.close() }
        try taken.bind(.loopback())
        try taken.listen(backlog: 1)
        let port = "\(try taken.localAddress().port ?? 0)"
        for (words, said) in [
            (["serve", "2", "--port", port], "127.0.0.1:\(port) is taken: another program listens there."),
            (["serve", "2", "--host", "192.0.2.1"], "192.0.2.1:8080 is no address of this machine."),
            (["serve", "2", "--host", "::1"], "lesson 2 cannot be at ::1: IPv4 and IPv6 sockets"),
            (["serve", "19", "--host", "127.0.0.1"], "lesson 19 cannot be at 127.0.0.1: IPv4 and IPv6 sockets"),
            (["serve", "14", "pair"], "lesson 14 pair has no server that could run alone"),
            (["serve", "1", "no-server"], "lesson 1 no-server has no server that could run alone"),
        ] {
            let lab = TestSession()
            #expect(lab.session.perform(words) == 1)
            #expect(lab.errors.contains(said), "\(words): \(lab.errors)")
        }
    }

    /// On its port nobody listens: it is bound, and no more.
    @Test func client_saysWhetherTheStudentTypes() throws {
        let mute = try Socket(.tcp)
        try mute.bind(.loopback())
        let port = "\(try mute.localAddress().port ?? 0)"
        defer { try? mute.close() }
        for (lesson, types) in [("2", true), ("8", false)] {
            let lab = TestSession()
            #expect(lab.perform("connect", lesson, "--port", port) == 1)
            #expect(lab.screen.contains("You type what it sends.") == types, "lesson \(lesson)")
            #expect(lab.errors.contains("nobody listens at 127.0.0.1:\(port). In another terminal: serve \(lesson)"))
        }
    }
}
