import Foundation
@testable import Shell
import Testing

/// `connect 9`: what it downloads is there afterwards, and nothing else is touched.
@Suite(.serialized) final class DownloadTests {
    private let folder = TemporaryFolder()
    private var downloads: String { folder.path + "/downloads" }

    /// A server of lesson 9 on a port that the kernel chose.
    private func serve(_ scenario: String...) throws -> (lab: PseudoTerminal, port: String) {
        let lab = try PseudoTerminal(
            ["serve", "9"] + scenario + ["--port", "0"], environment: ["XDG_STATE_HOME": folder.path, "HOME": folder.path],
            columns: 200)
        try lab.expect("listen(")
        let said = lab.screen.split(separator: "the server alone, on 127.0.0.1:").dropFirst().first ?? ""
        return (lab, String(said.prefix(while: \.isNumber)))
    }

    private func fetch(_ names: [String], _ arguments: String...) -> TestSession {
        let lab = TestSession(lines: names.map { .line($0) })
        _ = lab.session.perform(["connect", "9"] + arguments)
        return lab
    }

    @Test func files_stay_andNoneIsOverwritten() throws {
        let (server, port) = try serve()
        defer { server.type("\u{3}") }
        try folder.write("downloads/静夜思.txt", "mine")
        let lab = fetch(["notes.txt", "notes.txt", "静夜思.txt"], "--into", downloads, "--port", port)
        #expect(lab.errors == "")
        // Prose is broken at spaces only.
        #expect(lab.screen.contains(downloads))
        #expect(lab.screen.contains(#"print "saved notes.txt: 715 bytes, SHA-256 as sent""#))
        #expect(lab.screen.contains(#"print "saved notes.txt as notes-2.txt: 715 bytes"#))
        #expect(lab.screen.contains(#"print "saved 静夜思.txt as 静夜思-2.txt: 64 bytes"#))
        #expect(folder.names(in: "downloads") == ["notes-2.txt", "notes.txt", "静夜思-2.txt", "静夜思.txt"])
        #expect(try folder.read("downloads/notes.txt").hasSuffix("13. and that's all\n"))
        #expect(try folder.read("downloads/notes.txt") == folder.read("downloads/notes-2.txt"))
        #expect(try folder.read("downloads/静夜思.txt") == "mine")
        #expect(try folder.read("downloads/静夜思-2.txt").hasPrefix("床前明月光"))
    }

    @Test func folder_isTheOneNamedDownloads_belowTheCurrentOne() throws {
        let (server, port) = try serve()
        defer { server.type("\u{3}") }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: PseudoTerminal.executable)
        process.arguments = ["--lang", "zh-Hans", "connect", "9", "--port", port]
        process.environment = ["XDG_STATE_HOME": folder.path, "HOME": folder.path]
        process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        let (input, output) = (Pipe(), Pipe())
        (process.standardInput, process.standardOutput) = (input, output)
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data("notes.txt\n".utf8))
        try input.fileHandleForWriting.close()
        let screen = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        #expect(screen.contains("它保存的文件留在 "))
        #expect(folder.names(in: "downloads") == ["notes.txt"])
    }

    /// Each answer of that server lies, the first one with the name `../../x`.
    @Test func lies_leaveNoFileAnywhere_andNoFolder() throws {
        let (server, port) = try serve("lies")
        defer { server.type("\u{3}") }
        try folder.write("a/b/c", "")
        let lab = fetch(Array(repeating: "x", count: 6), "--into", folder.path + "/a/b/downloads", "--port", port)
        #expect(lab.screen.ranges(of: "nothing saved: ").count == 6)
        #expect(lab.screen.contains("nothing saved: ../../x is not a plain file name"))
        #expect(folder.names(in: "a") == ["b"])
        #expect(folder.names(in: "a/b") == ["c"])
    }

    @Test func folder_thatWasThere_staysThoughNothingCame() throws {
        let (server, port) = try serve()
        defer { server.type("\u{3}") }
        try FileManager.default.createDirectory(atPath: downloads, withIntermediateDirectories: false)
        _ = fetch(["../x"], "--into", downloads, "--port", port)
        #expect(FileManager.default.fileExists(atPath: downloads))
        #expect(folder.names(in: "downloads") == [])
    }

    /// Nobody is called before it is known where the file is to go.
    @Test func placesWhereNothingCanBeKept_areToldInWords() throws {
        try folder.write("file", "")
        for (name, reason) in [("file", "Not a directory"), ("file/x", "Not a directory"), ("none/x", "No such file or directory")] {
            let path = folder.path + "/" + name
            let lab = fetch(["notes.txt"], "--into", path)
            #expect(lab.errors == "socketlab: cannot write \(path): \(reason)\n")
            #expect(lab.screen == "")
        }
        for (words, place) in [(["2"], "lesson 2 loop"), (["9", "lies"], "lesson 9 lies")] {
            let lab = TestSession()
            #expect(lab.session.perform(["connect"] + words + ["--into", downloads]) == 1)
            #expect(lab.errors == "socketlab: the client of \(place) saves no files: --into is not for it\n")
        }
        #expect(folder.names(in: "") == ["file"])
    }
}
