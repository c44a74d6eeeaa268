/// A header and the events of one run.
package struct Transcript: Sendable, Equatable {
    package var header: Header
    /// `events[n - 1]` is event number n.
    package var events: [Event] = []
    /// What happened, in order: cause before effect.
    package var steps: [Step] = []
    package var endings: [Ending] = []

    package init(header: Header, events: [Event] = [], steps: [Step] = [], endings: [Ending] = []) {
        self.header = header
        self.events = events
        self.steps = steps
        self.endings = endings
    }

    package func event(_ number: Int) -> Event? {
        events.indices.contains(number - 1) ? events[number - 1] : nil
    }

    /// One thing that happened. A call that waited takes two steps, any other one.
    package enum Step: Sendable, Equatable {
        /// Call `number` began and has to wait.
        case waits(Int)
        /// Call `number` ended.
        case completes(Int)
        /// `endings[index]`: a thread ended.
        case ends(Int)
    }
}

extension Transcript {
    /// The first line of a transcript file.
    package struct Header: Sendable, Equatable {
        /// The lesson's folder name, `07-sticky-packets`; empty outside lessons.
        package var lesson: String
        package var scenario: String
        package var participants: [Participant]
        /// `lockstep`, `free`, `step`, `recorded`.
        package var schedule: String
        /// One letter a choice, `a` for the thread that started first. Where the list ends, lockstep goes on.
        package var choices: String = ""
        /// `TCP`, `UDP`, `Unix stream`, `Unix datagram`.
        package var transport: String
        /// What the server listens on, once known: `127.0.0.1:40213`.
        package var address: RecordedAddress?
        /// Options that the lab set underneath, so that the kernel's timers decide nothing: `TCP_NODELAY`, `SO_SNDBUF=65536`.
        package var underneath: [String] = []
        /// `Linux 6.1.0 x86_64`.
        package var platform: String
        /// ISO 8601, UTC.
        package var date: String
        package var unknown: [UnknownField] = []

        package init(
            lesson: String, scenario: String, participants: [Participant], schedule: String, transport: String,
            platform: String = "", date: String = ""
        ) {
            self.lesson = lesson
            self.scenario = scenario
            self.participants = participants
            self.schedule = schedule
            self.transport = transport
            self.platform = platform
            self.date = date
        }
    }

    package struct Participant: Sendable, Equatable {
        package var name: String
        package var role: Role

        package init(name: String, role: Role) {
            self.name = name
            self.role = role
        }
    }

    package enum Role: String, Sendable {
        case server, client, peer
    }

    /// How one thread of a participant ended.
    package struct Ending: Sendable, Equatable {
        package var participant: String
        package var thread: String?
        package var at: Nanoseconds
        package var how: How
        package var unknown: [UnknownField] = []

        package init(participant: String, thread: String? = nil, at: Nanoseconds, how: How) {
            self.participant = participant
            self.thread = thread
            self.at = at
            self.how = how
        }
    }

    package enum How: Sendable, Equatable {
        case returned
        /// The program threw and nobody caught it. `call` and `failure` for a socket call that failed.
        case uncaught(message: String, call: Call?, failure: Event.Failure?)
        /// A process ended with this status.
        case exited(status: Int32)
        /// The lab ended it while it waited in event `number`.
        case interrupted(Event.Interruption, number: Int?)
        /// It swallowed the interruption a thousand times and was left behind.
        case abandoned
    }
}
