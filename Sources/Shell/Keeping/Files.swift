import Glibc

/// Files, with nothing but the C library: the lab must start in a few milliseconds.
enum Files {
    /// What went wrong with a file. `errno` is the system's.
    struct Failure: Error, Equatable {
        var path: String
        var errno: Int32 = 0
        /// Why the lab itself refuses the file.
        var refusal: Refusal?
    }

    enum Refusal: Equatable {
        /// A device or a FIFO, which may never end.
        case notRegular
        case tooLarge
    }

    /// No file of the lab, recordings among them, comes near it.
    static let mostMegabytes = 64
    private static let mostBytes = mostMegabytes << 20

    static func read(_ path: String) throws(Failure) -> [UInt8] {
        // open(2) of a FIFO would wait for somebody who writes.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        if descriptor < 0 { throw Failure(path: path, errno: errno) }
        defer { close(descriptor) }
        try checkKind(of: descriptor, path)
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count == 0 { return bytes }
            if count > 0 { bytes += buffer[..<count] } else if errno != EINTR { throw Failure(path: path, errno: errno) }
            if bytes.count > mostBytes { throw Failure(path: path, refusal: .tooLarge) }
        }
    }

    private static func checkKind(of descriptor: Int32, _ path: String) throws(Failure) {
        var status = stat()
        if fstat(descriptor, &status) != 0 { throw Failure(path: path, errno: errno) }
        switch status.st_mode & S_IFMT {
        case S_IFREG where status.st_size > mostBytes: throw Failure(path: path, refusal: .tooLarge)
        case S_IFREG: return
        case S_IFDIR: throw Failure(path: path, errno: EISDIR)
        default: throw Failure(path: path, refusal: .notRegular)
        }
    }

    /// Writes the whole file or leaves the old one: a temporary file beside it, `fsync`, `rename`. Missing folders
    /// are made, for the user alone.
    static func replace(_ path: String, with bytes: [UInt8], mode: mode_t = 0o600) throws(Failure) {
        makeFolder(folder(of: path))
        let temporary = "\(path).\(getpid()).new"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
        if descriptor < 0 { throw Failure(path: path, errno: errno) }
        let failed = !writeAll(bytes, to: descriptor) || fsync(descriptor) != 0
        let reason = errno
        close(descriptor)
        if failed || rename(temporary, path) != 0 {
            let number = failed ? reason : errno
            unlink(temporary)
            throw Failure(path: path, errno: number)
        }
    }

    /// Nobody else who asks for the lock of this folder has it meanwhile (flock(2)). Where it cannot be had, as in a folder
    /// that cannot be made, `body` runs without: the write will tell what is wrong.
    static func locking(_ path: String, _ body: () -> Void) {
        makeFolder(path)
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { if descriptor >= 0 { close(descriptor) } }
        if descriptor >= 0 { while flock(descriptor, LOCK_EX) != 0, errno == EINTR {} }
        body()
    }

    static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 { rest = rest.dropFirst(count) } else if errno != EINTR { return false }
        }
        return true
    }

    /// The names in a folder, sorted; nil where it is none.
    static func names(in path: String) -> [String]? {
        guard let stream = opendir(path) else { return nil }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Whether something is there that is no socket. A link to one is none, unless `followingLinks`.
    static func isNoSocket(_ path: String, followingLinks: Bool) -> Bool {
        var status = stat()
        let result = followingLinks ? stat(path, &status) : lstat(path, &status)
        return result == 0 && status.st_mode & S_IFMT != S_IFSOCK
    }

    static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// With the folders above it, for the user alone.
    static func makeFolder(_ path: String) {
        if path == "/" || path == "." || path.isEmpty || exists(path) { return }
        makeFolder(folder(of: path))
        mkdir(path, 0o700)
    }
}
