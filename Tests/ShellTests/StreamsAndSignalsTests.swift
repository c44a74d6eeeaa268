import Foundation
import Glibc
import Sockets
import Testing
import Transcripts

/// The built lab with streams that are closed, full or left, and ended from outside.
@Suite(.serialized)
struct StreamsAndSignalsTests {
    private let folder = TemporaryFolder()
    private var environment: [String: String] {
        ["XDG_STATE_HOME": folder.path, "HOME": folder.path, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"]
    }

    /// `$0` in the script is the lab. Its output goes nowhere unless the script says where.
    private func shell(_ script: String) throws -> (status: Int32, errors: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", script, PseudoTerminal.executable]
        process.environment = environment
        let errors = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = errors
        try SpawnGuard.starting { Result { try process.run() } }.get()
        let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text)
    }

    // MARK: Streams

    @Test func closedInput_isAtItsEnd() throws {
        #expect(try shell(#""$0" <&-"#) == (0, ""))
        #expect(try shell(#""$0" lesson 7 sticky <&- 2>&-"#) == (0, ""))
    }

    @Test func outputThatCannotBeWritten_fails_inBothLanguages() throws {
        for command in ["lessons", "lesson 7", "--version", "--help", "serve 9 --port 0"] {
            let result = try shell(#""$0" \#(command) > /dev/full"#)
            #expect(result == (1, "socketlab: cannot write the output: No space left on device\n"), "\(command)")
        }
        let chinese = try shell(#""$0" --lang zh-Hans lessons > /dev/full"#)
        #expect(chinese == (1, "socketlab: 无法写出结果：No space left on device\n"))
        #expect(try shell(#"echo lessons | "$0" > /dev/full"#).status == 1)
        #expect(try shell(#""$0" lessons >&-"#) == (1, "socketlab: cannot write the output: Bad file descriptor\n"))
    }

    @Test func readerThatWentAway_isNoError() throws {
        #expect(try shell(#"{ "$0" serve 9 --port 0; echo $? >&2; } | :"#) == (0, "0\n"))
    }

    @Test func pathOfTheServer_isRemoved_whereNobodyReads() throws {
        let path = folder.path + "/s"
        #expect(try shell(#"{ "$0" serve 14 --path \#(path); echo $? >&2; } | :"#) == (0, "0\n"))
        #expect(try shell(#""$0" serve 14 --path \#(path) > /dev/full"#).status == 1)
        #expect(folder.names(in: "").contains("s") == false)
    }

    // MARK: Signals

    private func lab(_ arguments: String...) throws -> PseudoTerminal {
        try PseudoTerminal(arguments, environment: environment.filter { $0.key != "PATH" })
    }

    @Test(arguments: [SIGTERM, SIGHUP]) func signal_endsTheRunFirst(_ number: Int32) throws {
        let lab = try lab("serve", "9", "--port", "0")
        try lab.expect("listen(")
        lab.signal(number)
        #expect(try lab.ended() == 128 + number)
        #expect(lab.hasExited)
    }

    @Test func signal_whileTheStudentTypes_endsTheLab() throws {
        let server = try Socket(.tcp)
        defer { try? server.close() }
        try server.bind(.loopback())
        try server.listen(backlog: 1)
        let lab = try lab("connect", "2", "--port", "\(try server.localAddress().port ?? 0)")
        try lab.expect("You type what it sends.")
        try lab.expect("connect(")
        lab.signal(SIGTERM)
        #expect(try lab.ended() == 128 + SIGTERM)
        #expect(lab.hasExited)
    }

    /// It would go on for minutes.
    @Test(arguments: [SIGTERM, SIGINT]) func signal_endsASavedRun_andItsFileIsReadable(_ number: Int32) throws {
        let path = folder.path + "/big.jsonl"
        let lab = try lab("lesson", "9", "big", "--set", "size=4096", "--set", "piece=1", "--save", path)
        try #require(grows(path, to: 1 << 20))
        lab.signal(number)
        #expect(try lab.ended() == 128 + number)
        #expect(lab.hasExited)
        let (transcript, warnings) = try TranscriptReader.read(contentsOf: path)
        #expect(transcript.events.count > 1_000)
        #expect(warnings.count <= 1)
        #expect(number == SIGINT || !lab.screen.contains("recv"))
    }

    /// False when the file has not come to that size while the test had patience.
    private func grows(_ path: String, to size: Int) -> Bool {
        let end = ContinuousClock.now + .seconds(60)
        var status = stat()
        while ContinuousClock.now < end {
            if stat(path, &status) == 0, status.st_size >= size { return true }
            sched_yield()
        }
        return false
    }

    @Test func signal_withoutARun_isTheSystems() throws {
        let lab = try lab()
        try lab.expect("lab> ")
        lab.signal(SIGHUP)
        #expect(try lab.ended() == 128 + SIGHUP)
        #expect(!lab.hasExited)
    }
}
