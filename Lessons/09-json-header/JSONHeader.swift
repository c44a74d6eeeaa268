import Engine
import Exercises
import Sockets
import StructFormat
import Transcripts

/// Lesson 9: a header that says more than a length, and files.
enum JSONHeader {
    // MARK: download

    static func server(_ host: Host) throws {
        let folder = try filledFolder(host)
        let listener = try listening(host)
        while true {
            let (connection, _) = try listener.accept()
            try connection.setSendTimeout(seconds: host.seconds("patience"))
            do {
                var wishes = try Wishes(
                    connection, patience: host.seconds("patience"),
                    standard: "notes.txt")
                while let name = try wishes.next() {
                    try deliver(name, from: folder, over: connection, host)
                }
            } catch let error where isTrouble(error) {
                host.print("lost this caller: \(error)")
            }
            try connection.close()
        }
    }

    static func deliver(
        _ name: String, from folder: Folder,
        over connection: RecordedSocket, _ host: Host
    ) throws {
        do {
            let file = try folder.open(name)
            defer { file.close() }
            let header = FileHeader(
                name: name, description: about(name),
                size: try file.size, sha256: try file.sha256())
            try send(header, over: connection, host)
            try file.forEachPiece(of: 1024) { try connection.sendAll($0) }
        } catch let error as DownloadError {
            try send(.refusal(of: name, error), over: connection, host)
        }
    }

    static func send(
        _ header: FileHeader, over connection: RecordedSocket, _ host: Host
    ) throws {
        let json = try header.json()
        let length = try Struct.pack(lengthFormat(host), StructValue(json.count))
        try connection.sendAll(length)
        try connection.sendAll(json)
    }

    static func client(_ host: Host) throws {
        let downloads = Folder(path: try host.folder)
        while let name = try host.input("file: "), name != "q" {
            if name.isEmpty { continue }
            let socket = try host.socket(.tcp)
            try socket.connect(host.serverAddress)
            try socket.sendAll(name + "\n")
            do {
                host.print(try receiveFile(from: socket, into: downloads, host))
            } catch let error where isTrouble(error) {
                host.print("nothing saved: \(error)")
            }
            try socket.close()
        }
    }

    static func receiveHeader(
        from socket: RecordedSocket, _ host: Host
    ) throws -> FileHeader {
        let bytes = try socket.recvExactly(4)
        let length = try Struct.unpack(lengthFormat(host), bytes)[0].int ?? 0
        if length < 1 || length > 65_536 { throw DownloadError.noHeader(length) }
        let header = try FileHeader(json: socket.recvExactly(length))
        if let error = header.error { throw DownloadError.refused(error) }
        return header
    }

    static func receiveFile(
        from socket: RecordedSocket, into folder: Folder, _ host: Host
    ) throws -> String {
        let header = try receiveHeader(from: socket, host)
        let saved = try folder.save(header.name) { file in
            var left = header.size
            while left > 0 {
                let piece = try socket.recv(min(host.integer("recv"), left))
                if piece.isEmpty { throw header.incomplete(missing: left) }
                try file.append(piece)
                left -= piece.count
            }
            try header.checkFingerprint(of: file)
        }
        return "saved \(saved): \(header.summary)"
    }

    // MARK: over-read

    static func twoFiles(_ host: Host) throws {
        let folder = try filledFolder(host)
        let connection = try acceptOne(host)
        for name in ["notes.txt", "numbers.bin"] {
            let file = try folder.open(name)
            defer { file.close() }
            let header = FileHeader(
                name: name, description: about(name), size: try file.size)
            try send(header, over: connection, host)
            let pause = host.seconds("pause")
            if pause > 0 { try host.sleep(seconds: pause) }
            try file.forEachPiece(of: 1024) { try connection.sendAll($0) }
        }
        try connection.close()
    }

    static func overReader(_ host: Host) throws {
        try readTwoFiles(host, by: untilEnough)
    }

    static func exactReader(_ host: Host) throws {
        try readTwoFiles(host, by: noMoreThanLeft)
    }

    static func untilEnough(
        _ size: Int, from socket: RecordedSocket
    ) throws -> Int {
        var written = 0
        while written < size {
            let piece = try socket.recv(1024)
            if piece.isEmpty { break }
            written += piece.count
        }
        return written
    }

    static func noMoreThanLeft(
        _ size: Int, from socket: RecordedSocket
    ) throws -> Int {
        var written = 0
        while written < size {
            let piece = try socket.recv(min(1024, size - written))
            if piece.isEmpty { break }
            written += piece.count
        }
        return written
    }

    static func readTwoFiles(
        _ host: Host, by read: (Int, RecordedSocket) throws -> Int
    ) throws {
        let socket = try host.socket(.tcp)
        try socket.connect(host.serverAddress)
        do {
            for _ in 1...2 {
                let header = try receiveHeader(from: socket, host)
                let written = try read(header.size, socket)
                let counts = "\(written) bytes written, \(header.size) were sent"
                host.print("\(header.name): \(counts)")
            }
        } catch let error where isTrouble(error) {
            host.print("\(error)")
        }
        try socket.close()
    }

    // MARK: big

    static func bigServer(_ host: Host) throws {
        let size = host.integer("size") << 20
        let listener = try listening(host)
        while true {
            let (connection, _) = try listener.accept()
            try connection.setSendTimeout(seconds: host.seconds("patience"))
            do {
                let header = FileHeader(name: "big.bin", size: size)
                try send(header, over: connection, host)
                try sendBytes(size, over: connection, host)
            } catch let error where isTrouble(error) {
                host.print("lost this caller: \(error)")
            }
            try connection.close()
        }
    }

    static func sendBytes(
        _ size: Int, over connection: RecordedSocket, _ host: Host
    ) throws {
        let most = host.integer("piece") << 10
        let piece = (0..<most).map { UInt8(truncatingIfNeeded: $0) }
        var left = size
        while left > 0 {
            let isShort = left < piece.count
            try connection.sendAll(isShort ? Array(piece[..<left]) : piece)
            left -= min(left, piece.count)
        }
    }

    static func bigClient(_ host: Host) throws {
        let downloads = Folder(path: try host.folder)
        let socket = try host.socket(.tcp)
        try socket.connect(host.serverAddress)
        do {
            let header = try receiveHeader(from: socket, host)
            let saved = try downloads.save(header.name) { file in
                try receiveBytes(header.size, from: socket, into: file, host)
            }
            host.print("saved \(saved)")
        } catch let error where isTrouble(error) {
            host.print("nothing saved: \(error)")
        }
        try socket.close()
    }

    static func receiveBytes(
        _ size: Int, from socket: RecordedSocket, into file: OpenFile, _ host: Host
    ) throws {
        var (got, shown) = (0, 0)
        while got < size {
            let most = min(host.integer("piece") << 10, size - got)
            let piece = try socket.recv(most, flags: .waitAll)
            if piece.isEmpty { throw DownloadError.incomplete(got: got, of: size) }
            try file.append(piece)
            got += piece.count
            if got * 4 / size > shown {
                shown = got * 4 / size
                host.print("\(shown * 25) %: \(got) bytes")
            }
        }
    }
}
