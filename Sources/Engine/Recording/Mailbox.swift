import CLinux
import Transcripts

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What threads of a run tell the thread that called `run`.
final class Mailbox: Sendable {
    enum Message: Sendable {
        case line(TranscriptLine)
        /// A participant wants a line of input. `reply` takes it.
        case input(prompt: String, participant: String, reply: @Sendable (String?) -> Void)
        case allow(Event, Transcript, reply: @Sendable (StepAnswer) -> Void)
        /// Every thread has ended.
        case finished
    }

    private let messages = Lock<[Message]>([])
    /// Wakes who waits also for something else; without it, `baton` does.
    private let pipe: Pipe?
    private let baton = Baton()
    /// Readable when there is a message. -1 where only `wait` will do.
    let descriptor: Int32
    private let waiting = Lock<[Baton]>([])
    /// So many messages may lie here before `waitForRoom` waits.
    private static let room = 256

    /// - Parameter onlyMessages: nothing but messages ever ends a wait, no time and no cancellation.
    init(onlyMessages: Bool) throws {
        if onlyMessages {
            pipe = nil
            descriptor = -1
        } else {
            let pipe = try Pipe()
            descriptor = pipe.reading
            self.pipe = consume pipe
        }
    }

    /// Returns when there are not too many messages.
    func waitForRoom() {
        let baton = messages.withLock { messages -> Baton? in
            guard messages.count >= Self.room else { return nil }
            let baton = Baton()
            waiting.withLock { $0.append(baton) }
            return baton
        }
        baton?.wait()
    }

    func post(_ message: Message) {
        let wasEmpty = messages.withLock { messages in
            messages.append(message)
            return messages.count == 1
        }
        guard wasEmpty else { return }
        if pipe == nil { baton.pass() } else { pipe?.wake() }
    }

    /// The messages so far; waits for one, or until `milliseconds` have passed (-1: for ever), or until
    /// `cancellation` is cancelled, when it returns none.
    func wait(milliseconds: Int32, cancellation: Cancellation?) -> [Message] {
        if pipe == nil { baton.wait(milliseconds: Int(milliseconds)) } else { pipe?.wait(milliseconds: milliseconds, besides: cancellation?.descriptor) }
        return messages.withLock { messages in
            defer { messages = [] }
            waiting.withLock { batons in
                for baton in batons { baton.pass() }
                batons = []
            }
            return messages
        }
    }
}

/// A pipe that one side writes a byte to and the other polls.
struct Pipe: ~Copyable, Sendable {
    let reading: Int32
    let writing: Int32

    init() throws {
        var ends: [Int32] = [-1, -1]
        let result = clinux_pipe(&ends)
        let error = errno
        guard result == 0 else { throw RunError.system(call: "pipe", errno: error) }
        (reading, writing) = (ends[0], ends[1])
    }

    deinit {
        close(reading)
        close(writing)
    }

    /// Async-signal-safe.
    func wake() {
        var byte: UInt8 = 1
        _ = write(writing, &byte, 1)
    }

    func wait(milliseconds: Int32, besides other: Int32?) {
        var descriptors = [pollfd(fd: reading, events: Int16(POLLIN), revents: 0)]
        if let other { descriptors.append(pollfd(fd: other, events: Int16(POLLIN), revents: 0)) }
        _ = poll(&descriptors, nfds_t(descriptors.count), milliseconds)
        drain()
    }

    func drain() {
        var bytes: (UInt64, UInt64) = (0, 0)
        while read(reading, &bytes, 16) > 0 {}
    }
}
