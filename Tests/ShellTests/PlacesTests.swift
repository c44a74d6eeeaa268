@testable import Shell
import Testing

struct PlacesTests {
    private func places(_ environment: [String: String] = [:]) -> Places {
        Places(environment: environment, executable: "/usr/local/bin/socketlab", checkout: "/src")
    }

    @Test func lessons_areBesideTheExecutable_thenInTheCheckout() {
        #expect(places().lessonPlaces(option: nil) == ["/usr/local/share/socketlab/Lessons", "/src/Lessons"])
        #expect(places().transcriptPlaces == ["/usr/local/share/socketlab/transcripts", "/src/transcripts"])
    }

    @Test func namedPlace_isTheOnlyOne() {
        #expect(places(["SOCKETLAB_LESSONS": "/mine"]).lessonPlaces(option: nil) == ["/mine"])
        #expect(places(["SOCKETLAB_LESSONS": "/mine"]).lessonPlaces(option: "/other") == ["/other"])
    }

    @Test func state_followsXDG() {
        #expect(places(["XDG_STATE_HOME": "/s", "HOME": "/h"]).stateFolder == "/s/socketlab")
        #expect(places(["XDG_STATE_HOME": "relative", "HOME": "/h"]).stateFolder == "/h/.local/state/socketlab")
        #expect(places().stateFolder == nil)
    }

    @Test func temporaryFolder_isTheSystems() {
        #expect(places().temporaryFolder == "/tmp")
        #expect(places(["TMPDIR": "/mine/"]).temporaryFolder == "/mine")
        #expect(places(["TMPDIR": "relative"]).temporaryFolder == "/tmp")
    }

    @Test func checkout_holdsThePackage() {
        #expect(Files.exists(Places.sourceCheckout + "/Package.swift"))
    }
}
