@testable import Shell
import Testing

struct MemoryTests {
    private let folder = TemporaryFolder()
    private let library = LessonLibrary(
        path: "/l", folders: ["01-a", "02-b"].compactMap { LessonFolder(name: $0, in: "/l") })

    private func memory() -> Memory { Memory(folder: folder.path + "/deep/state") }

    @Test func place_isThereAtTheNextStart() {
        let first = memory()
        #expect(first.isFirstStart)
        first.reached(page: 4, of: 6, in: library.folders[0])
        let second = memory()
        #expect(!second.isFirstStart)
        #expect(second.content.last == .init(lesson: "01-a", page: 4, pages: 6, isFinished: false))
        #expect(folder.names(in: "deep/state") == ["progress.json"])
    }

    @Test func next_goesOnWhereTheStudentLeft_thenToTheNextLesson() throws {
        let memory = memory()
        #expect(try #require(memory.whereToGoOn(in: library)) == (library.folders[0], 1))
        memory.reached(page: 4, of: 6, in: library.folders[0])
        #expect(try #require(memory.whereToGoOn(in: library)) == (library.folders[0], 4))
        memory.reached(page: 6, of: 6, in: library.folders[0], isFinished: true)
        #expect(try #require(memory.whereToGoOn(in: library)) == (library.folders[1], 1))
        memory.reached(page: 2, of: 2, in: library.folders[1], isFinished: true)
        #expect(memory.whereToGoOn(in: library) == nil)
    }

    @Test func goingBack_doesNotLoseTheFurthestPage() {
        let memory = memory()
        memory.reached(page: 4, of: 6, in: library.folders[0])
        memory.reached(page: 2, of: 6, in: library.folders[0])
        #expect(memory.content.last?.page == 2)
        #expect(memory.content.lessons["01-a"]?.page == 4)
    }

    @Test func twoLabs_keepEachOthersPlaces() {
        let (first, second) = (memory(), memory())
        first.reached(page: 4, of: 6, in: library.folders[0])
        second.reached(page: 1, of: 2, in: library.folders[1])
        first.remember { $0.language = "zh-Hans" }
        let content = memory().content
        #expect(content.lessons.keys.sorted() == ["01-a", "02-b"])
        #expect(content.last?.lesson == "02-b" && content.language == "zh-Hans")
    }

    /// Each reads and writes as often as the other, and none of the 100 places is lost.
    @Test func manyLabsAtOnce_loseNothing() async {
        let state = folder.path + "/deep/state"
        await withTaskGroup(of: Void.self) { group in
            for lab in 0..<4 {
                group.addTask {
                    let memory = Memory(folder: state)
                    for number in 0..<25 {
                        let name = "\(lab)-\(number)"
                        memory.remember { $0.lessons[name] = .init(lesson: name, page: 1, pages: 1, isFinished: false) }
                    }
                }
            }
        }
        #expect(memory().content.lessons.count == 100)
    }

    @Test func brokenFile_isAsNone_andIsReplaced() throws {
        try folder.write("deep/state/progress.json", "{ \"last\": ")
        let memory = memory()
        #expect(memory.content == Remembered())
        memory.remember { $0.language = "zh-Hans" }
        #expect(self.memory().content.language == "zh-Hans")
    }

    @Test func unwritableFolder_isTold() {
        let memory = Memory(folder: "/proc/nothing/here")
        memory.remember { $0.language = "en" }
        #expect(memory.takeFailure()?.path == "/proc/nothing/here/progress.json")
        #expect(memory.takeFailure() == nil)
    }
}

struct HistoryTests {
    private let folder = TemporaryFolder()

    private func type(_ line: String, into history: inout History) {
        if history.add(line) { history.save(new: line) }
    }

    @Test func lines_areKept() {
        var history = History(folder: folder.path)
        for line in ["lesson 7", "lesson 7", " ", "粘包"] { type(line, into: &history) }
        #expect(History(folder: folder.path).lines == ["lesson 7", "粘包"])
        #expect(folder.names(in: "") == ["history"])
    }

    @Test func twoLabs_keepEachOthersLines() {
        var first = History(folder: folder.path)
        var second = History(folder: folder.path)
        type("one", into: &first)
        type("two", into: &second)
        #expect(History(folder: folder.path).lines == ["one", "two"])
    }

    @Test func oldLines_areForgotten() {
        var history = History(folder: folder.path)
        for number in 1...(History.limit + 5) { _ = history.add("\(number)") }
        #expect(history.lines.count == History.limit && history.lines.first == "6")
    }
}
