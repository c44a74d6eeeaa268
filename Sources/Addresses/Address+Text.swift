extension Address: CustomStringConvertible {
    /// `127.0.0.1:8080`, `[::1]:8080`, `[fe80::1%2]:8080` on the interface 2, a path; `(no name)` for a Unix socket
    /// without one.
    package var description: String {
        switch self {
        case .ipv4(let host, let port): "\(host):\(port)"
        case .ipv6(let host, let port): "[\(host)\(host.scope == 0 ? "" : "%\(host.scope)")]:\(port)"
        case .unix(let path): path.isEmpty ? Self.noName : path
        }
    }

    /// Host or path alone: `127.0.0.1`, `::1`.
    package var host: String {
        switch self {
        case .ipv4(let host, _): host.description
        case .ipv6(let host, _): host.description
        case .unix: description
        }
    }

    private static let noName = "(no name)"

    /// Reads what `description` writes. A path begins with `/`; nothing that is not an address in numbers is one.
    package init?(_ text: String) {
        if text == Self.noName {
            self = .unix(path: "")
        } else if text.utf8.first == UInt8(ascii: "/") {
            self = .unix(path: text)
        } else if let colon = text.utf8.lastIndex(of: UInt8(ascii: ":")),
            let port = UInt16(decimal: text[text.utf8.index(after: colon)...]) {
            self.init(host: text[..<colon], port: port)
        } else {
            return nil
        }
    }

    /// `127.0.0.1` or `[::1]`.
    private init?(host: Substring, port: UInt16) {
        if host.first == "[", host.last == "]" {
            guard let host = IPv6Host(scoped: host.dropFirst().dropLast()) else { return nil }
            self = .ipv6(host, port: port)
        } else {
            guard let host = IPv4Host(host) else { return nil }
            self = .ipv4(host, port: port)
        }
    }
}

extension IPv6Host {
    /// `fe80::1%2`: with the number of an interface.
    fileprivate init?(scoped text: Substring) {
        let parts = text.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let host = IPv6Host(first) else { return nil }
        self = host
        guard parts.count == 2 else { return }
        guard let scope = UInt32(decimal: parts[1]) else { return nil }
        self.scope = scope
    }
}

extension FixedWidthInteger {
    /// Digits alone: no sign, no leading zero.
    fileprivate init?(decimal text: Substring) {
        guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
        guard text.utf8.count == 1 || text.utf8.first != UInt8(ascii: "0") else { return nil }
        self.init(text)
    }
}
