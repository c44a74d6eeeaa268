import Engine
import Lessons
import Messages
@testable import Shell
import Testing

struct SettingsTests {
    @Test func settings_reachThePrograms() {
        let lab = TestSession()
        #expect(lab.perform("lesson", "7", "sticky", "--set", "recv=4", "--set", "messages=aaaa,bbbb,cccc") == 0)
        #expect(lab.screen.contains("recv(4) = 4 bytes") && lab.screen.contains("\"cccc\""))
        #expect(lab.errors == "")
    }

    @Test func again_keepsThem() {
        let lab = TestSession()
        _ = lab.perform("lesson", "7", "sticky", "--set", "recv=5")
        #expect(lab.perform("again") == 0)
        #expect(lab.screen.ranges(of: "recv(5) = 5 bytes").count >= 2)
    }

    @Test func wholeLesson_takesWhatSomeScenarioHas() {
        #expect(TestSession().perform("lesson", "7", "--set", "busy=1s", "--no-pause") == 0)
        #expect(TestSession().perform("lesson", "7", "--set", "names=x") == 64)
    }

    @Test func wrongName_getsTheList() {
        let lab = TestSession()
        #expect(lab.perform("lesson", "7", "sticky", "--set", "rekv=4") == 64)
        #expect(lab.errors.hasPrefix("socketlab: lesson 7 sticky has no knob rekv; did you mean recv?\nWhat can be set"))
        #expect(lab.errors.contains("  recv=1024 ") && lab.errors.contains(" 1 to 65536 "))
        #expect(lab.errors.contains("  pause=0s "))
    }

    @Test(arguments: ["recv=0", "recv=65537", "recv=four", "pause=61s", "pause=-1s", "nodelay=maybe", "recv="])
    func wrongValue_getsTheRange(_ setting: String) {
        let lab = TestSession(language: .simplifiedChinese)
        #expect(lab.perform("lesson", "7", "sticky", "--set", setting) == 64)
        #expect(lab.errors.contains("不能是"))
        #expect(lab.errors.split(separator: "\n").count == 3)
    }

    @Test func noKnobs_areSaidToBeNone() {
        let lab = TestSession()
        #expect(lab.perform("lesson", "8", "pack", "--set", "recv=4") == 64)
        #expect(lab.errors == "socketlab: lesson 8 pack has no knobs: there is nothing to set\n")
        #expect(lab.perform("lesson", "8", "pack", "--set", "recv") == 64)
    }

    @Test(arguments: catalog.map(\.folder))
    func knobs_haveHelpAndADefaultInTheirRange(folder: String) throws {
        let lesson = try #require(catalog.first { $0.folder == folder })
        for knob in lesson.scenarios.flatMap(\.knobs) {
            #expect(knob.value(of: KnobTable.text(of: knob.standard)) == knob.standard, "\(knob.name)")
            #expect(Set(knob.help.keys) == ["en", "zh-Hans"], "\(knob.name)")
        }
    }

    @Test func completion_knowsThem() throws {
        var world = Completion.World(
            lessons: [try #require(LessonFolder(name: "07-sticky-packets", in: "/l"))],
            scenarios: ["07-sticky-packets": ["sticky", "udp"]], recordings: [])
        for scenario in try #require(catalog.first { $0.folder == "07-sticky-packets" }).scenarios {
            world.knobs["07-sticky-packets", default: [:]][scenario.name] = scenario.knobs
        }
        let completion = Completion(world)
        #expect(completion.candidates(before: "lesson 7 sticky --set ", word: "") == .init(["recv=", "messages=", "pause=", "nodelay="], endsWord: false))
        #expect(completion.candidates(before: "lesson 7 udp --set ", word: "m") == .init(["messages="], endsWord: false))
        #expect(completion.candidates(before: "lesson 7 sticky --set nodelay=", word: "o").words == ["on", "off"])
        #expect(completion.candidates(before: "lesson 7 --set recv=4 ", word: "--se").words == ["--set"])
    }
}
