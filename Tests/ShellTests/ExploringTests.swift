import Foundation
import FoundationXML
import Sockets
import Testing

/// `repeat` and `explore` as a script or a student uses them: the built lab, its output and its exit status.
@Suite(.serialized)
struct ExploringTests {
    private let folder = TemporaryFolder()

    /// Runs the built lab in a pipe.
    private func lab(_ arguments: String...) throws -> (status: Int32, output: String, errors: String) { try lab(arguments) }

    private func lab(_ arguments: [String]) throws -> (status: Int32, output: String, errors: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: PseudoTerminal.executable)
        process.arguments = arguments
        process.environment = ["XDG_STATE_HOME": folder.path, "HOME": folder.path, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"]
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        try SpawnGuard.starting { Result { try process.run() } }.get()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let complaints = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text, complaints)
    }

    // MARK: explore

    @Test func sticky_hasFourOutcomes() throws {
        let result = try lab("explore", "7", "--expect", "4")
        #expect(result.status == 0)
        #expect(result.errors == "")
        for pieces in [#""hellobigpig", "" ×2"#, #""hellobig", "pig", """#, #""hello", "bigpig", """#, #""hello", "big", "pig""#] {
            #expect(result.output.contains("server  prints \(pieces); returns"), "\(pieces)")
        }
        #expect(result.output.contains("The search is complete"))
        #expect(!result.output.contains("\u{1B}"))
    }

    @Test func anotherNumberThanExpected_Fails() throws {
        let result = try lab("explore", "7", "--expect", "3")
        #expect(result.status == 1)
        #expect(result.errors == "socketlab: expected 3 outcomes, found 4\n")
    }

    @Test func searchThatIsNotComplete_Fails() throws {
        let result = try lab("explore", "7", "--no-reduction", "--max-runs", "5", "--seed", "3", "--expect", "4")
        #expect(result.status == 1)
        #expect(result.output.contains("The search is not complete: it stopped after"))
        #expect(result.output.contains("taken at random (--seed 3)"))
        #expect(result.errors.contains("the search was not complete"))
    }

    @Test func fixed_hasOneOutcome_andTheColdWarIsAlwaysOne() throws {
        #expect(try lab("explore", "8", "fixed", "--expect", "1").status == 0)
        let war = try lab("explore", "2", "cold-war", "--expect", "1")
        #expect(war.status == 0)
        #expect(war.output.contains("each of them waits, and none ends the wait of another"))
    }

    /// What lesson 8 says.
    @Test func headerReadByOneRecv_breaksOnlyUnderSplits() throws {
        #expect(try lab("explore", "8", "one-recv", "--expect", "1").status == 0)
        #expect(try lab("explore", "8", "one-recv", "--splits", "--expect", "4").status == 0)
        #expect(try lab("explore", "8", "short-header", "--splits", "--expect", "4").status == 0)
        let twin = try lab("explore", "8", "read-exactly", "--splits", "--expect", "1")
        #expect(twin.status == 0)
        #expect(twin.output.contains("At most 2 calls of a run move less than they could"))
    }

    @Test func whatIsTakenForGranted_isListed() throws {
        let result = try lab("explore", "7")
        #expect(result.output.contains("Taken for granted:"))
        #expect(result.output.contains("Every call moves all that it can; --splits tries less."))
        let json = try JSONSerialization.jsonObject(with: Data(try lab("explore", "7", "--json").output.utf8)) as? [String: Any]
        #expect((json?["assumptions"] as? [String])?.contains("whole-moves") == true)
        #expect(json?["omissions"] as? [String] == [])
        #expect(json?["complete"] as? Bool == true)
    }

    @Test func scheduleOfAnOutcome_leadsThereAgain() throws {
        let json = try JSONSerialization.jsonObject(with: Data(try lab("explore", "7", "--json").output.utf8))
        let outcomes = try #require((json as? [String: Any])?["outcomes"] as? [[String: Any]])
        #expect(outcomes.count == 4)
        for outcome in outcomes {
            let schedule = try #require(outcome["schedule"] as? String)
            let participants = try #require(outcome["participants"] as? [[String: Any]])
            let printed = try #require(participants[0]["printed"] as? [String])
            let again = schedule.isEmpty
                ? try lab("lesson", "7", "sticky") : try lab("lesson", "7", "sticky", "--schedule", schedule)
            for text in printed { #expect(again.output.contains("server print \"\(text)\""), "\(schedule)") }
        }
    }

    @Test func show_andSave_giveTranscripts() throws {
        let shown = try lab("explore", "7", "--show", "2")
        #expect(shown.output.contains(#"server print "hellobig""#))
        #expect(try lab("explore", "7", "--show", "9").status == 64)
        let saved = try lab("explore", "7", "--save", folder.path + "/runs")
        #expect(saved.status == 0)
        #expect(folder.names(in: "runs") == (1...4).map { "07-sticky-packets-sticky-\($0).jsonl" })
        let replayed = try lab("replay", folder.path + "/runs/07-sticky-packets-sticky-2.jsonl")
        #expect(replayed.output.contains(#"server print "hellobig""#))
    }

    @Test func settings_changeWhatCanHappen_andStandInTheSchedule() throws {
        let result = try lab("explore", "7", "--set", "messages=hello,big", "--expect", "2")
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.contains("lesson 7 sticky --set messages=hello,big --schedule "))
        let shown = try lab("explore", "7", "--set", "messages=hello,big", "--show", "2")
        #expect(shown.output.contains(#"client send "big""#) && !shown.output.contains("pig"))
        // A pause orders nothing: what can happen, can happen.
        #expect(try lab("explore", "7", "--set", "pause=1s", "--expect", "4").status == 0)
        let wrong = try lab("explore", "7", "--set", "recv=0")
        #expect(wrong.status == 64)
        #expect(wrong.errors.contains("recv=1024"))
    }

    @Test func numbers_areTheSameEveryTime() throws {
        let first = try lab("explore", "3", "callers-fragile").output
        #expect(try lab("explore", "3", "callers-fragile").output == first)
    }

    @Test func addressOfARun_isNoPartOfAnOutcome() throws {
        let result = try lab("explore", "3", "four-tuple")
        #expect(!result.output.contains("127.1."))
    }

    @Test func graph_isAPicture() throws {
        #expect(try lab("explore", "7", "--graph", folder.path + "/g.svg").status == 0)
        let svg = try folder.read("g.svg")
        #expect(try XMLDocument(data: Data(svg.utf8)).rootElement()?.name == "svg")
        try expectSnapshot(svg, "graph-sticky.svg")
        let denied = try lab("explore", "7", "--graph", "/dev/null/g.svg")
        #expect(denied.status == 1)
        #expect(denied.errors.contains("cannot write /dev/null/g.svg"))
    }

    @Test func chinese_isSpoken() throws {
        let result = try lab("explore", "7", "--lang", "zh-Hans")
        #expect(result.output.contains("搜索完整"))
        #expect(try lab("repeat", "7", "20", "--lang", "zh-Hans").output.contains("20 次运行，线程真实竞争"))
    }

    @Test func wrongNumbers_areTold() throws {
        for words in [["explore", "7", "--expect", "x"], ["repeat", "7", "sticky", "0"], ["explore", "7", "--max-time", "-1"]] {
            let result = try lab(words)
            #expect(result.status == 64, "\(words)")
            #expect(result.errors.split(separator: "\n").count == 1)
        }
    }

    // MARK: repeat

    /// The participants of each outcome, those that are dealt out otherwise included.
    private func outcomes(_ json: String) throws -> [[[String: Any]]] {
        let result = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        let outcomes = try #require(result?["outcomes"] as? [[String: Any]])
        return outcomes.flatMap { $0["dealtOut"] as? [[[String: Any]]] ?? [$0["participants"] as? [[String: Any]] ?? []] }
    }

    @Test(arguments: [["7"], ["3", "callers-fragile"], ["10"]])
    func outcomesOfRaces_canBeLookedUpAmongThoseOfTheSearch(lesson: [String]) throws {
        let found = try outcomes(try lab(["explore"] + lesson + ["--json"]).output)
        let raced = try lab(["repeat"] + lesson + ["40", "--json"])
        #expect(raced.status == 0)
        let result = try #require(try JSONSerialization.jsonObject(with: Data(raced.output.utf8)) as? [String: Any])
        #expect(result["runs"] as? Int == 40 && result["wanted"] as? Int == 40)
        let counts = try #require(result["outcomes"] as? [[String: Any]]).compactMap { $0["count"] as? Int }
        #expect(counts.reduce(0, +) == 40)
        let known = found.map { NSArray(array: $0) }
        for outcome in try outcomes(raced.output) { #expect(known.contains(NSArray(array: outcome)), "\(outcome)") }
    }

    @Test func repeat_countsAllRuns() throws {
        let result = try lab("repeat", "7", "50")
        #expect(result.status == 0)
        #expect(result.output.contains("50 runs, threads racing"))
        let counts = result.output.split(separator: "\n").compactMap { line -> Int? in
            let words = line.split(separator: " ")
            return words.count == 4 && words[3] == "%" ? Int(words[1]) : nil
        }
        #expect(counts.reduce(0, +) == 50)
        #expect(try lab("repeat", "7", "sticky", "3").output.contains("3 runs"))
    }

    @Test func settings_applyToEveryRun() throws {
        let result = try lab("repeat", "7", "20", "--set", "messages=x")
        #expect(result.status == 0)
        #expect(result.output.contains("20  100 %"))
        #expect(result.output.contains("explore 7 sticky --set messages=x"))
        #expect(try lab("repeat", "7", "5", "--set", "messages").status == 64)
    }

    @Test func controlC_showsWhatHasBeenCounted() throws {
        let lab = try PseudoTerminal(["repeat", "7", "10000000"], environment: ["XDG_STATE_HOME": folder.path, "HOME": folder.path])
        try lab.expect("of 10,000,000 runs")
        lab.type("\u{3}")
        try lab.expect("runs, threads racing")
        try lab.expect("Stopped after ")
        #expect(try lab.ended() == 130)
    }

    @Test func controlC_showsWhatHasBeenFound() throws {
        let lab = try PseudoTerminal(
            ["explore", "11", "--no-reduction", "--max-runs", "10000000", "--max-time", "1000"],
            environment: ["XDG_STATE_HOME": folder.path, "HOME": folder.path])
        try lab.expect("so far")
        lab.type("\u{3}")
        try lab.expect("The search is not complete: it was stopped after")
        #expect(try lab.ended() == 130)
    }
}
