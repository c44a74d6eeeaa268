@testable import Shell
import Testing

struct ProgramTextTests {
    private let source = """
        enum Lesson {
            static func server(_ host: Host) throws {
                if true {
                    host.print("}")
                }

            }

            static func client(_ host: Host) throws {
            }
            static let lesson = 1
            static func short(_ host: Host) throws { try client(host) }
            static func long(
                _ name: String, _ host: Host
            ) throws {
            }
            static func helper(_ n: Int) {
            }
        }
        """

    @Test func function_isCutOut_withoutItsIndentation() {
        #expect(ProgramText.function("server", in: source) == [
            "static func server(_ host: Host) throws {", "    if true {", "        host.print(\"}\")", "    }", "", "}",
        ])
        #expect(ProgramText.function("serve", in: source) == nil)
    }

    @Test func function_mayBeOneLine_orHaveALongSignature() {
        #expect(ProgramText.function("short", in: source) == ["static func short(_ host: Host) throws { try client(host) }"])
        #expect(ProgramText.function("long", in: source)?.count == 4)
    }

    @Test func programs_areThoseWithAHost() {
        #expect(ProgramText.functions(in: source) == ["server", "client", "short", "long"])
    }

    @Test func twoPrograms_standSideBySide_whereTheyFit() {
        let look = TextLook(width: 20)
        #expect(ProgramText.sideBySide(["ab", "c"], ["x", "y", "z"], look: look) == ["ab    x", "c     y", "      z"])
        #expect(ProgramText.sideBySide(["0123456789"], ["0123456789"], look: look) == ["0123456789", "", "0123456789"])
    }
}
