@testable import Shell
import Testing

struct LessonLibraryTests {
    private let library = LessonLibrary(
        path: "/l",
        folders: ["01-basic-tcp", "03-connection-loop", "07-sticky-packets", "18-connections"]
            .compactMap { LessonFolder(name: $0, in: "/l") })

    private func found(_ word: String) -> String? {
        if case .found(let folder) = library.find(word) { folder.name } else { nil }
    }

    @Test(arguments: ["7", "07", "sticky", "stic", "STICKY", "sticky-packets", "07-sticky-packets", "07-st"])
    func lesson_goesByManyNames(word: String) {
        #expect(found(word) == "07-sticky-packets")
    }

    @Test func beginningOfTwo_isAmbiguous() {
        #expect(library.find("connection") == .ambiguous([library.folders[1], library.folders[3]]))
        #expect(found("connections") == "18-connections")
    }

    @Test func unknown_namesTheNearest() {
        #expect(library.find("8") == .unknown(nearest: library.folders[2]))
        #expect(library.find("stikcy-packets") == .unknown(nearest: library.folders[2]))
        #expect(library.find("zzzzzz") == .unknown(nearest: nil))
        #expect(library.find("") == .unknown(nearest: nil))
    }

    @Test func otherFolders_areNoLessons() {
        #expect(LessonFolder(name: "Catalog.swift", in: "/l") == nil)
        #expect(LessonFolder(name: "07", in: "/l") == nil)
    }

    @Test func noFolder_namesThePlaces() {
        #expect(throws: LessonLibrary.NotFound(tried: ["/nowhere/1", "/nowhere/2"])) {
            try LessonLibrary(in: ["/nowhere/1", "/nowhere/2"])
        }
    }
}
