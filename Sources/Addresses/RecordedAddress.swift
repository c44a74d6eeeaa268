/// An address as a transcript has it: a value; or where somebody else wrote the file, or its ports have been given other
/// names, perhaps mere text, which stays as it was.
package enum RecordedAddress: Sendable, Hashable {
    case known(Address)
    /// Nothing that the lab knows as an address: `localhost:80`, `127.0.0.1:port-1`.
    case text(String)

    package init(_ address: Address) {
        // A path that does not begin at the root reads as text, so it is text from the start: a transcript that was
        // written and read again is the same.
        if case .unix(let path) = address, path.utf8.first != UInt8(ascii: "/"), !path.isEmpty {
            self = .text(path)
        } else {
            self = .known(address)
        }
    }

    /// Any text; only one that the lab would write just so becomes a value.
    package init(_ text: String) {
        if let address = Address(text), address.description == text {
            self = .known(address)
        } else {
            self = .text(text)
        }
    }

    package var value: Address? {
        if case .known(let address) = self { address } else { nil }
    }

    package var port: UInt16? { value?.port }

    /// A path in the file system, or a name of Linux's own (`@name`): what a Unix socket has.
    package var isPath: Bool {
        switch self {
        case .known(.unix(let path)): !path.isEmpty
        case .known: false
        case .text(let text): text.utf8.first == UInt8(ascii: "@")
        }
    }

    /// A Unix socket without a name.
    package var isUnnamed: Bool { self == .known(.unix(path: "")) }
}

extension RecordedAddress: CustomStringConvertible {
    package var description: String {
        switch self {
        case .known(let address): address.description
        case .text(let text): text
        }
    }
}

extension RecordedAddress: ExpressibleByStringInterpolation {
    package init(stringLiteral text: String) { self.init(text) }
}
