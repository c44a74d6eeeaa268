import Messages
@testable import Shell
import Testing

/// `compare`: which two recordings its words name.
struct ComparingTests {
    private func compared(_ words: String...) -> (head: [Substring], errors: String) {
        let lab = TestSession()
        let status = lab.session.perform(["compare"] + words)
        #expect(status == (lab.errors.isEmpty ? 0 : 64))
        return (lab.screen.split(separator: "\n").first?.split(separator: " ") ?? [], lab.errors)
    }

    private func refused(_ words: String...) -> String {
        let lab = TestSession()
        #expect(lab.session.perform(["compare"] + words) == 64)
        #expect(lab.screen == "")
        return lab.errors
    }

    @Test func recordings_goByTheNamesThatReplayTakes() {
        let (sticky, udp) = ("07-sticky-packets-sticky", "07-sticky-packets-udp")
        for words in [["7", "8"], ["sticky-packets", "08-header-fixed"], ["7", "sticky", "8"], ["7", "8", "fixed"]] {
            let lab = TestSession()
            #expect(lab.session.perform(["compare"] + words) == 0, "\(words): \(lab.errors)")
            #expect(lab.screen.hasPrefix(sticky) && lab.screen.contains("08-header-fixed"), "\(words)")
        }
        #expect(compared("7", "sticky", "7", "udp").head.map(String.init) == [sticky, udp])
        #expect(compared(sticky, "7", "udp").head.map(String.init) == [sticky, udp])
    }

    @Test func lastRun_isComparedWithARecording() {
        let lab = TestSession()
        #expect(lab.perform("compare", "last", "7") == 1)
        #expect(lab.perform("lesson", "7", "sticky") == 0)
        #expect(lab.perform("compare", "last", "7", "sticky") == 0)
        #expect(lab.screen.contains("The two runs are the same, call by call."))
    }

    @Test func noRecording_isToldWithTheNearest_andWithWhatOneIs() {
        let expected = "A recording is a name that transcripts lists, a lesson and its scenario (7 udp), a file, or last\n"
        for words in [["foo", "8"], ["8", "foo"], ["foo", "bar"], ["8", "fixed", "foo"]] {
            let lab = TestSession()
            #expect(lab.session.perform(["compare"] + words) == 64)
            #expect(lab.errors == "socketlab: there is no recording foo. " + expected)
        }
        for word in ["stiky", "07-sticky-packets-stick"] {
            #expect(refused(word, "8").hasPrefix("socketlab: there is no recording \(word); did you mean 07-sticky-packets-sticky"))
        }
        #expect(refused("7", "not-a-fix").hasPrefix("socketlab: there is no recording not-a-fix; did you mean 07-sticky-packets-not-a-fix? A rec"))
        #expect(refused("7", "8", "fixd") == "socketlab: lesson 8 has no scenario fixd; did you mean fixed?\n")
    }

    /// `udp` is a lesson as well as a scenario.
    @Test func wordsWithTwoMeanings_areRefused() {
        #expect(refused("7", "sticky", "udp").hasPrefix(
            "socketlab: 7 sticky udp may be 07-sticky-packets-sticky and 07-sticky-packets-udp, or 07-sticky-packets-sticky and 05-udp-echo;"))
        #expect(refused("7", "sticky") == "socketlab: both are the same recording, 07-sticky-packets-sticky; compare takes two: compare 7 sticky 7 udp\n")
        #expect(refused("7", "8", "9", "10", "11") == "socketlab: 11 is one word too many: compare FILE|N FILE|N...\n")
    }

    @Test func nearestNames_areThoseWithTheWordInThem() {
        let names = ["05-udp-echo", "07-sticky-packets-packets", "07-sticky-packets-sticky", "07-sticky-packets-udp"]
        #expect(probable("packets", among: names) == [names[1], names[2], names[3]])
        #expect(probable("UDP", among: names) == [names[3], names[0]])
        #expect(probable("ehco", among: names) == [names[0]])
        #expect(probable("", among: names) == [] && probable("zzzzzz", among: names) == [])
    }
}
