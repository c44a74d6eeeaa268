import Messages
@testable import Shell
import Testing

/// Memory that threads share outside the lab's sight is refused in the lessons' programs.
struct HiddenMemoryTests {
    private let folder = TemporaryFolder()
    private static let text = "---\ntitle: T\nminutes: 1\nsummary: s\n---\nA thread.\n"
    private static let advice = "keep it in host.shared(…), which is recorded and tried in every order"

    private func faults(_ swift: String, in words: any Words = English()) throws -> [String] {
        for name in ["lesson.md", "lesson.zh-Hans.md"] { try folder.write("L/10-x/\(name)", Self.text) }
        try folder.write("L/10-x/X.swift", swift)
        let lesson = try #require(LessonFolder(name: "10-x", in: folder.path + "/L"))
        return Linter(words: words).faults(in: lesson).filter { $0.file.hasSuffix(".swift") }.map { "\($0.line): \($0.text)" }
    }

    /// `line: word` of each fault.
    private func refused(_ swift: String) throws -> [String] {
        try faults(swift).map { fault in
            #expect(fault.hasSuffix(Self.advice))
            return fault.split(separator: ": ").prefix(2).joined(separator: ": ")
        }
    }

    @Test func everySourceOfTheLessons_passes() throws {
        let linter = Linter(words: English())
        let folders = try LessonLibrary(in: [Places.sourceCheckout + "/Lessons"]).folders
        #expect(folders.count > 20)
        for folder in folders { #expect(linter.hiddenMemory(OpenLesson(folder: folder)) == []) }
    }

    // MARK: Words

    @Test(arguments: [
        ("nonisolated(unsafe) let counter = 0", "nonisolated(unsafe)"),
        ("final class Box: @unchecked Sendable {}", "@unchecked Sendable"),
        ("import Synchronization", "import Synchronization"),
        ("let counter = Mutex(0)", "Mutex("),
        ("let counter: Mutex<Int>", "Mutex<"),
        ("let counter = Atomic<Int>(0)", "Atomic<"),
        ("let counter = Atomic(0)", "Atomic("),
        ("let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)", "pthread_mutex_t"),
        ("pthread_mutex_lock(lock)", "pthread_mutex_lock"),
        ("let queue = DispatchQueue(label: \"q\")", "DispatchQueue"),
        ("let lock = NSLock()", "NSLock"),
        ("enum X { static var counter = 0 }", "static var"),
        ("enum X { private static private(set) var counter: Int? }", "static var"),
        ("enum X { static var counter = 0 { didSet { print(1) } } }", "static var"),
    ])
    func word(line: String, word: String) throws {
        #expect(try refused("\n" + line + "\n") == ["2: \(word)"])
    }

    @Test(arguments: [
        "// NSLock, Mutex(0), nonisolated(unsafe)",
        "/* NSLock /* static var x = 1 */ DispatchQueue */",
        "let a = \"NSLock \\\" Mutex(0)\"",
        "let a = #\"NSLock \" Mutex(0) \\(NSLock) \"#",
        "let a = \"\"\"\n  NSLock \"\" static var x\n  \"\"\"",
        "enum X { static var counter: Int { 0 } }",
        "enum X { static let counter = 0 }\nvar x = 1",
        "let unchecked = Mutexes(0), nonisolated = pthread, AtomicNumber = 1",
        "let cell = host.shared(0, \"counter\")",
    ])
    func noWord(lines: String) throws {
        #expect(try refused(lines + "\n") == [])
    }

    @Test func word_inAnInterpolation_isCode() throws {
        #expect(try refused("let a = \"x \\(f(\"NSLock\", NSLock())) NSLock\"\nlet b = \"NSLock\"\n") == ["1: NSLock"])
    }

    // MARK: What a thread uses

    private func inAFunction(_ body: String) -> String {
        "enum X {\n    static func server(_ host: Host) throws {\n\(body)\n    }\n}\n"
    }

    @Test(arguments: [
        "var counter = 0\nhost.thread { host in\ncounter += 1\n}",
        "var (counter, other) = (0, 1)\nhost.thread { host in\nhost.print(\"\\(counter)\")\n}",
        "var counter = 0\nwhile true { host.thread { _ in\nif true { f { g(a: counter) } } } }",
        "var counter = 0\nlet t = try host.thread({ host in\nreturn x ? counter : 1\n})",
        "var counter = 0\nhost.thread() { host in\nlet a = [counter: 1] })",
        "for var counter in 1...2 {\nhost.thread { host in\nf(counter) } }",
        "var counter = f()\nhost.thread { host in\nif let counter = counter { g(counter) } }",
        "if var counter = f() {\nhost.thread { host in\nf(counter) } }",
    ])
    func variable(body: String) throws {
        #expect(try refused(inAFunction(body)) == ["5: counter"])
    }

    @Test(arguments: [
        "let counter = 0\nhost.thread { host in\nf(counter)\n}",
        "host.thread { host in\nvar counter = 0\ncounter += 1\n}",
        "var counter = 0\nhost.thread { host in\nlet counter = 1\nf(counter)\n}",
        "var counter = 0\nhost.thread { [counter] host in\nf(counter)\n}",
        "var counter = 0\nhost.thread { [old = counter] host in\nf(old)\n}",
        "var counter = 0\nhost.thread { host in\nf(counter: 1, other.counter)\n}",
        "var counter = 0\nhost.thread { host in\nfor counter in 1...2 { f(counter) }\nif let counter = g() { f(counter) }\n}",
        "var counter = 0\nhost.thread { host in\nfunc f(_ counter: Int, to other: Int) { g(counter) }\n}",
        "var counter = 0\nhost.thread { host in\n[1].map { counter in counter + 1 }\n}",
        "var threads = [1]\nthreads.append(try host.thread { host in f() })\ncounter += 1",
        "if true { var counter = 0; counter += 1 }\nhost.thread { host in f(counter) }",
        "let counter = host.shared(0)\nhost.thread { host in try counter.store(counter.load() + 1) }",
    ])
    func noVariable(body: String) throws {
        #expect(try refused(inAFunction(body)) == [])
    }

    private static let box = "final class Box {\n    var value = 0\n}\n"

    @Test(arguments: [
        ("let box = Box()\nhost.thread { host in\nbox.value += 1 }", "box"),
        ("let box: Box = make()\nhost.thread { host in\nbox.value += 1 }", "box"),
        ("let boxes = [Box(), Box()]\nhost.thread { host in\nboxes[0].value += 1 }", "boxes"),
        ("let box = Box()\nhost.thread { [box] host in\nbox.value += 1 }", "box"),
        ("let box = Box()\nhost.thread { [mine = box] host in\nmine.value += 1 }", "box"),
        ("func inner(_ box: Box) {\nhost.thread { host in\nbox.value += 1 } }", "box"),
    ])
    func object(body: String, name: String) throws {
        let found = try refused(Self.box + inAFunction(body))
        #expect(!found.isEmpty && found.allSatisfy { $0.hasSuffix(": \(name)") }, "\(found)")
    }

    @Test func object_inItsOwnThread() throws {
        let swift = "final class Counter {\n    var value = 0\n    func count(_ host: Host) throws {\n        try host.thread { _ in\n            self.value += 1\n        }\n    }\n}\n"
        #expect(try refused(swift) == ["5: self"])
    }

    @Test(arguments: [
        "host.thread { host in\nlet box = Box()\nbox.value += 1 }",
        "let value = Box().value\nhost.thread { host in f(value) }",
        "let box = Box()\nbox.value += 1\nhost.thread { host in f() }",
    ])
    func noObject(body: String) throws {
        #expect(try refused(Self.box + inAFunction(body)) == [])
    }

    @Test func classThatNeverChanges_mayBeShared() throws {
        let fixed = "final class Box {\n    let value = 0\n    var twice: Int { 2 * value }\n    func f() { var a = 1; a += 1 }\n}\n"
        #expect(try refused(fixed + inAFunction("let box = Box()\nhost.thread { host in f(box) }")) == [])
    }

    // MARK: What is said

    @Test func words_sayWhatToDo() throws {
        let swift = Self.box + inAFunction("var n = 0\nlet box = Box()\nhost.thread { _ in\nn += 1\nbox.value = NSLock()\n}")
        #expect(try faults(swift) == [
            "9: n: a thread uses this variable of the function around it, and the lab does not see that; \(Self.advice)",
            "10: NSLock: the lab does not see what threads share this way; \(Self.advice)",
            "10: box: a thread uses this object from outside, the class Box has variables, and the lab does not see them; \(Self.advice)",
        ])
        let advice = "请放进 host.shared(…)，它的读写会被记录下来，各种先后顺序都会试到"
        #expect(try faults(swift, in: SimplifiedChinese()) == [
            "9: n：线程里用了外层函数的变量，实验室看不见；\(advice)",
            "10: NSLock：线程这样共享的数据，实验室看不见；\(advice)",
            "10: box：线程里用了外面的对象，它的类 Box 有变量，实验室看不见；\(advice)",
        ])
    }
}
