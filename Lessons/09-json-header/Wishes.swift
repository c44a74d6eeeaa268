import Engine
import Sockets
import SystemPackage

/// The file names that a client asks for, a line each.
///
/// Clients of tutorials send no line end, or ask for nothing at all. So what came before a silence counts as a name,
/// and whoever has said nothing gets `standard`.
struct Wishes {
    private let connection: RecordedSocket
    private var standard: String?
    private var pending: [UInt8] = []

    init(_ connection: RecordedSocket, patience: Double, standard: String) throws {
        self.connection = connection
        self.standard = standard
        try connection.setReceiveTimeout(seconds: patience)
    }

    /// nil when there is no other.
    mutating func next() throws -> String? {
        while true {
            if let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
                let line = Array(pending[..<end])
                pending.removeFirst(end + 1)
                if let name = name(in: line) { return name }
            } else if pending.count > 1024 {
                throw DownloadError.badName("a line of more than 1024 bytes")
            } else if let more = try receive() {
                pending += more
            } else {
                defer { (pending, standard) = ([], nil) }
                return name(in: pending) ?? standard
            }
        }
    }

    /// nil when the client has closed or says no more.
    private mutating func receive() throws -> [UInt8]? {
        do {
            let bytes = try connection.recv(1024)
            if bytes.isEmpty { standard = nil }
            return bytes.isEmpty ? nil : bytes
        } catch let error as SocketError where error.errno == .resourceTemporarilyUnavailable {
            return nil
        }
    }

    /// `notes.txt` of `get notes.txt`, as some tutorials have it; nil of an empty line.
    private mutating func name(in line: [UInt8]) -> String? {
        var name = line.text[...]
        if name.hasPrefix("get ") { name = name.dropFirst(4) }
        while name.first?.isWhitespace == true { name.removeFirst() }
        while name.last?.isWhitespace == true { name.removeLast() }
        if name.isEmpty { return nil }
        standard = nil
        return String(name)
    }
}
