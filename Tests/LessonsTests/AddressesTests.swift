import Sockets
import Testing
import Transcripts

@Suite struct AddressesTests {
    @Test func tour_showsLoopbackAndThePorts() throws {
        let prints = try runLesson(0, "tour").prints(of: "program")
        #expect(prints.contains("lo 127.0.0.1/8") || !NetworkInterface.all.contains { $0.name == "lo" })
        #expect(prints.contains { $0.hasPrefix("service http: ") })
        if let first = PortRules.firstUnprivileged {
            #expect(prints.contains("ports below \(first): need privileges on this machine"))
        }
    }

    @Test func names_tcpAndUDPShareANumber() throws {
        let run = try runLesson(0, "names")
        let names = run.calls(.getsockname, of: "program").compactMap(\.local)
        #expect(names.count == 3 && names[0] == names[1] && names[0].value?.host == "127.0.0.3")
        #expect(names[2].isPath)
        #expect(run.errno(of: .bind, by: "program") == nil)
    }

    @Test func loopback_isMoreThanOneAddress() throws {
        let prints = try runLesson(0, "loopback").prints(of: "program")
        #expect(prints.count == 1 && prints[0].hasPrefix("the call came in at 127.0.0.2:"))
    }

    @Test func everyAddress_leavesNoneForOthersUntilItIsClosed() throws {
        let run = try runLesson(0, "every-address")
        let binds = run.calls(.bind, of: "program")
        #expect(binds.dropFirst().first?.failure?.name == "EADDRINUSE")
        #expect(binds.last?.failure == nil)
        #expect(run.calls(.listen, of: "program").isEmpty, "nothing is open to the outside")
    }

    @Test func bindErrors_areWordsAndNotTheEnd() throws {
        let run = try runLesson(0, "bind-errors")
        #expect(run.calls(.bind, of: "program").map { $0.failure?.name ?? "ok" }.dropFirst() == ["EADDRNOTAVAIL", "ok"])
        #expect(["127.0.0.1:80: bound", "127.0.0.1:80: EACCES", "127.0.0.1:80: EADDRINUSE"]
            .contains(run.prints(of: "program")[0]))
        #expect(run.ending(of: "program") == .returned)
    }
}
