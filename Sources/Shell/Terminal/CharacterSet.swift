import Glibc

/// Whether text goes out and comes in as UTF-8.
package enum CharacterSet {
    /// By the name of the locale. The C locale says nothing about the terminal, and terminals speak UTF-8 today; a
    /// name without a character set (`zh_CN`) is looked up in the system.
    package static func isUTF8(_ environment: [String: String]) -> Bool {
        let name = localeName(environment)
        if name.isEmpty || name == "C" || name == "POSIX" { return true }
        if let dot = name.firstIndex(of: ".") {
            let set = name[name.index(after: dot)...].prefix { $0 != "@" }
            return set.lowercased().filter { $0 != "-" } == "utf8"
        }
        guard setlocale(LC_CTYPE, name) != nil, let set = nl_langinfo(Int32(CODESET)) else { return true }
        return String(cString: set) == "UTF-8"
    }

    /// Makes the C library take and show UTF-8, also where the locale is C or not installed. During `body` the
    /// process's environment says so too.
    package static func adopt<T>(_ environment: [String: String], during body: () -> T) -> T {
        guard isUTF8(environment), let name = installedName(environment) else {
            setlocale(LC_CTYPE, "")
            return body()
        }
        setenv("LC_ALL", name, 1)
        defer {
            if let before = environment["LC_ALL"] { setenv("LC_ALL", before, 1) } else { unsetenv("LC_ALL") }
        }
        return body()
    }

    /// The first of these locales that is installed and has UTF-8.
    private static func installedName(_ environment: [String: String]) -> String? {
        [localeName(environment), "C.UTF-8", "en_US.UTF-8"].first { name in
            guard setlocale(LC_CTYPE, name) != nil, let set = nl_langinfo(Int32(CODESET)) else { return false }
            return String(cString: set) == "UTF-8"
        }
    }

    /// As the C library finds it for characters.
    private static func localeName(_ environment: [String: String]) -> String {
        for key in ["LC_ALL", "LC_CTYPE", "LANG"] {
            if let value = environment[key], !value.isEmpty { return value }
        }
        return ""
    }
}
