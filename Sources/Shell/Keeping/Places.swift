import Glibc

/// Where the lab finds its lessons and recordings and keeps what it remembers.
package struct Places: Sendable {
    package var environment: [String: String]
    /// `PREFIX/bin/socketlab`, links resolved; nil where the system does not say.
    package var executable: String?
    /// The source checkout that this binary was built from.
    package var checkout: String

    package init(environment: [String: String], executable: String?, checkout: String = Places.sourceCheckout) {
        self.environment = environment
        self.executable = executable
        self.checkout = checkout
    }

    package static func current(_ environment: [String: String]) -> Places {
        Places(environment: environment, executable: resolved("/proc/self/exe"))
    }

    /// Where Lessons/ may be, best first. A place that the user named is the only one.
    package func lessonPlaces(option: String?) -> [String] {
        if let option { return [option] }
        if let named = environment["SOCKETLAB_LESSONS"], !named.isEmpty { return [named] }
        return shared("Lessons")
    }

    /// Where the reference transcripts may be.
    package var transcriptPlaces: [String] { shared("transcripts") }

    /// `$XDG_STATE_HOME/socketlab`, else `~/.local/state/socketlab`; nil without a home.
    package var stateFolder: String? {
        if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") { return state + "/socketlab" }
        if let home = environment["HOME"], home.hasPrefix("/") { return home + "/.local/state/socketlab" }
        return nil
    }

    /// `$TMPDIR`, else `/tmp`; without a `/` at its end.
    package var temporaryFolder: String {
        guard var folder = environment["TMPDIR"], folder.hasPrefix("/") else { return "/tmp" }
        while folder.hasSuffix("/") { folder.removeLast() }
        return folder
    }

    private func shared(_ name: String) -> [String] {
        let prefix = executable.map { folder(of: folder(of: $0)) }
        return (prefix.map { ["\($0)/share/socketlab/\(name)"] } ?? []) + ["\(checkout)/\(name)"]
    }

    /// Four levels above this file.
    package static let sourceCheckout: String = (1...4).reduce(#filePath) { path, _ in folder(of: path) }
}

/// The path without its last part.
func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// The last part of a path.
func lastPart(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
}

/// The path from the root on; as it is where the system does not say where we are.
func absolute(_ path: String) -> String {
    guard !path.hasPrefix("/"), let here = getcwd(nil, 0) else { return path }
    defer { free(here) }
    let folder = String(cString: here)
    return (folder == "/" ? "" : folder) + "/" + path
}

private func resolved(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
}
