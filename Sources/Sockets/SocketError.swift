import CLinux
import SystemPackage

/// A socket call that failed: which one, towards what, and why.
package struct SocketError: Error, Sendable, Equatable {
    /// BSD's name of the call: `bind`.
    package var operation: String
    package var address: Address?
    package var errno: Errno

    package init(_ operation: String, _ errno: Errno, address: Address? = nil) {
        self.operation = operation
        self.errno = errno
        self.address = address
    }
}

extension SocketError: CustomStringConvertible {
    /// `bind 127.0.0.1:80: Permission denied (EACCES)`.
    package var description: String {
        "\(operation)\(address.map { " \($0)" } ?? ""): \(errno) (\(errno.name))"
    }
}

extension Errno {
    /// `ECONNREFUSED`; `errno 4711` for one without a name here.
    package var name: String {
        clinux_errno_name(rawValue).map { String(cString: $0) } ?? "errno \(rawValue)"
    }
}

extension SocketError {
    /// EAGAIN: the call would have had to wait, or waited as long as it may.
    package var wouldBlock: Bool { errno == .resourceTemporarilyUnavailable || errno == .wouldBlock }

    /// This machine does not have that kind of address (EAFNOSUPPORT, EADDRNOTAVAIL).
    package var isAboutMissingFamily: Bool { errno == .addressFamilyNotSupported || errno == .addressNotAvailable }
}
