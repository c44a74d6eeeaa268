import Engine
import StructFormat

/// What the lessons' servers have to say, worked out without their programs.
enum Answers {
    static func nothing(_ pieces: [[UInt8]]) -> [UInt8] { [] }
    static func capitals(_ pieces: [[UInt8]]) -> [UInt8] { pieces.flatMap { $0.uppercased() } }
    static func firstInCapitals(_ pieces: [[UInt8]]) -> [UInt8] { pieces.first?.uppercased() ?? [] }

    static func busy(_ pieces: [[UInt8]]) -> [UInt8] {
        let busy = "I am busy, call later"
        return pieces.indices.flatMap { Array(($0 == 1 ? "Yes, I am here" : busy).utf8) }
    }

    static func words(_ pieces: [[UInt8]]) -> [UInt8] {
        Array("\(String(decoding: pieces.joined(), as: UTF8.self).split(separator: " ").count) words".utf8)
    }

    static func report(_ pieces: [[UInt8]]) -> [UInt8] { Array(String(repeating: "0123456789", count: 100).utf8) }

    // MARK: Commands

    /// Lesson 6: each `recv` is a command.
    static func commands(_ pieces: [[UInt8]]) -> [UInt8] { pieces.flatMap(command) }

    private static func command(_ bytes: [UInt8]) -> [UInt8] {
        guard let text = String(validating: bytes, as: UTF8.self) else { return Array("refused: this is no UTF-8 text\n".utf8) }
        let line = text.hasSuffix("\n") ? text.dropLast() : text[...]
        let words = line.split(separator: " ")
        let known = "date echo false ls pwd seq true uname whoami yes"
        return switch words.first {
        case nil: Array("refused: there is no command\n".utf8)
        case "echo"?: Array((words.dropFirst().joined(separator: " ") + "\n").utf8)
        case let name?: Array("refused: \(name) is not one of \(known)\n".utf8)
        }
    }

    /// Lesson 8 knows a command by heart.
    static func output(of bytes: [UInt8]) -> [UInt8] {
        let command = String(decoding: bytes, as: UTF8.self)
        return Array((command == "echo done" ? "done\n" : "\(command): not known here\n").utf8)
    }

    /// With its length in front, in native order.
    static func framed(_ bytes: [UInt8]) -> [UInt8] {
        withUnsafeBytes(of: Int32(bytes.count)) { Array($0) } + bytes
    }

    // MARK: Conversations

    /// Lesson 10: each line of each `recv` is a name.
    static func welcome(_ pieces: [[UInt8]]) -> [UInt8] {
        let names = pieces.flatMap { $0.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) } }
        return Array(("Welcome!" + names.prefix { $0 != "exit" }.map { "Hello, \($0)!" }.joined()).utf8)
    }

    /// Lesson 13: a line for a line, until one of the two is `bye`.
    static func chat(_ lines: [String], _ pieces: [[UInt8]]) -> [UInt8] {
        var said: [String] = []
        for piece in pieces {
            if piece == Array("bye".utf8) || said.last == "bye" { break }
            said.append(said.count < lines.count ? lines[said.count] : "bye")
        }
        return Array(said.joined().utf8)
    }

    // MARK: Files

    private static let notes = (1...12).map { number in
        (number < 10 ? "0" : "") + "\(number). a file is bytes, and the header says how many of them\n"
    }.joined() + "13. and that's all\n"

    private static let numbers = (0..<3000).map { UInt8(truncatingIfNeeded: $0) }

    /// The lesson's files.
    static let contents = [
        "notes.txt": Array(notes.utf8), "静夜思.txt": Array("床前明月光\n疑是地上霜\n举头望明月\n低头思故乡\n".utf8), "numbers.bin": numbers,
    ]

    private static func header(_ json: String) -> [UInt8] { framed(Array(json.utf8)) }

    /// Lesson 9: each line is the name of a file; an end without a line end counts as one.
    static func files(_ pieces: [[UInt8]]) -> [UInt8] {
        pieces.joined().split(separator: UInt8(ascii: "\n")).flatMap { file(String(decoding: $0, as: UTF8.self)) }
    }

    private static func file(_ name: String) -> [UInt8] {
        let sha256 = "f19c1a9a9198160cdc5f88a31598801a6dd550cf80fc809fdc7ba057e4d640b2"
        if name == "notes.txt" {
            return header(#"{"file_desc":"about files","file_name":"notes.txt","file_sha256":"\#(sha256)","file_size":715}"#) + notes.utf8
        }
        let isPlain = !name.contains("/") && !name.hasPrefix(".")
        let error = isPlain ? "there is no file \(name) here" : "\(name) is not a plain file name"
        return header(#"{"error":"\#(error)","file_desc":"","file_name":"\#(name)","file_size":0}"#)
    }

    static let twoFiles = header(#"{"file_desc":"about files","file_name":"notes.txt","file_size":715}"#) + notes.utf8
        + header(#"{"file_desc":"the bytes 0 to 255, repeatedly","file_name":"numbers.bin","file_size":3000}"#) + numbers

    static let bigFile = header(#"{"file_desc":"","file_name":"big.bin","file_size":1048576}"#)
        + (0..<1_048_576).map { UInt8(truncatingIfNeeded: $0) }
}
