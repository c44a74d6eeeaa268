import Engine
@testable import Shell
import Sockets
import Synchronization
import Testing
@testable import Transcripts

/// What `explore` says of scenarios that cannot be explored.
struct ExploringRefusalsTests {
    private let lab = TestSession()

    /// The message for a scenario of our own, explored as a command would.
    private func refusal(of scenario: Scenario) throws -> String? {
        let request = ExploreRequest()
        do {
            try Exploring(
                session: lab.session, lesson: try lab.session.openLesson("15"), scenario: scenario, request: request
            ).run()
            return nil
        } catch {
            return ErrorText(words: lab.session.words).text(of: error)
        }
    }

    @Test func realTime_isNamedWithItsCall() {
        #expect(lab.perform("explore", "17") == 1)
        #expect(lab.errors.hasPrefix("socketlab: this scenario is about real time ("))
        #expect(lab.errors.contains("repeat runs it many times"))
    }

    @Test func somebodyFromOutside_isNamedWithTheCall() throws {
        let outsider = try Socket(.tcp)
        defer { try? outsider.close() }
        try outsider.bind(.loopback())
        try outsider.listen(backlog: 16)
        let address = try outsider.localAddress()
        let text = try refusal(of: Scenario("guest", server: { host in
            let listener = try host.socket(.tcp)
            try listener.bind(host.serverAddress)
            try listener.listen()
        }, client: { host in
            try host.socket(.tcp).connect(address)
        }))
        #expect(text == "somebody from outside takes part (client: connect), and the lab cannot order what they do; repeat runs it many times")
    }

    @Test func randomNumber_isNotRepeatable_andTheCallIsNamedWithBothValues() throws {
        let number = Atomic<Int>(100)
        let text = try refusal(of: Scenario("fickle", server: { host in
            let listener = try host.socket(.tcp)
            try listener.bind(host.serverAddress)
            try listener.listen()
            host.print(try listener.accept().0.recv(10))
        }, client: { host in
            let socket = try host.socket(.tcp)
            try socket.connect(host.serverAddress)
            try socket.send("\(number.add(1, ordering: .relaxed).newValue)")
        }))
        let told = try #require(text)
        let form = /not repeatable: told the same, #\d+ client did send\("(\d+)"\) = 3 in one run and send\("(\d+)"\) = 3 in another\. Does it read a clock or a random number\?/
        let values = try #require(told.wholeMatch(of: form), "\(told)")
        #expect(values.1 != values.2)
    }

    @Test func differenceOfTheKernels_accusesNoProgram() {
        func side(_ result: Int) -> Comparison.Side {
            var event = Event(number: 7, participant: "server", call: .recv, began: 0, ended: 1, result: .returned(result))
            event.size = 10
            return Comparison.Side(step: .completes(7), event: event)
        }
        let difference = NotRepeatable(one: side(3), other: side(4))
        #expect(!difference.isTheProgramsDoing)
        let text = ErrorText(words: lab.session.words).text(of: LabError.notRepeatable(difference))
        #expect(text == "the lab cannot try every order here: under the same choices #7 server came to recv(10) = 3 in one run and to "
            + "recv(10) = 4 in another, which is no program's doing; repeat runs it many times")
        let once = ErrorText(words: lab.session.words).text(of: LabError.notRepeatable(NotRepeatable()))
        #expect(once?.contains("differed once, and not again") == true)
    }

    @Test func tooManyEvents_areCounted_andTheSmallVariantIsNamed() throws {
        let text = try refusal(of: Scenario("endless", server: { host in
            for number in 0..<6_000 { host.print("\(number)") }
        }, client: { _ in }))
        #expect(text?.contains("too large to explore: one run alone has 6,0") == true)
        #expect(text?.hasSuffix("; there is a small variant: explore 15 small") == true)
    }
}
