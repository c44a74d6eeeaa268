import Engine
import Exercises
import SHA256
import Sockets
import Transcripts

extension JSONHeader {
    static let lesson = LessonPrograms(
        folder: "09-json-header",
        scenarios: [
            Scenario(
                "download",
                participants: [.server(server), .client(input: ["notes.txt", "静夜思.txt"], client).savingFiles()],
                knobs: [recv, networkOrder, patience]),
            Scenario(
                "refused",
                participants: [
                    .server(server),
                    .client(input: ["../secret.txt", "/etc/passwd", "nothing.txt"], client).savingFiles(),
                ],
                knobs: [recv, networkOrder, patience]),
            Scenario("lies", server: lyingServer, client: distrustfulClient, knobs: [recv, networkOrder]),
            Scenario("over-read", server: twoFiles, client: overReader, knobs: [pause, networkOrder]),
            Scenario("exact-read", server: twoFiles, client: exactReader, knobs: [pause, networkOrder]),
            Scenario(
                "big", participants: [.server(bigServer), .client(bigClient).savingFiles()],
                knobs: [size, piece, networkOrder, patience]),
        ],
        questions: [
            Question("recv-calls", scenario: "download") { $0.receivesForTheFirstFile },
            Question("written", scenario: "over-read") { $0.bytesWritten },
            Question("files-saved", scenario: "lies") { $0.filesInTheFolder },
        ])

    private static let recv = Knob(
        "recv", .integer(1024), .integers(1...65_536),
        help: ["en": "bytes each recv asks for at most", "zh-Hans": "每次 recv 最多取多少字节"])
    private static let networkOrder = Knob(
        "network-order", .flag(false), .flag,
        help: ["en": "the length as !i instead of i, on both sides", "zh-Hans": "两边的长度都用 !i，不用 i"])
    private static let patience = Knob(
        "patience", .duration(3), .durations(0.01...3600),
        help: ["en": "seconds the server waits for a silent client", "zh-Hans": "客户端不出声，服务端等多少秒"])
    private static let pause = Knob(
        "pause", .duration(0), .durations(0...60),
        help: ["en": "seconds between a header and its file", "zh-Hans": "报头和它的文件之间停多少秒"])
    private static let size = Knob(
        "size", .integer(256), .integers(1...4096), help: ["en": "size of the file in MiB", "zh-Hans": "文件有多少 MiB"])
    private static let piece = Knob(
        "piece", .integer(8192), .integers(1...65_536),
        help: ["en": "KiB that are in memory at a time", "zh-Hans": "内存里一次放多少 KiB"])
}

// MARK: What the programs share

extension JSONHeader {
    /// Native byte order, as tutorials have it, or the network's.
    static func lengthFormat(_ host: Host) -> String {
        host.flag("network-order") ? "!i" : "i"
    }

    /// An error of the conversation or of the files, and not the lab ending the run.
    static func isTrouble(_ error: any Error) -> Bool {
        error is DownloadError || error is EndOfStream || error is SocketError
    }

    static func listening(_ host: Host) throws -> RecordedSocket {
        let listener = try host.socket(.tcp)
        try listener.setOption(.reuseAddress, true)
        try listener.bind(host.serverAddress)
        try listener.listen(backlog: 5)
        return listener
    }

    static func acceptOne(_ host: Host) throws -> RecordedSocket {
        let listener = try listening(host)
        let (connection, _) = try listener.accept()
        try listener.close()
        return connection
    }

    /// Three files, the same in every run and in python/server.py.
    static func filledFolder(_ host: Host) throws -> Folder {
        let folder = Folder(path: try host.folder)
        let words = "a file is bytes, and the header says how many of them\n"
        let lines = (1...12).map { ($0 < 10 ? "0" : "") + "\($0). " + words }
        let notes = lines.joined() + "13. and that's all\n"
        let poem = "床前明月光\n疑是地上霜\n举头望明月\n低头思故乡\n"
        let numbers = (0..<3000).map { UInt8(truncatingIfNeeded: $0) }
        try folder.save("notes.txt", Array(notes.utf8))
        try folder.save("静夜思.txt", Array(poem.utf8))
        try folder.save("numbers.bin", numbers)
        return folder
    }

    static func about(_ name: String) -> String {
        ["notes.txt": "about files", "静夜思.txt": "a poem by Li Bai", "numbers.bin": "the bytes 0 to 255, repeatedly"][name]
            ?? ""
    }

    static func fingerprint(of bytes: [UInt8]) -> String {
        var hash = SHA256()
        hash.update(bytes)
        return hash.hexDigest()
    }
}

// MARK: What the questions ask

extension Transcript {
    /// How often the client called `recv` before it first told of a file.
    fileprivate var receivesForTheFirstFile: Answer? {
        guard let print = call(.print, of: "client") else { return nil }
        let receives = events.filter { $0.call == .recv && $0.participant == "client" && $0.number < print.number }
        return receives.last.map { Answer("\(receives.count)", event: $0.number) }
    }

    /// The first number in the tutorial client's first line.
    fileprivate var bytesWritten: Answer? {
        guard let event = call(.print, of: "client"), let line = event.payload?.bytes else { return nil }
        let numbers = String(decoding: line, as: UTF8.self).split { !$0.isNumber }
        return numbers.first.map { Answer(String($0), event: event.number) }
    }

    /// The last number that the client printed.
    fileprivate var filesInTheFolder: Answer? {
        guard let event = events.last(where: { $0.call == .print && $0.participant == "client" }),
            let last = event.payload.map({ String(decoding: $0.bytes, as: UTF8.self) })?.split(separator: " ").last
        else { return nil }
        return Answer(String(last), also: last == "0" ? ["none", "no files", "没有"] : [], event: event.number)
    }
}
