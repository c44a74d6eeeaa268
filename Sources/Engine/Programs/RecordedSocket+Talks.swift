import Sockets
import SystemPackage
import Transcripts

extension RecordedSocket {
    /// Whoever has a `Scenario.talksWithOne` to itself must not wait for ever for the `bye` of a friend who has gone without
    /// a word, which no datagram tells: when somebody else writes, the talk is over. That datagram stays in the queue, which
    /// the `Doorway` keeps, and begins the talk of the program that is started next.
    ///
    /// While the student still types, he talks with the first, and what others write is shown to him.
    ///
    /// - Throws: EINTR, as for every end of a call by the lab.
    func endTalkIfSomebodyElseWrites(_ flags: MessageFlags, on thread: LabThread) throws(SocketError) {
        guard run.scenario.talksWithOne, run.options.solo?.doorway != nil, local != nil else { return }
        var byte: [UInt8] = [0]
        let first = try thread.mayWait(on: self, to: .serve) { () throws(SocketError) in
            try byte.withRawMutable { buffer throws(SocketError) in
                try raw.recvfrom(into: buffer, flags: flags.union(.peek), as: Call.recvfrom.rawValue)
            }
        }
        guard let sender = first.sender, !lane.talks(with: sender), !studentStillTypes else { return }
        thread.interruption = .newcomer
        throw SocketError(Call.recvfrom.rawValue, .interrupted)
    }

    /// Whether the student types what this program says, and a thread is there that says it.
    private var studentStillTypes: Bool {
        run.isTyped(by: lane.name) && lane.withLock { $0.liveThreads > max($0.startedThreads, 1) }
    }
}

extension Lane {
    /// Whoever writes first is the friend.
    fileprivate func talks(with sender: Address) -> Bool {
        withLock { fields in
            fields.friend = fields.friend ?? sender
            return fields.friend == sender
        }
    }
}
