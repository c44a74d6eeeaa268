import Glibc

/// The folder for what a client alone saves. If it was not there it is made, and removed again when nothing came.
struct KeptFolder {
    let path: String
    private let isNew: Bool

    /// - Throws: `LabError.cannotWrite` where there is no such folder and none can be made, or nothing can be put into it.
    init(_ path: String) throws(LabError) {
        self.path = path
        isNew = mkdir(path, 0o755) == 0
        let reason = errno
        if !isNew, reason != EEXIST { throw .cannotWrite(path: path, errno: reason) }
        if !Files.isFolder(path) { throw .cannotWrite(path: path, errno: ENOTDIR) }
        if access(path, W_OK | X_OK) != 0 { throw .cannotWrite(path: path, errno: errno) }
    }

    /// From the root on.
    var fullPath: String {
        guard let full = realpath(path, nil) else { return path }
        defer { free(full) }
        return String(cString: full)
    }

    /// rmdir(2) leaves alone what is not empty.
    func removeIfEmpty() { if isNew { rmdir(path) } }
}
