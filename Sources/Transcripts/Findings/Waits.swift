/// A call that waited, when the wait tells something: the lab's clock jumped, or it took a tenth of a second.
func waitFindings(in index: FlowIndex) -> [Finding] {
    index.events.compactMap { event in
        guard let ended = event.ended, event.call != .sleep, event.call != .input, event.call != .run else { return nil }
        let duration = ended - event.began
        if event.isTimedOut {
            guard index.isTimed(event, duration) else { return nil }
            return event.finding(.timedOut(max(0, duration), isDatagram: index.isDatagram(event)))
        }
        guard event.succeeded || event.failure != nil, index.isWorthTelling(event, duration) else { return nil }
        return event.finding(.waited(duration, virtual: event.jumped > 0, cause: index.causeOfEnd(of: event)))
    }
}

/// From here on a wait in real time is told, in nanoseconds.
private let noticeable: Nanoseconds = 100_000_000

/// A call that took this long has waited, in nanoseconds.
private let shortestTimeOut: Nanoseconds = 10_000_000

extension Event {
    /// A connect that ran out of time says EINPROGRESS, everything else EAGAIN.
    fileprivate var isTimedOut: Bool {
        failure?.name == "EAGAIN" || failure?.name == "EWOULDBLOCK" || (call == .connect && failure?.name == "EINPROGRESS")
    }
}

extension FlowIndex {
    /// A wait in real time means nothing where the student steps through the calls.
    private func isWorth(_ duration: Nanoseconds) -> Bool {
        duration >= noticeable && transcript.header.schedule != "step"
    }

    fileprivate func isWorthTelling(_ event: Event, _ duration: Nanoseconds) -> Bool {
        event.jumped > 0 || isWorth(duration)
    }

    /// Whether EAGAIN came from a time-out: the call waited. A non-blocking call does not.
    fileprivate func isTimed(_ event: Event, _ duration: Nanoseconds) -> Bool {
        waitedAt[event.number - 1] != nil || event.jumped > 0 || duration >= shortestTimeOut
    }

    /// The event of the other side that ended a wait, as far as it came after the wait began.
    fileprivate func causeOfEnd(of event: Event) -> Int? {
        guard let cause = cause(of: event), transcript.has(cause), cause != event.number else { return nil }
        guard let waited = waitedAt[event.number - 1] else { return cause }
        return completedAt[cause - 1] > waited ? cause : nil
    }

    private func cause(of event: Event) -> Int? {
        switch event.call {
        case .recv, .recvfrom:
            if let send = origins(of: event).first?.send { return send }
            if let send = datagram(of: event) { return send }
            return flows(of: event).flatMap { firstClosing(of: $0.incoming, before: event.number) }
        case .accept:
            return event.connection.flatMap { connects[$0] }
        case .send:
            return flows(of: event).flatMap { last(received[$0.outgoing], before: event) }
        case .connect:
            return last(accepts, before: event)
        default:
            return nil
        }
    }

    /// Of numbers in the order in which their events ended.
    private func last(_ numbers: [Int]?, before event: Event) -> Int? {
        guard let numbers else { return nil }
        let end = numbers.partition(from: { !precedes($0, event.number) })
        return end > 0 ? numbers[end - 1] : nil
    }
}
