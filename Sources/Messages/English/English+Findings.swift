import Transcripts

extension English {
    package func text(for finding: Finding, in transcript: Transcript) -> FindingText {
        streamText(finding, transcript) ?? closingText(finding, transcript) ?? addressText(finding, transcript)
            ?? datagramText(finding, transcript) ?? runText(finding, transcript)
    }

    package func name(ofParticipant name: String?) -> String {
        switch name {
        case nil: "the other side"
        case "server"?: "the server"
        case "client"?: "the client"
        case let name?: name
        }
    }

    private func bytes(_ count: Int) -> String { count == 1 ? "1 byte" : "\(grouped(count)) bytes" }
    private func capitalised(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}

// MARK: - Streams

extension English {
    private func streamText(_ finding: Finding, _ transcript: Transcript) -> FindingText? {
        switch finding.kind {
        case .sticky(let sends):
            return FindingText("STICKY", "one recv returned the bytes of \(grouped(sends.count)) sends\(inBrackets(sends)).")
        case .shortRead(let wanted, let got, let sends, let restCameTooLate):
            let why = restCameTooLate
                ? "\(inBrackets(sends)): the rest was not there yet." : ": the message came in pieces\(inBrackets(sends))."
            return FindingText(
                "SHORT READ",
                "recv(\(wanted)) returned \(grouped(got))\(why) recv may return any number of bytes from 1 on. Call it again "
                    + "until all \(grouped(wanted)) are there.")
        case .cut(let send, let left):
            let (verb, they) = left == 1 ? ("is", "It") : ("are", "They")
            return FindingText(
                "CUT", "\(bytes(left)) of #\(send) \(verb) left for the next recv. \(they) will stand before what comes next.")
        case .cutCharacter(let sends):
            return FindingText(
                "CUT CHARACTER",
                "this recv ends inside a UTF-8 character\(inBrackets(sends)); decoding it alone fails. Join the bytes "
                    + "first, then decode.")
        case .nothingSent:
            return FindingText("NOTHING SENT", "a send of 0 bytes puts nothing on the way.")
        default: return nil
        }
    }

    private func closingText(_ finding: Finding, _ transcript: Transcript) -> FindingText? {
        switch finding.kind {
        case .endOfStream(let other, let cause): return endOfStream(finding, other, finding.cause(cause, in: transcript))
        case .reset(let other, let cause): return reset(other, finding.cause(cause, in: transcript))
        case .brokenPipe(let other, let cause): return brokenPipe(finding, other, finding.cause(cause, in: transcript))
        case .unreadAtClose(let count, let sends):
            return FindingText(
                "UNREAD BYTES",
                "\(bytes(count)) had arrived and \(count == 1 ? "was" : "were") never read\(inBrackets(sends)). So this close "
                    + "resets the connection, and the other side may lose what was sent to it.")
        default: return nil
        }
    }

    private func endOfStream(_ finding: Finding, _ other: String?, _ cause: Event?) -> FindingText {
        let word = "END OF STREAM"
        if let cause, cause.participant == finding.participant, other == finding.participant, cause.call == .shutdown {
            return FindingText(word, "this side itself shut down receiving (#\(cause.number)).")
        }
        let did = cause?.call == .shutdown ? "shut down sending" : cause?.detail == "exit" ? "ended, and its kernel closed" : "closed"
        return FindingText(
            word, "\(name(ofParticipant: other)) \(did)\(inBrackets(cause?.number)). This is not an empty message.")
    }

    private func reset(_ other: String?, _ cause: Event?) -> FindingText {
        let who = name(ofParticipant: other)
        guard let cause else { return FindingText("RESET", "\(who) broke the connection off. Close this socket; it is of no more use.") }
        if cause.call.sends {
            return FindingText(
                "RESET", "#\(cause.number) was sent after \(who) had closed, and its kernel answered with a reset. "
                    + "Close this socket.")
        }
        if (cause.unread ?? 0) > 0, cause.detail != "reset" {
            return FindingText(
                "RESET", "\(who) closed with \(bytes(cause.unread ?? 0)) unread (#\(cause.number)), and that resets the "
                    + "connection. Close this socket.")
        }
        return FindingText(
            "RESET", "\(who) vanished (#\(cause.number)). The error belongs to this connection alone: close it and go on.")
    }

    private func brokenPipe(_ finding: Finding, _ other: String?, _ cause: Event?) -> FindingText {
        let word = "BROKEN PIPE"
        if let cause, cause.call == .shutdown, other == finding.participant {
            return FindingText(word, "this side itself shut down sending (#\(cause.number)). It can only receive now.")
        }
        // Seen alone, with neither end's past, it may be either.
        if other == nil, cause == nil {
            return FindingText(
                word, "the other side has closed, or this side itself has shut down sending. What is sent here now, nobody "
                    + "will ever read.")
        }
        return FindingText(
            word, "\(name(ofParticipant: other)) has closed\(inBrackets(cause?.number)). Nobody will ever read this: stop sending "
                + "and close the socket.")
    }
}

// MARK: - Addresses and datagrams

extension English {
    private func addressText(_ finding: Finding, _ transcript: Transcript) -> FindingText? {
        switch finding.kind {
        case .refused(let address):
            return FindingText(
                "REFUSED", "nobody listens on \(at(address)). Start the server first, and compare the addresses.")
        case .addressInUse(let address):
            return FindingText(
                "ADDRESS IN USE", addressInUse(address, address.flatMap { transcript.holder(of: $0, at: finding.event) }))
        case .notPermitted(let address): return notPermitted(address, transcript.event(finding.event))
        case .addressNotAvailable(let address):
            return FindingText(
                "NO SUCH ADDRESS", "\(at(address)) is no address of this machine. bind takes only its own: 127.0.0.1, or 0.0.0.0 for all.")
        case .notConnected:
            return FindingText("NOT CONNECTED", "this socket has no other side yet. Call connect first; a server uses the socket from accept.")
        default: return nil
        }
    }

    private func at(_ address: RecordedAddress?) -> String { address?.description ?? "that address" }

    private func addressInUse(_ asked: RecordedAddress?, _ holder: AddressHolder?) -> String {
        let address = at(asked)
        return switch holder {
        case .socket(let participant, let bind) where asked?.isPath == true:
            "\(name(ofParticipant: participant)) holds \(address) since #\(bind). Take another path."
        case .socket(let participant, let bind):
            "\(name(ofParticipant: participant)) holds \(address) since #\(bind). Close that socket first, or take another port "
                + "(0: any free one)."
        case .endedConnection(let close):
            "a connection over \(address) was closed here first (#\(close)), and the kernel keeps the port for up to a minute. "
                + "Set SO_REUSEADDR before bind, in the old program and in the new one."
        case .leftoverPath(let bind):
            "bind (#\(bind)) made the file \(address), and it is still there, although its socket is closed. SO_REUSEADDR does "
                + "not help: remove the file (unlink) before bind, when nobody answers there."
        case nil where asked?.isPath == true:
            "there is a file at \(address). Remove it (unlink) before bind, when nobody answers there, or take another path."
        case nil:
            "\(address) belongs to another socket, or to a connection that has just ended. Close that socket, or take another port "
                + "(0: any free one). SO_REUSEADDR, set before bind in both programs, helps against the ended connection only."
        }
    }

    private func notPermitted(_ address: RecordedAddress?, _ event: Event?) -> FindingText {
        let word = "NOT ALLOWED"
        if address?.isPath == true, let event, event.call != .bind {
            return FindingText(
                word, "whoever calls \(at(address)) must be allowed to write to that file and to enter its folder, and this user may not. "
                    + "The owner can change that (chmod).")
        }
        if let event, event.call.sends || event.call == .connect {
            return FindingText(
                word, "the system does not let this program send to \(at(address)). A broadcast needs the option SO_BROADCAST; "
                    + "a firewall may forbid the rest.")
        }
        if address?.isPath == true {
            return FindingText(word, "this user may not make a socket at \(at(address)). Take a folder that belongs to you.")
        }
        return FindingText(
            word, "a port below 1024 needs privileges on most machines. Use 1024 or higher, or 0 for any free one.")
    }

    private func datagramText(_ finding: Finding, _ transcript: Transcript) -> FindingText? {
        switch finding.kind {
        case .truncatedDatagram(let send, let kept, let length):
            return FindingText(
                "TRUNCATED", "the datagram\(inBrackets(send)) has \(bytes(length)), the buffer took \(grouped(kept)). The other "
                    + "\(length - kept == 1 ? "one is" : "\(grouped(length - kept)) are") gone; the next recvfrom gives the next datagram.")
        case .datagramLost(let count, let sends):
            let what = count == 1 ? "1 datagram" : "\(grouped(count)) datagrams"
            return FindingText(
                "LOST", "\(what) sent before this one never came\(inBrackets(sends)). UDP tells nobody: a full receive buffer "
                    + "drops what arrives.")
        case .nobodyThere(let address):
            let event = transcript.event(finding.event)
            let heard = event?.failure == nil
                ? "UDP has no way to tell the sender, so nothing happens." : "An earlier datagram came back with this answer."
            return FindingText("NOBODY THERE", "no socket is bound to \(at(address)). \(heard)")
        case .emptyDatagram(let send):
            return FindingText("EMPTY DATAGRAM", "a message of 0 bytes\(inBrackets(send)). With UDP this is no end of anything.")
        default: return nil
        }
    }
}

// MARK: - The run

extension English {
    private func runText(_ finding: Finding, _ transcript: Transcript) -> FindingText {
        switch finding.kind {
        case .deadlock(let waits): return deadlock(waits, transcript.event(finding.event))
        case .spinning(let calls, let atEnd):
            let why = atEnd
                ? "At the end of the stream recv returns 0 at once, for ever. Leave the loop when it returns 0."
                : "Each returned at once with nothing. Wait for something before calling again."
            return FindingText("SPINNING", "\(grouped(calls)) calls in a row brought nothing; the lab has ended the thread. \(why)")
        case .waited(let duration, let virtual, let cause):
            let clock = virtual ? " of the lab's clock" : ""
            return FindingText("WAITED", "\(seconds(duration)) s\(clock)\(cause.map { ", until #\($0)" } ?? "").")
        case .timedOut(let duration, _) where transcript.event(finding.event)?.call == .connect:
            return FindingText(
                "TIMED OUT", "nobody let it in within \(seconds(duration)) s, the time-out set on this socket. Nobody refused it "
                    + "either.")
        case .timedOut(let duration, let isDatagram):
            return FindingText(
                "TIMED OUT", "nothing came within \(seconds(duration)) s, the time-out set on this socket. The "
                    + "\(isDatagram ? "socket" : "connection") itself is still good.")
        case .injected(let fault): return FindingText("INJECTED", injected(fault))
        default: return FindingText("NOTE", "something happened at #\(finding.event) that has no words here.")
        }
    }

    private func deadlock(_ waits: [Finding.Wait], _ event: Event?) -> FindingText {
        let after = event?.ended.flatMap { $0 < 1_000_000 ? nil : " after \(seconds($0)) s" } ?? ""
        let clauses = waits.map { wait in
            let whom = wait.waitsFor.isEmpty ? "" : " for \(and(wait.waitsFor.map { name(ofParticipant: $0) }))"
            return "\(name(ofParticipant: wait.participant)) waits in \(wait.call.rawValue) (#\(wait.event))\(whom)"
        }
        let ended = ["", "this call", "both calls"]
        let calls = waits.count < ended.count ? ended[waits.count] : "these calls"
        let programs = waits.count == 1 ? "the program" : waits.count == 2 ? "both programs" : "the programs"
        return FindingText(
            "DEADLOCK\(after)",
            "\(clauses.joined(separator: ", ")), and nothing is on the way. The lab has ended \(calls); outside the lab "
                + "\(programs) would hang for ever.")
    }

    private func and(_ names: [String]) -> String {
        names.count < 2 ? names.joined() : names.dropLast().joined(separator: ", ") + " or " + names[names.count - 1]
    }

    private func injected(_ fault: String) -> String {
        switch fault {
        case "short read": "the lab let this call receive less than had come, as a network may."
        case "short write": "the lab let this call send less than was offered, as a full buffer does."
        case "delay": "the lab held this call back."
        case "errno": "the lab did not make this call and let it fail instead."
        case "reset": "the lab reset the connection before this call."
        default: "the lab interfered with this call (\(fault))."
        }
    }
}
