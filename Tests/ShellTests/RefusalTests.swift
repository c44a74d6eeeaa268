import Glibc
import Messages
@testable import Shell
import Testing

/// What the lab does not do, and in which words it says so.
struct RefusalTests {
    private let folder = TemporaryFolder()

    private func refused(_ words: [String], _ language: Language = .english) -> (status: Int32, errors: String) {
        let lab = TestSession(language: language)
        return (lab.session.perform(words), lab.errors)
    }

    @Test func optionOfOneRun_needsAScenario() {
        for option in [["--save", folder.path + "/x.jsonl"], ["--schedule", "free"], ["--interactive"]] {
            let (status, errors) = refused(["lesson", "2"] + option)
            #expect(status == 64)
            #expect(errors.hasPrefix("socketlab: \(option[0]) is for one run: name a scenario after lesson 2; it has "))
        }
        #expect(folder.names(in: "") == [])
    }

    @Test func negativeValue_isToldLikeAnyOtherWrongOne() {
        #expect(refused(["serve", "2", "--port", "-1"]).errors == "socketlab: --port cannot be -1: a port is a number from 0 (the kernel chooses) to 65535\n")
        #expect(refused(["explore", "7", "--max-time", "-1"], .simplifiedChinese).errors == "socketlab: --max-time 不能是 -1：这里要一个大于 0 的数\n")
        #expect(refused(["explore", "7", "--seed", "-1"]).status == 64)
    }

    /// `-5` is a wrong number and not an unknown option.
    @Test func negativeNumber_isJudgedAsTheArgumentThatItIs() {
        for number in ["-5", "0", "0.5", "-inf"] {
            for scenario in [[], ["sticky"]] {
                let said = refused(["repeat", "7"] + scenario + [number])
                #expect(said.errors == "socketlab: COUNT cannot be \(number): a positive whole number is expected\n")
                #expect(said.status == 64)
            }
        }
        #expect(refused(["repeat", "7", "-5"], .simplifiedChinese).errors == "socketlab: COUNT 不能是 -5：这里要一个正整数\n")
        #expect(refused(["show", "-1"]).errors == "socketlab: NUMBER cannot be -1: an event's number is expected: 1, 2, 3 …\n")
        #expect(refused(["explore", "7", "--max-runs", "-1"]).errors == "socketlab: --max-runs cannot be -1: a positive whole number is expected\n")
        #expect(refused(["explore", "7", "--seed", "-1"]).errors == "socketlab: --seed cannot be -1: a whole number not less than 0 is expected\n")
        #expect(refused(["next", "-1"]).errors == "socketlab: -1 is one word too many: next\n")
    }

    @Test(arguments: ["lesson", "code", "serve", "connect", "explore", "repeat", "replay"])
    func lessonNumber_isToldWithTheNumbersThatThereAre(_ command: String) {
        for number in ["-3", "99"] {
            let said = refused([command, number])
            #expect(said.errors == "socketlab: there is no lesson \(number): their numbers go from 0 to 20; lessons shows the list\n")
            #expect(said.status == 64)
        }
        #expect(refused([command, "-3"], .simplifiedChinese).errors == "socketlab: 没有第 -3 课：编号从 0 到 20；lessons 列出所有课程\n")
    }

    @Test func eventNumber_isToldWithThoseOfTheRun() {
        let lab = TestSession()
        #expect(lab.perform("lesson", "7", "sticky") == 0)
        #expect(lab.perform("show", "-1") == 64)
        #expect(lab.errors == "socketlab: there is no event -1; the last run has events 1 to 18\n")
    }

    @Test func emptyName_isShown() {
        #expect(refused(["lesson", ""]).errors == "socketlab: there is no lesson \"\"; lessons shows the list\n")
        #expect(refused(["lesson", ""], .simplifiedChinese).errors == "socketlab: 没有 “” 这一课；lessons 列出所有课程\n")
        #expect(refused(["lesson", "7", "sticky", "--save", ""]).errors == "socketlab: cannot write \"\": No such file or directory\n")
    }

    @Test func recording_isARegularFile() {
        let fifo = folder.path + "/fifo"
        #expect(mkfifo(fifo, 0o600) == 0)
        for path in ["/dev/zero", fifo] {
            let (status, errors) = refused(["replay", path])
            #expect(status == 1)
            #expect(errors == "socketlab: cannot read \(path): it is a device or a pipe, not a file\n")
        }
        #expect(refused(["replay", "/dev/zero"], .simplifiedChinese).errors == "socketlab: 无法读取 /dev/zero：它是设备或管道，不是文件\n")
        #expect(refused(["replay", folder.path + "/"]).errors.hasSuffix(": Is a directory\n"))
    }

    @Test func hugeRecording_isNotRead() throws {
        try folder.write("huge.jsonl", "")
        let path = folder.path + "/huge.jsonl"
        // Its blocks are never written.
        #expect(truncate(path, 1 << 40) == 0)
        #expect(refused(["replay", path]).errors == "socketlab: cannot read \(path): it is larger than 64 MiB\n")
    }

    @Test func graph_goesIntoAFolderThatExists() {
        let path = folder.path + "/none/x.svg"
        let (status, errors) = refused(["explore", "7", "--graph", path])
        #expect(status == 1)
        #expect(errors == "socketlab: cannot write \(path): No such file or directory\n")
        #expect(folder.names(in: "") == [])
    }

    /// As the README writes commands for a shell.
    @Test func programsOwnName_isNoCommandAtThePrompt() {
        let lab = TestSession()
        #expect(lab.session.perform(line: "socketlab lesson 7 sticky") == 0)
        #expect(lab.screen.contains("11 bytes"))
        #expect(lab.session.perform(line: "socketlab") == 0)
        #expect(lab.errors == "")
    }
}
