import Engine
import Foundation
import Lessons
import Sockets
import Testing
import Transcripts

@Suite struct JSONHeaderTests {
    @Test func download_readsLengthHeaderAndFile() throws {
        let run = try runLesson(9, "download")
        #expect(run.prints(of: "client") == [
            "saved notes.txt: 715 bytes, SHA-256 as sent", "saved 静夜思.txt: 64 bytes, SHA-256 as sent",
        ])
        let sizes = run.calls(.recv, of: "client").map { $0.count ?? -1 }
        #expect(sizes == [4, 148, 715, 4, 156, 64])
    }

    /// Whatever `recv` brings at a time, and in whichever order the length's bytes stand.
    @Test(arguments: [1, 7, 1023, 65_536], [false, true])
    func download_isRightWithAnyKnob(recv: Int, networkOrder: Bool) throws {
        let run = try runLesson(9, "download", settings: ["recv": .integer(recv), "network-order": .flag(networkOrder)])
        #expect(run.prints(of: "client").allSatisfy { $0.hasSuffix("SHA-256 as sent") })
        let length = try #require(run.calls(.send, of: "server").first?.payload?.bytes)
        #expect(length == (networkOrder ? [0, 0, 0, 148] : withUnsafeBytes(of: Int32(148)) { Array($0) }))
    }

    @Test func download_ofTheSameFileTwice_keepsBoth() throws {
        var scenario = try #require(LessonScenario.named(9, "download")).scenario
        scenario.participants[1].input = ["notes.txt", "notes.txt", "notes.txt"]
        let run = try Engine.run(scenario)
        #expect(run.prints(of: "client") == ["notes.txt", "notes.txt as notes-2.txt", "notes.txt as notes-3.txt"].map {
            "saved \($0): 715 bytes, SHA-256 as sent"
        })
    }

    @Test func refused_namesDoNotLeaveTheFolder() throws {
        let run = try runLesson(9, "refused")
        #expect(run.prints(of: "client") == [
            "nothing saved: the server says: ../secret.txt is not a plain file name",
            "nothing saved: the server says: /etc/passwd is not a plain file name",
            "nothing saved: the server says: there is no file nothing.txt here",
        ])
    }

    @Test func lies_areFoundOutAndLeaveNothing() throws {
        let run = try runLesson(9, "lies")
        #expect(run.prints(of: "client") == [
            "nothing saved: ../../x is not a plain file name",
            "nothing saved: the header is not JSON",
            "nothing saved: the header has no file_size",
            "nothing saved: only 5 of 1000 bytes came",
            "nothing saved: the bytes are not those that were sent: another SHA-256",
            "nothing saved: no header: it would be 2147483647 bytes long",
            "files in the folder: 0",
        ])
    }

    @Test(arguments: [(0.0, 1024), (1.0, 808)])
    func overRead_takesTheBeginningOfTheNextHeader(pause: Double, written: Int) throws {
        let run = try runLesson(9, "over-read", settings: ["pause": .duration(pause)])
        #expect(run.prints(of: "client").first == "notes.txt: \(written) bytes written, 715 were sent")
        #expect(run.prints(of: "client").last?.hasPrefix("no header: ") == true)
    }

    @Test func exactRead_doesNot() throws {
        let run = try runLesson(9, "exact-read")
        #expect(run.prints(of: "client") == [
            "notes.txt: 715 bytes written, 715 were sent", "numbers.bin: 3000 bytes written, 3000 were sent",
        ])
    }

    @Test func big_movesAQuarterOfAGibibyteInEightMebibytePieces() throws {
        let big = try #require(LessonScenario.named(9, "big"))
        let run = try Engine.run(big.scenario, options: RunOptions(lesson: big.lesson.folder))
        #expect(run.prints(of: "client") == [
            "25 %: 67108864 bytes", "50 %: 134217728 bytes", "75 %: 201326592 bytes", "100 %: 268435456 bytes",
            "saved big.bin",
        ])
        #expect(run.calls(.recv, of: "client").compactMap(\.size).max() == 8 << 20)
    }

    #if compiler(>=6.2)
        /// In a process of its own, whose memory nobody else uses.
        @Test func big_needsNoMoreMemoryForALargerFile() async {
            guard Memory.peak != nil else { return print("skipped: no /proc/self here") }
            await #expect(processExitsWith: .success) {
                func peak(_ mebibytes: Int) throws -> Int {
                    _ = try runLesson(9, "big", settings: ["size": .integer(mebibytes), "piece": .integer(1024)])
                    return Memory.peak ?? 0
                }
                let (small, large) = (try peak(8), try peak(128))
                if large - small < 16 << 20 { return }
                print("8 MiB needed \(small) bytes, 128 MiB \(large)")
                exit(1)
            }
        }
    #endif

    /// Clients of tutorials send a line, a bare name or nothing.
    @Test func wishes_endAtALineOrWithSilence() throws {
        for (sent, expected) in [("numbers.bin\n", "numbers.bin"), ("get numbers.bin", "numbers.bin"), ("", "notes.txt")] {
            let run = try run(asking: sent)
            #expect(run.prints(of: "client").first?.contains("\"file_name\":\"\(expected)\"") == true, "\(sent)")
            #expect(run.ending(of: "client") == .returned)
        }
    }

    @Test func wishes_ofTooLongALineEndTheCall() throws {
        let run = try run(asking: String(repeating: "x", count: 5000))
        #expect(run.prints(of: "server") == ["lost this caller: a line of more than 1024 bytes is not a plain file name"])
    }

    /// The lesson's server and a client that sends `text` and prints what comes until the server closes.
    private func run(asking text: String) throws -> Transcript {
        var scenario = try #require(LessonScenario.named(9, "download")).scenario
        scenario.participants[1] = .client { host in
            let socket = try host.socket(.tcp)
            try socket.connect(host.serverAddress)
            if !text.isEmpty { try socket.send(text) }
            var answer: [UInt8] = []
            do {
                while case let piece = try socket.recv(65_536), !piece.isEmpty { answer += piece }
            } catch {}
            host.print(Array(answer.dropFirst(4)))
            try socket.close()
        }
        return try Engine.run(scenario)
    }
}

private enum Memory {
    /// The most that this process has had in memory so far, in bytes.
    static var peak: Int? {
        guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else { return nil }
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return line?.split(separator: " ").dropLast().last.flatMap { Int($0) }.map { $0 << 10 }
    }
}
