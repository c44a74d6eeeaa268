import Transcripts

/// One named run inside a lesson: which participants, which programs, which input.
package struct Scenario: Sendable {
    package var name: String
    package var transport: Transport
    package var participants: [Participant]
    /// The kernel's own defaults (Nagle, large buffers) underneath; for scenarios that are about just these.
    package var keepsKernelDefaults = false
    /// Faults that the lab injects into this scenario's calls.
    package var faults: [Fault] = []
    package var knobs: [Knob] = []
    /// How it is run unless the student says otherwise: `free` for a scenario about real time.
    package var schedule: ScheduleChoice = .lockstep
    /// Another run at the same time would be felt in it: a multicast group that one socket has joined reaches others.
    package var isFeltByOtherRuns = false
    /// The server talks with whoever writes first until one says goodbye, by datagrams. Run alone, it ends when somebody else
    /// writes, and the next talk is with them.
    package var talksWithOne = false

    package init(
        _ name: String, transport: Transport = .tcp, participants: [Participant], faults: [Fault] = [],
        keepsKernelDefaults: Bool = false, knobs: [Knob] = [], schedule: ScheduleChoice = .lockstep
    ) {
        self.name = name
        self.transport = transport
        self.participants = participants
        self.faults = faults
        self.keepsKernelDefaults = keepsKernelDefaults
        self.knobs = knobs
        self.schedule = schedule
    }

    /// A server and a client: the usual case.
    package init(
        _ name: String, transport: Transport = .tcp, faults: [Fault] = [],
        server: @escaping Program, client: @escaping Program, clientInput: [String] = [], knobs: [Knob] = []
    ) {
        self.init(
            name, transport: transport,
            participants: [.server(server), .client(input: clientInput, client)], faults: faults, knobs: knobs)
    }
}

extension Scenario {
    /// Who takes part in a run with these settings.
    func participants(with options: RunOptions) -> [Participant] {
        participants.filter { participant in
            if let solo = options.solo { return solo.participant == participant.name }
            guard let presence = participant.presence else { return true }
            let standard = knobs.first { $0.name == presence.knob }?.standard
            guard case .integer(let value)? = options.settings[presence.knob] ?? standard else { return true }
            return value >= presence.atLeast
        }
    }
}

/// What a participant runs. It talks to its sockets, its screen and its keyboard through `Host`.
package typealias Program = @Sendable (Host) throws -> Void

package enum Transport: String, Sendable {
    case tcp = "TCP"
    case udp = "UDP"
    case unixStream = "Unix stream"
    case unixDatagram = "Unix datagram"

    /// Its addresses are paths.
    package var isUnix: Bool { self == .unixStream || self == .unixDatagram }
}

/// One side of a conversation, one lane.
package struct Participant: Sendable {
    package var name: String
    package var role: Transcript.Role
    package var start: Start
    /// Lines that `host.input` gives, unless the student types them (`--interactive`).
    package var input: [String]
    package var program: Program
    /// What it puts into `host.folder` is for the student, who keeps it where it runs alone.
    package private(set) var savesFiles = false
    /// Takes part only where this knob is at least so much: `--set clients=3` leaves out the fourth.
    var presence: (knob: String, atLeast: Int)?

    package init(
        _ name: String, role: Transcript.Role, start: Start, input: [String] = [], program: @escaping Program
    ) {
        self.name = name
        self.role = role
        self.start = start
        self.input = input
        self.program = program
    }

    package static func server(named name: String = "server", start: Start = .atOnce, _ program: @escaping Program) -> Self {
        Self(name, role: .server, start: start, program: program)
    }

    package static func client(
        named name: String = "client", start: Start = .whenServerIsReady, input: [String] = [],
        _ program: @escaping Program
    ) -> Self {
        Self(name, role: .client, start: start, input: input, program: program)
    }

    /// The same participant, whose files the student keeps where it runs alone.
    package func savingFiles() -> Self {
        var participant = self
        participant.savesFiles = true
        return participant
    }

    /// The same participant, who takes part only where the scenario's knob is at least `number`.
    package func present(when knob: String, isAtLeast number: Int) -> Self {
        var participant = self
        participant.presence = (knob, number)
        return participant
    }

    /// When a participant starts. The engine sees these happen; nothing waits for a guessed time.
    package enum Start: Sendable, Equatable {
        case atOnce
        /// A server listens (streams) or is bound (datagrams).
        case whenServerIsReady
        /// The named participant has ended, however it ended.
        case after(String)
        /// So many seconds after the start of the run; everybody but a server not before a server is ready.
        case at(seconds: Double)
    }
}

/// A fault for the seam to inject: into the `occurrence`-th call of that kind of that participant (1 is the first).
package struct Fault: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        /// `recv` gets at most this many bytes.
        case shortRead(Int)
        /// `send` hands over at most this many bytes.
        case shortWrite(Int)
        /// The call begins only after this many seconds.
        case delay(seconds: Double)
        /// The call is not made; it fails with this errno.
        case errno(Int32)
        /// The connection is reset before the call.
        case reset
    }

    package var participant: String
    package var call: Call
    package var occurrence: Int
    package var kind: Kind

    package init(_ kind: Kind, in call: Call, of participant: String, occurrence: Int = 1) {
        self.participant = participant
        self.call = call
        self.occurrence = occurrence
        self.kind = kind
    }
}
