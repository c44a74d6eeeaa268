import Engine
import Sockets
import Testing
import Transcripts

struct LockstepTests {
    @Test func sticky_printsEverythingAtOnce() throws {
        let transcript = try run(Programs.sticky)
        for line in transcript.story { print(line) }
        #expect(transcript.prints(of: "server") == ["hellobigpig", "", ""])
        #expect(transcript.ending(of: "server") == .returned)
        #expect(transcript.ending(of: "client") == .returned)
    }
}
