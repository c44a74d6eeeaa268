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

    @Test func programs_areThoseWithAHost() {
        #expect(ProgramText.functions(in: source) == ["server", "client"])
    }

    @Test func twoPrograms_standSideBySide_whereTheyFit() {
        let look = TextLook(width: 20)
        #expect(ProgramText.sideBySide(["ab", "c"], ["x", "y", "z"], look: look) == ["ab    x", "c     y", "      z"])
        #expect(ProgramText.sideBySide(["0123456789"], ["0123456789"], look: look) == ["0123456789", "", "0123456789"])
    }
}
