import Transcripts

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension Host {
    /// A folder of this participant's own for its files. It is empty at first and is removed, with what is in it, when
    /// the run has ended; but where it runs alone and the student is to keep its files (`Solo.folder`), they stay.
    ///
    /// - Throws: `RunError` when it cannot be made.
    package var folder: String {
        get throws {
            if let kept = run.options.solo?.folder { return kept }
            let path = try run.path() + "/" + name + ".files"
            let result = mkdir(path, 0o700)
            let error = errno
            guard result == 0 || error == EEXIST else { throw RunError.system(call: "mkdir", errno: error) }
            return path
        }
    }
}

/// Removes a folder and the files in it; there are no folders below it.
func removeFolder(at path: String) {
    if let entries = opendir(path) {
        while let entry = readdir(entries) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if name != ".", name != ".." { unlink(path + "/" + name) }
        }
        closedir(entries)
    }
    rmdir(path)
}
