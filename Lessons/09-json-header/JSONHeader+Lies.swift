import Engine
import Sockets
import StructFormat

extension JSONHeader {
    static func lyingServer(_ host: Host) throws {
        let listener = try listening(host)
        for lie in try lies(host) {
            let (connection, _) = try listener.accept()
            _ = try connection.recv(1024)
            try connection.sendAll(lie)
            try connection.close()
        }
        try listener.close()
    }

    /// An answer for each call; none of them is honest.
    static func lies(_ host: Host) throws -> [[UInt8]] {
        let text = Array("five!".utf8)
        let hash = fingerprint(of: text)
        func answer(_ header: FileHeader) throws -> [UInt8] {
            try framed(header.json(), host) + text
        }
        return [
            try answer(FileHeader(name: "../../x", size: 5)),
            try framed(Array("I am no JSON".utf8), host) + text,
            try framed(Array(#"{"file_name":"x"}"#.utf8), host) + text,
            try answer(FileHeader(name: "x", size: 1000)),
            try answer(FileHeader(name: "x", size: 4, sha256: hash)),
            try Struct.pack(lengthFormat(host), 2_147_483_647) + text,
        ]
    }

    static func distrustfulClient(_ host: Host) throws {
        let downloads = Folder(path: try host.folder)
        for _ in 1...6 {
            let socket = try host.socket(.tcp)
            try socket.connect(host.serverAddress)
            try socket.sendAll("x\n")
            do {
                host.print(try receiveFile(from: socket, into: downloads, host))
            } catch let error where isTrouble(error) {
                host.print("nothing saved: \(error)")
            }
            try socket.close()
        }
        host.print("files in the folder: \(downloads.names.count)")
    }

    private static func framed(_ json: [UInt8], _ host: Host) throws -> [UInt8] {
        try Struct.pack(lengthFormat(host), StructValue(json.count)) + json
    }
}
