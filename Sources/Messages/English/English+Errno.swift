import Transcripts

extension English {
    package func meaning(of failure: Event.Failure, in call: Call, address: RecordedAddress?) -> String {
        let there = address.flatMap { $0.description.isEmpty ? nil : $0 }
        return addressMeaning(failure.name, call, there) ?? connectionMeaning(failure.name, call, there)
            ?? messageMeaning(failure.name, call) ?? systemMeaning(failure.name)
            ?? "\(call.rawValue) failed: \(failure.name) (error number \(failure.errno)). The manual page of \(call.rawValue) "
            + "lists what it may mean: man 2 \(call.rawValue)."
    }

    /// Errors about the address that was asked for.
    private func addressMeaning(_ name: String, _ call: Call, _ address: RecordedAddress?) -> String? {
        let there = address?.description ?? "that address"
        switch name {
        case "EADDRINUSE" where there.hasPrefix("/"):
            return "There is a file at \(there) already. Remove it (unlink) before bind, when nobody answers there, or use another path."
        case "EADDRINUSE":
            return "\(there) is taken: another socket is bound there, or a connection that ended less than a minute ago still "
                + "holds it. Close that socket, or use another port (0: any free one). SO_REUSEADDR, set before bind in both "
                + "programs, helps against the ended connection only: whoever listens keeps the port."
        case "EADDRNOTAVAIL":
            return call == .connect
                ? "The system found no address and port to connect to \(there) from. Check the address; port 0 is no place to connect to. "
                    + "Or the free ports have run out: many connections to it were closed here first in the last minute."
                : "\(there) is no address of this machine. Use 127.0.0.1 for this machine alone, or 0.0.0.0 for all its addresses."
        case "EACCES", "EPERM": return forbidden(call, address)
        case "EAFNOSUPPORT":
            return "The address is of another family than the socket: an IPv4 address needs an IPv4 socket, an IPv6 address an IPv6 one."
        case "ENOENT" where call == .bind:
            return "\(there) lies in a folder that does not exist. Make the folder first, or use another path."
        case "ENOENT": return "There is no socket at \(there). Start the server first, and compare the paths."
        case "ENOTDIR": return "A part of the path \(there) is not a folder. Check the path."
        case "ENAMETOOLONG": return "The path is too long for a Unix socket: at most 107 bytes. Choose a shorter one."
        case "ELOOP": return "The path \(there) goes round in symbolic links. Use a path without them."
        case "EROFS": return "\(there) lies on a read-only file system. Use a folder that can be written, such as /tmp."
        case "EDESTADDRREQ": return "This socket does not know where to send. Call connect first, or use sendto with an address."
        default: return nil
        }
    }

    private func forbidden(_ call: Call, _ address: RecordedAddress?) -> String {
        if call == .bind, let address, !address.isPath {
            return "This program may not use \(address): a port below 1024 needs privileges on most machines. Use 1024 or higher, or 0 "
                + "for any free one."
        }
        if let address, address.isPath {
            return "This user has no permission for \(address). Check who owns the socket and its folder."
        }
        if call.sends || call == .connect {
            return "The system does not allow sending there. A broadcast address needs the option SO_BROADCAST first; a firewall may "
                + "forbid others."
        }
        return "The system does not allow this program to call \(call.rawValue) so. It may need privileges."
    }

    /// Errors about the other side and the way to it.
    private func connectionMeaning(_ name: String, _ call: Call, _ address: RecordedAddress?) -> String? {
        let there = address?.description ?? "the other side"
        switch name {
        case "ECONNREFUSED":
            return "Nobody listens on \(address?.description ?? "that port"): the machine answered with a refusal. Start the server first, and compare "
                + "address and port."
        case "ECONNRESET":
            return "The other side broke the connection off: it vanished, or it closed with bytes unread. Close this socket and go on "
                + "with the others."
        case "EPIPE":
            return "The connection can take no more bytes: the other side has closed, or there never was a connection. Stop sending and "
                + "close the socket."
        case "ECONNABORTED": return "The client gave up before accept could take it. Call accept again."
        case "ETIMEDOUT":
            return "No answer came from \(there) in time: the machine is off, the address is wrong, or a firewall swallows the packets. "
                + "Check the address, then try again."
        case "ENETUNREACH", "ENETDOWN": return "This machine knows no way to the network of \(there). Check the address and the network connection."
        case "EHOSTUNREACH", "EHOSTDOWN": return "The machine of \(there) cannot be reached. Check the address, and that it is switched on."
        case "ENETRESET": return "The network dropped the connection. Close this socket and connect again."
        case "ENOTCONN":
            return "This socket is not connected. Call connect first; a server talks through the socket that accept returned, not through "
                + "the listener."
        case "EISCONN": return "This socket is connected already. Use it, or make a new socket for another connection."
        case "EINPROGRESS": return "The connection is being set up and the socket does not wait. Wait with poll until it can be written."
        case "EALREADY": return "An earlier connect on this socket is still under way. Wait for it with poll."
        case "ESHUTDOWN": return "This direction of the connection was shut down. Nothing more can be sent."
        default: return nil
        }
    }

    /// Errors about what was to be sent, received or set.
    private func messageMeaning(_ name: String, _ call: Call) -> String? {
        switch name {
        case "EAGAIN", "EWOULDBLOCK":
            return call.sends
                ? "The send buffer is full, and this socket does not wait (or its time-out has passed). Try again when poll says it can be written."
                : "Nothing is there yet, and this socket does not wait (or its time-out has passed). Try again later; the connection is still good."
        case "EINTR": return "A signal interrupted the call before anything happened. Call it again."
        case "EMSGSIZE": return "The datagram is too large: a UDP message over IPv4 holds at most 65,507 bytes. Send it in smaller pieces."
        case "EINVAL":
            return "\(call.rawValue) does not fit this socket as it is now: already bound, not yet listening, or a value out of range. Check "
                + "the order of the calls: socket, bind, listen, accept."
        case "EOPNOTSUPP": return "This kind of socket cannot do \(call.rawValue). Only stream sockets (TCP) listen and accept."
        case "EPROTOTYPE": return "The socket at that address is of another kind: one is a stream socket, the other a datagram socket."
        case "EPROTONOSUPPORT", "ESOCKTNOSUPPORT", "EPROTO":
            return "This machine has no such protocol for this kind of socket. Check family and type."
        case "ENOPROTOOPT": return "This kind of socket has no such option, or not at this level. Check the option's name."
        case "EDOM": return "The time given is out of range for this option."
        default: return nil
        }
    }

    /// Errors about the machine and the descriptor.
    private func systemMeaning(_ name: String) -> String? {
        switch name {
        case "EBADF": return "This descriptor is no open socket: it was closed before. Do not use a socket after close."
        case "ENOTSOCK": return "This descriptor is something else than a socket, a file perhaps."
        case "EMFILE": return "This process has as many open files and sockets as it may (ulimit -n). Close those it no longer needs."
        case "ENFILE": return "The whole machine has as many open files as it can. Close programs that hold many."
        case "ENOBUFS", "ENOMEM": return "The kernel has no memory left for this call. Send less at a time, or try again later."
        case "ENOSR": return "The system has run out of resources for connections. Try again later."
        case "EFAULT": return "The program gave the kernel an address outside its memory. This is a bug in the program."
        case "EIO": return "Reading or writing failed below the socket. Try again; if it stays, the machine has a problem."
        case "ENODEV": return "There is no such network interface. Check its name."
        case "ENOSYS": return "This kernel does not have this call."
        default: return nil
        }
    }
}
