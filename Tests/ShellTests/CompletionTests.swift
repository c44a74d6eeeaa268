@testable import Shell
import Testing

struct CompletionTests {
    private let completion = Completion(
        .init(
            lessons: ["01-basic-tcp", "02-loop", "07-sticky-packets"].compactMap { LessonFolder(name: $0, in: "/l") },
            scenarios: ["07-sticky-packets": ["sticky", "small-recv", "udp"]], recordings: ["07-sticky-packets-sticky"]))

    private func words(_ before: String, _ word: String) -> [String] {
        completion.candidates(before: before, word: word).words
    }

    @Test func commands_comeFirst() {
        #expect(words("", "les") == ["lessons", "lesson"])
        #expect(words("", "q") == ["quit"])
        #expect(words("help ", "comp") == ["compare"])
    }

    @Test func lessons_goByNumberAndName() {
        #expect(words("lesson ", "") == ["basic-tcp", "loop", "sticky-packets"])
        #expect(words("lesson ", "st") == ["sticky-packets"])
        #expect(words("code ", "7") == ["7"])
        #expect(words("lesson ", "0") == ["01-basic-tcp", "02-loop", "07-sticky-packets"])
    }

    @Test func scenarios_followTheirLesson() {
        #expect(words("lesson 7 ", "s") == ["sticky", "small-recv"])
        #expect(words("lesson stic --plain ", "u") == ["udp"])
        #expect(words("lesson --save x 7 ", "u") == ["udp"])
        #expect(words("lesson 1 ", "") == [])
        #expect(words("lesson 7 sticky ", "") == [])
        #expect(words("compare 7 ", "s") == ["sticky-packets", "sticky", "small-recv"])
        #expect(words("compare 7 sticky 7 ", "u") == ["udp"])
    }

    @Test func options_areOfferedOnce() {
        #expect(words("lesson 7 ", "--st") == ["--step"])
        #expect(words("lesson 7 --step ", "--s") == ["--schedule", "--save", "--set"])
        #expect(words("lesson 7 --layout ", "w") == ["wide"])
        #expect(words("lang ", "z") == ["zh-Hans"])
    }

    @Test func files_areOfferedWhereTheyBelong() {
        #expect(completion.candidates(before: "lesson 7 --save ", word: "") == .init([], files: true))
        #expect(completion.candidates(before: "serve 14 --path ", word: "/t") == .init([], files: true))
        #expect(completion.candidates(before: "replay ", word: "07-") == .init(["07-sticky-packets", "07-sticky-packets-sticky"], files: true))
        #expect(completion.candidates(before: "unknown ", word: "") == .init())
    }
}
