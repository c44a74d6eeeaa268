@testable import Shell
import Testing

struct CommandLineReaderTests {
    private func error(_ words: String...) -> UsageError? {
        do {
            _ = try CommandLineReader.read(words)
            return nil
        } catch {
            return error
        }
    }

    private func command(_ words: String...) throws -> (any LabCommand)? {
        if case .command(let command) = try CommandLineReader.read(words) { return command }
        return nil
    }

    @Test func unknownCommand_namesTheNearest_withItsArguments() {
        #expect(error("lesosn", "7") == .unknownCommand("lesosn", nearest: "lesson 7"))
        #expect(error("7") == .unknownCommand("7", nearest: "lesson 7"))
        #expect(error("xyzzy") == .unknownCommand("xyzzy", nearest: nil))
    }

    @Test func unknownOption_namesTheNearest() {
        #expect(error("lesson", "7", "--plian") == .unknownOption("--plian", command: "lesson", nearest: "--plain"))
        #expect(error("--lagn", "en") == .unknownOption("--lagn", command: "socketlab", nearest: "--lang"))
        #expect(error("quit", "-x") == .unknownOption("-x", command: "quit", nearest: nil))
    }

    @Test func wrongNumberOfWords_showsTheUsage() {
        #expect(error("lesson") == .missingArgument(usage: "lesson N [SCENARIO]"))
        #expect(error("lesson", "7", "sticky", "more") == .needlessArgument("more", usage: "lesson N [SCENARIO]"))
        #expect(error("lesson", "7", "--save") == .missingValue(option: "--save"))
        #expect(error("lesson", "7", "--save", "--step") == .missingValue(option: "--save"))
        #expect(error("lesson", "7", "--step=yes") == .needlessValue(option: "--step"))
    }

    @Test func everyOption_isParsed() throws {
        let lesson = try #require(
            try command(
                "lesson", "7", "sticky", "--plain", "--step", "--interactive", "--no-pause", "--schedule", "abba",
                "--save=run.jsonl", "--port", "8080", "--all", "--raw", "--layout", "wide", "--lang", "zh-Hans")
                as? LessonCommand)
        #expect(lesson.lesson == "7" && lesson.scenario == "sticky" && lesson.port == "8080")
        #expect(lesson.look.plain && lesson.look.all && lesson.look.raw && lesson.look.layout == "wide")
        #expect(lesson.step && lesson.interactive && lesson.noPause && lesson.save == "run.jsonl")
        #expect(lesson.schedule == "abba" && lesson.common.lang == "zh-Hans")
    }

    @Test func negativeValue_isAValue() throws {
        #expect((try command("serve", "2", "--port", "-1") as? ServeCommand)?.side.port == "-1")
        #expect((try command("explore", "7", "--seed", "-1", "--max-time=-2") as? ExploreCommand)?.seed == "-1")
        #expect((try command("--lessons", "-x", "lesson", "7") as? LessonCommand)?.common.lessons == "-x")
        #expect((try command("repeat", "7", "-5", "--set", "recv=4") as? RepeatCommand)?.scenario == "-5")
        // The value of an option is not the argument that looks like it.
        let explore = try command("explore", "7", "-1", "--max-runs", "7") as? ExploreCommand
        #expect(explore?.lesson == "7" && explore?.scenario == "-1" && explore?.maxRuns == "7")
        #expect((try command("pack", "i", "-1", "--lang", "en") as? PackCommand)?.common.lang == "en")
    }

    @Test func commonOptions_mayStandBeforeTheCommand() throws {
        let lesson = try #require(try command("--lang", "zh-Hans", "--lessons=/x", "lesson", "7") as? LessonCommand)
        #expect(lesson.common.lang == "zh-Hans" && lesson.common.lessons == "/x" && lesson.lesson == "7")
    }

    @Test func help_isAskedForInManyWays() throws {
        for words in [["help", "lesson"], ["lesson", "--help"], ["--help", "lesson"], ["?", "lesson"], ["lesson", "7", "-h"]] {
            guard case .command(let command) = try CommandLineReader.read(words) else {
                Issue.record("\(words) is no command")
                continue
            }
            #expect((command as? HelpCommand)?.command == "lesson")
        }
        #expect(try command("--help") is HelpCommand)
    }

    @Test func version_isNoCommand() throws {
        guard case .version = try CommandLineReader.read(["--version"]) else {
            Issue.record("not the version")
            return
        }
    }
}
