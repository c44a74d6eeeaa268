import SHA256
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A folder that files are served from or saved in. No name leads out of it.
struct Folder {
    var path: String

    /// The name, if it is the name of a file and no path: no `/`, no `\`, no dot in front (`..`), nothing that cannot
    /// be seen.
    static func plain(_ name: String) throws -> String {
        let isPlain = !name.isEmpty && name.utf8.count <= 200 && !name.hasPrefix(".")
            && !name.unicodeScalars.contains { "/\\".unicodeScalars.contains($0) || $0.properties.generalCategory == .control }
        guard isPlain else { throw DownloadError.badName(name) }
        return name
    }

    /// Opens a file for reading. A symbolic link is not followed: it could lead out.
    func open(_ name: String) throws -> OpenFile {
        let place = FilePath(path + "/" + (try Self.plain(name)))
        do {
            return OpenFile(try FileDescriptor.open(place, .readOnly, options: [.noFollow]))
        } catch let errno as Errno {
            throw errno == .noSuchFileOrDirectory ? DownloadError.missing(name) : DownloadError.file("open", "\(errno)")
        }
    }

    /// Lets `fill` write a file. It gets its name when all is well; when `fill` throws, nothing is left of it. No file is
    /// overwritten: where there is one of that name, the new one gets a number. Returns the name in words.
    @discardableResult
    func save(_ name: String, fill: (OpenFile) throws -> Void) throws -> String {
        let (name, part) = (try Self.plain(name), path + "/.part-\(UInt32.random(in: 0...UInt32.max))")
        let file = OpenFile(try working("open") {
            try FileDescriptor.open(
                FilePath(part), .readWrite, options: [.create, .exclusiveCreate], permissions: .ownerReadWrite)
        })
        do {
            defer { file.close() }
            try fill(file)
            let own = try take(name)
            try move(part, to: own)
            return own == name ? name : "\(name) as \(own)"
        } catch {
            unlink(part)
            throw error
        }
    }

    /// Takes a name that no file has, `notes-2.txt` where there is a `notes.txt`: an empty file holds it for a moment.
    private func take(_ name: String) throws -> String {
        let dot = name.lastIndex(of: ".") ?? name.endIndex
        var (own, number) = (name, 1)
        while true {
            do {
                try FileDescriptor.open(
                    FilePath(path + "/" + own), .writeOnly, options: [.create, .exclusiveCreate],
                    permissions: .ownerReadWrite
                ).close()
                return own
            } catch Errno.fileExists {
                number += 1
                own = "\(name[..<dot])-\(number)\(name[dot...])"
            } catch let errno as Errno {
                throw DownloadError.file("open", "\(errno)")
            }
        }
    }

    private func move(_ part: String, to own: String) throws {
        let place = path + "/" + own
        guard rename(part, place) == 0 else {
            let reason = Errno(rawValue: errno)
            unlink(place)
            throw DownloadError.file("rename", "\(reason)")
        }
    }

    func save(_ name: String, _ bytes: [UInt8]) throws {
        try save(name) { try $0.append(bytes) }
    }

    /// The names of all files, sorted; those of halves too, if there are any.
    var names: [String] {
        guard let entries = opendir(path) else { return [] }
        defer { closedir(entries) }
        var names: [String] = []
        while let entry = readdir(entries) {
            names.append(withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
        }
        return names.filter { $0 != "." && $0 != ".." }.sorted()
    }
}

/// A file that is being read or written, piece by piece: never whole in memory.
struct OpenFile {
    private let descriptor: FileDescriptor

    init(_ descriptor: FileDescriptor) { self.descriptor = descriptor }

    /// Bytes.
    var size: Int {
        get throws { try working("seek") { Int(try descriptor.seek(offset: 0, from: .end)) } }
    }

    /// At most `count` bytes from `offset` on; none at the end.
    func read(_ count: Int, at offset: Int) throws -> [UInt8] {
        try working("read") {
            try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
                filled = try descriptor.read(fromAbsoluteOffset: Int64(offset), into: UnsafeMutableRawBufferPointer(buffer))
            }
        }
    }

    /// All of it, in pieces of `count` bytes at most.
    func forEachPiece(of count: Int, _ body: ([UInt8]) throws -> Void) throws {
        var offset = 0
        while true {
            let piece = try read(count, at: offset)
            if piece.isEmpty { return }
            try body(piece)
            offset += piece.count
        }
    }

    func append(_ bytes: [UInt8]) throws {
        _ = try working("write") {
            try descriptor.seek(offset: 0, from: .end)
            return try descriptor.writeAll(bytes)
        }
    }

    func sha256() throws -> String {
        var hash = SHA256()
        try forEachPiece(of: 65_536) { hash.update($0) }
        return hash.hexDigest()
    }

    func close() { try? descriptor.close() }
}

/// A call of the file system; its errno in words.
private func working<Value>(_ call: String, _ body: () throws -> Value) throws -> Value {
    do { return try body() } catch let errno as Errno { throw DownloadError.file(call, "\(errno)") }
}
