import Engine
import Sockets

/// A small scenario as a value: it can be made at random, printed, made smaller, and run.
struct GeneratedProgram: Equatable, Sendable {
    /// What a socket is called in the program.
    typealias Name = String

    var transport: Transport
    var sides: [Side]

    /// One participant.
    struct Side: Equatable, Sendable {
        var name: String
        var role: Role
        var start: Participant.Start
        var manner = Manner()
        /// What the keyboard gives, a line a time.
        var input: [String] = []
        var steps: [Step]
    }

    enum Role: Equatable, Sendable { case server, client }

    /// How a participant tells what its calls came to.
    struct Manner: Equatable, Sendable {
        /// Each thread prints once, when it has done everything, instead of after each call.
        var tellsAtTheEnd = false
        /// The first error ends the thread, instead of being printed.
        var stopsAtErrors = false
    }

    /// Where a call is addressed to.
    enum Place: Equatable, Sendable {
        /// `host.serverAddress`.
        case server
        /// `host.address(of:)` this participant.
        case participant(String)
        /// A Unix socket's path of the participant's own.
        case ownPath
        /// Where the last datagram came from.
        case lastSender
    }

    /// What a thread does. A call on a socket that does not exist, because an earlier call failed, is left out.
    indirect enum Step: Equatable, Sendable {
        case socket(Name)
        case bind(Name, Place)
        case listen(Name, backlog: Int)
        case accept(Name, as: Name)
        case connect(Name, Place)
        case send(Name, String)
        /// So many bytes in one call.
        case sendMany(Name, Int)
        /// So many bytes, in as many calls as it takes.
        case sendAll(Name, Int)
        case recv(Name, Int)
        /// Until the end of the stream, or an error.
        case recvAll(Name, Int)
        case sendto(Name, String, Place)
        case sendtoMany(Name, Int, Place)
        case recvfrom(Name, Int)
        case poll([Name], timeout: Double?)
        /// The option that makes calls fail with EAGAIN.
        case setNonblocking(Name)
        case receiveTimeout(Name, Double)
        case option(Name, IntegerOption, Int)
        case reuseAddress(Name)
        case halfClose(Name)
        case close(Name)
        case reset(Name)
        case state(Name)
        case sleep(Double)
        case print(String)
        /// A cell that the threads started later share, with a 0 in it.
        case cell(Name)
        /// Tells what the cell holds.
        case load(Name)
        case store(Name, String)
        /// Adds one, by a load and a store.
        case increment(Name)
        /// A line from the keyboard, told behind this text.
        case input(String)
        /// A command looks whether a Unix socket's path is there.
        case lookFor(Place)
        /// Starts a thread that has the sockets of now.
        case thread([Step])
        /// Waits for the thread of this number, 0 first, that this thread started.
        case join(Int)
    }
}

// MARK: - In words

extension GeneratedProgram: CustomStringConvertible {
    /// One call a line, so that a failure can be read and written down as a scenario.
    var description: String {
        "transport \(transport.rawValue)\n" + sides.map(\.text).joined()
    }
}

extension GeneratedProgram.Place: CustomStringConvertible {
    var description: String {
        switch self {
        case .server: ".server"
        case .participant(let name): ".participant(\"\(name)\")"
        case .ownPath: ".ownPath"
        case .lastSender: ".lastSender"
        }
    }
}

extension GeneratedProgram.Side {
    fileprivate var text: String {
        let manner = [manner.tellsAtTheEnd ? "tells at the end" : "", manner.stopsAtErrors ? "stops at errors" : ""]
        let title = ["\(role) \(name)", "starts \(start)"] + manner.filter { !$0.isEmpty }
        return title.joined(separator: ", ") + "\n" + Self.text(of: steps, indent: "    ")
    }

    private static func text(of steps: [GeneratedProgram.Step], indent: String) -> String {
        steps.map { step in
            if case .thread(let steps) = step { return "\(indent)thread\n" + text(of: steps, indent: indent + "    ") }
            return "\(indent)\(step)\n"
        }.joined()
    }
}
