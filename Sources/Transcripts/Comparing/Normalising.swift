extension Transcript {
    /// The same run without what differs from one run to the next: ephemeral ports (also inside printed and sent
    /// text) become `port-1`, `port-2` … in order of appearance, Unix paths `path-1` …; times, kernel descriptors,
    /// date and platform are blank. Counts and sizes stay.
    package func normalised() -> Transcript {
        var names = StableNames(self)
        var transcript = self
        transcript.header.address = header.address.map(names.address)
        transcript.header.platform = ""
        transcript.header.date = ""
        transcript.events = events.map { event in
            names.pass(event)
            return event.normalised(names)
        }
        transcript.endings = endings.map { [names] in $0.normalised(names) }
        return transcript
    }
}

extension Event {
    fileprivate func normalised(_ names: StableNames) -> Event {
        var event = self
        event.began = 0
        event.ended = ended.map { _ in 0 }
        event.jumped = 0
        event.socket?.kernel = 0
        event.accepted?.kernel = 0
        event.address = address.map(names.address)
        event.peer = peer.map(names.address)
        event.local = local.map(names.address)
        event.detail = detail.map(names.text)
        event.value = value.map(names.text)
        event.payload = payload.map(names.payload)
        return event
    }
}

extension Transcript.Ending {
    fileprivate func normalised(_ names: StableNames) -> Transcript.Ending {
        var ending = self
        ending.at = 0
        if case .uncaught(let message, let call, let failure) = how {
            ending.how = .uncaught(message: names.text(message), call: call, failure: failure)
        }
        return ending
    }
}
