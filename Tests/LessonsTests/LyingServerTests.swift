import Engine
import Foundation
import Lessons
import Sockets
import StructFormat
import Testing
import Transcripts

/// The lessons' clients alone, as `connect` runs them, and a server that does not keep to what was agreed: the client
/// says so in words, and nothing is left behind.
@Suite(.serialized) struct LyingServerTests {
    /// What the server sends, how it ends the connection, and what the client has to say.
    struct Lie: Sendable, CustomStringConvertible {
        var description: String
        var bytes: [UInt8]
        var said: String
        var resets = false

        init(_ description: String, _ bytes: [UInt8], _ said: String, resets: Bool = false) {
            (self.description, self.bytes, self.said, self.resets) = (description, bytes, said, resets)
        }

        /// A header with its length in front, and five bytes.
        init(json: String, _ said: String, resets: Bool = false) {
            self.init(json, Answers.framed(Array(json.utf8)) + "five!".utf8, "nothing saved: " + said, resets: resets)
        }
    }

    private static let lengths = [
        Lie("nothing", [], "nothing saved: end of stream after 0 of 4 bytes"),
        Lie("half a length", [0x0c, 0], "nothing saved: end of stream after 2 of 4 bytes"),
        Lie("2 GB", [0xff, 0xff, 0xff, 0x7f], "nothing saved: no header: it would be 2147483647 bytes long"),
        Lie("a negative length", [0xfe, 0xff, 0xff, 0xff], "nothing saved: no header: it would be -2 bytes long"),
        Lie("a length of 0", [0, 0, 0, 0], "nothing saved: no header: it would be 0 bytes long"),
        Lie("network order", [0, 0, 0, 12], "nothing saved: no header: it would be 201326592 bytes long"),
        Lie("half a header", [60, 0, 0, 0] + Array(#"{"file_name":"#.utf8), "nothing saved: end of stream after 13 of 60 bytes"),
        Lie("no JSON", Answers.framed(Array("I am no JSON".utf8)), "nothing saved: the header is not JSON"),
        Lie("no text", Answers.framed([0xff, 0xfe, 0, 0x80]), "nothing saved: the header is not JSON"),
        Lie("a browser's answer", Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8), "nothing saved: no header: it would be 1347703880 bytes long"),
    ]

    private static let headers = [
        Lie(json: "[1]", "the header has a strange form"),
        Lie(json: #"{"file_name":"x"}"#, "the header has no file_size"),
        Lie(json: #"{"file_size":5}"#, "the header has no file_name"),
        Lie(json: #"{"file_name":"x","file_size":null}"#, "the header has no file_size"),
        Lie(json: #"{"file_name":"x","file_size":"5"}"#, "the header has a strange file_size"),
        Lie(json: #"{"file_name":"x","file_size":5.5}"#, "the header has a strange file_size"),
        Lie(json: #"{"file_name":"x","file_size":1e30}"#, "the header has a strange file_size"),
        Lie(json: #"{"file_name":["x"],"file_size":5}"#, "the header has a strange file_name"),
        Lie(json: #"{"file_name":"x","file_size":-5}"#, "the header promises -5 bytes"),
        Lie(json: #"{"file_name":"x","file_size":99999999999}"#, "the header promises 99999999999 bytes"),
        Lie(json: #"{"file_name":"x","file_size":1000}"#, "only 5 of 1000 bytes came"),
        Lie(json: #"{"file_name":"x","file_size":5,"file_sha256":"00"}"#, "the bytes are not those that were sent: another SHA-256"),
        Lie(json: #"{"file_name":"../../x","file_size":5}"#, "../../x is not a plain file name"),
        Lie(json: #"{"file_name":"/tmp/x","file_size":5}"#, "/tmp/x is not a plain file name"),
        Lie(json: #"{"file_name":"..","file_size":5}"#, ".. is not a plain file name"),
        Lie(json: #"{"file_name":"a\\b","file_size":5}"#, "a\\b is not a plain file name"),
        Lie(json: #"{"file_name":"","file_size":5}"#, " is not a plain file name"),
        Lie(json: #"{"file_name":"x","file_size":0,"error":"not today"}"#, "the server says: not today"),
    ]

    @Test(arguments: lengths + headers)
    func download_saysWhatIsWrong_andLeavesNothing(_ lie: Lie) throws {
        #expect(try download(lie) == [lie.said, "left: "])
    }

    /// What comes after the file is none of it.
    @Test func download_takesNotAByteMoreThanPromised() throws {
        let lie = Lie(json: #"{"file_name":"x","file_size":4}"#, "")
        #expect(try download(lie) == ["saved x: 4 bytes, no SHA-256 sent", "left: x"])
    }

    @Test func download_thatIsResetLeavesNothing() throws {
        let lie = Lie(json: #"{"file_name":"x","file_size":1000}"#, "", resets: true)
        let told = try download(lie)
        #expect(told[0].hasPrefix("nothing saved: ") && told[0].contains("ECONNRESET"), "\(told)")
        #expect(told[1] == "left: ")
    }

    /// Lesson 8's client ends by it, and tells why.
    @Test(arguments: [
        Lie("nothing", [], "end of stream after 0 of 4 bytes"),
        Lie("half a length", [5, 0], "end of stream after 2 of 4 bytes"),
        Lie("half an answer", [9, 0, 0, 0] + Array("done\n".utf8), "end of stream after 5 of 9 bytes"),
        Lie("2 GB", [0xff, 0xff, 0xff, 0x7f, 1], "end of stream after 1 of 1024 bytes"),
        Lie("a negative length", [0xff, 0xff, 0xff, 0xff], "no header: the answer would be -1 bytes long"),
    ])
    func answer_endsTheClientInWords(_ lie: Lie) throws {
        let run = try meet(lie, 8, ["commands": .texts(["echo done"]), "order": .choice("native")])
        guard case .uncaught(let message, _, _)? = run.ending(of: "client") else { return #expect(Bool(false), "it did not notice") }
        #expect(message == lie.said)
    }

    /// The lines that the client of lesson 9 prints for one file, and one with what is left in its folder.
    private func download(_ lie: Lie) throws -> [String] {
        let run = try meet(lie, 9) { client in
            client.input = ["x"]
            let program = client.program
            client.program = { host in
                try program(host)
                host.print("left: " + (try Scratch.files(in: host.folder).keys.joined(separator: " ")))
            }
        }
        #expect(run.ending(of: "client") == .returned)
        return run.prints(of: "client")
    }

    /// The lesson's client against a server that tells its caller a lie.
    private func meet(
        _ lie: Lie, _ number: Int, _ settings: [String: Knob.Value] = [:], _ change: (inout Participant) -> Void = { _ in }
    ) throws -> Transcript {
        let lesson = try lesson(number)
        let listener = try Socket.listening()
        defer { try? listener.close() }
        let address = try listener.localAddress()
        Thread.detachNewThread { try? Self.tell(lie, at: listener) }
        var scenario = lesson.scenarios[0]
        change(&scenario.participants[1])
        var options = RunOptions(lesson: lesson.folder)
        options.solo = Solo(participant: "client", address: address)
        options.settings = settings
        return try Engine.run(scenario, options: options)
    }

    /// Hears the request, so that closing resets nothing by accident.
    private static func tell(_ lie: Lie, at listener: Socket) throws {
        let (socket, _) = try listener.accept()
        _ = try socket.recv(1024)
        _ = try lie.bytes.withUnsafeBytes { try socket.send($0) }
        if lie.resets {
            try socket.setLingerZero()
        } else {
            try socket.shutdown(.write)
            while try !socket.recv(1024).isEmpty {}
        }
        try socket.close()
    }
}
