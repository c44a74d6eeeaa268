import Transcripts

extension English {
    package func text(for finding: Finding, in transcript: Transcript) -> FindingText {
        let event = transcript.event(finding.event)
        return switch finding.kind {
        case .sticky(let sends, let printed): sticky(sends, printed)
        case .shortRead(let wanted, let got, let sends, let rest): shortRead(wanted, got, sends, rest)
        case .cut(let send, let left, let rest): cut(send, left, rest)
        case .cutCharacter(let sends, let use): cutCharacter(sends, use)
        case .nothingSent: FindingText("NOTHING SENT", "a send of 0 bytes puts nothing on the way.")
        case .endOfStream(let other, let cause): endOfStream(finding, other, finding.cause(cause, in: transcript))
        case .reset(let other, let cause): reset(other, finding.cause(cause, in: transcript))
        case .brokenPipe(let other, let cause): brokenPipe(finding, other, finding.cause(cause, in: transcript))
        case .unreadAtClose(let count, let sends): unreadAtClose(count, sends)
        case .refused(let address): refused(at(address))
        case .addressInUse(let address):
            addressInUse(address, address.flatMap { transcript.holder(of: $0, at: finding.event) })
        case .notPermitted(let address): notPermitted(address, event)
        case .addressNotAvailable(let address): addressNotAvailable(at(address))
        case .notConnected: notConnected
        case .truncatedDatagram(let send, let kept, let length, let wasAsked): truncated(send, kept, length, wasAsked)
        case .datagramLost(let count, let sends, let proof): lost(count, sends, proof)
        case .neverReceived(let sends): neverReceived(sends)
        case .nobodyThere(let address): nobodyThere(at(address), event)
        case .emptyDatagram(let send):
            FindingText("EMPTY DATAGRAM", "a message of 0 bytes\(inBrackets(send)). With UDP this is no end of anything.")
        case .deadlock(let waits): deadlock(waits, event)
        case .spinning(let calls, let atEnd): spinning(calls, atEnd)
        case .waited(let duration, let virtual, let cause): waited(duration, virtual, cause)
        case .timedOut(let duration, let isDatagram, let jumped): timedOut(duration, isDatagram, jumped, event?.call)
        case .injected(let fault): FindingText("INJECTED", injected(fault))
        }
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
    private func sticky(_ sends: [Int], _ printed: Int?) -> FindingText {
        let what = "one recv returned the bytes of \(grouped(sends.count)) sends\(inBrackets(sends))"
        guard let printed else { return FindingText("STICKY", what + ".") }
        return FindingText(
            "STICKY", what + ", and #\(printed) shows them as one. TCP does not say where a message ends.")
    }

    private func shortRead(_ wanted: Int, _ got: Int, _ sends: [Int], _ rest: Finding.ShortRest) -> FindingText {
        let what = "recv(\(wanted)) returned \(grouped(got))\(inBrackets(sends))"
        let rule = "recv may return any number of bytes from 1 on"
        let loop = "Call it again until all \(grouped(wanted)) are there."
        let sentence = switch rest {
        case .taken: "\(what); the rest came with a later recv. \(rule)."
        case .notTaken(wasThere: false): "\(what): the rest was not there yet, and no later recv took it. \(rule)."
        case .notTaken(wasThere: true): "\(what), and no later recv took the rest. \(rule)."
        case .misread(let by): "\(what), and #\(by) asks for as many bytes as this piece says, read as a number. \(rule). \(loop)"
        case .failed: "\(what), and then the program ended with an error of its own. \(rule). \(loop)"
        }
        return FindingText("SHORT READ", sentence)
    }

    private func cut(_ send: Int, _ left: Int, _ rest: Finding.CutRest) -> FindingText {
        let (they, were) = left == 1 ? ("it", "was") : ("they", "were")
        let sentence = switch rest {
        case .taken(let by): "this recv is full; the next bytes of #\(send) (\(bytes(left)) more) came with #\(by)."
        case .notTaken: "this recv is full, and no later one took the other \(bytes(left)) of #\(send)."
        case .shown(let by):
            "this recv is full, \(bytes(left)) of #\(send) \(left == 1 ? "is" : "are") not in it, and #\(by) shows what came as one. TCP "
                + "does not say where a message ends."
        case .overtaken(let by):
            "this recv is full, and \(bytes(left)) of #\(send) \(left == 1 ? "is" : "are") not in it. #\(by) was sent before \(they) "
                + "\(were) read: \(they) will stand before any answer to it."
        }
        return FindingText("CUT", sentence)
    }

    private func cutCharacter(_ sends: [Int], _ use: Finding.CutUse) -> FindingText {
        let what = "this recv ends inside a UTF-8 character\(inBrackets(sends))"
        let advice = "Join the bytes first, then decode."
        let sentence = switch use {
        case .printed(let print): "\(what), and #\(print) shows half of it. \(advice)"
        case .refused(let print): "\(what), which cannot be decoded alone (#\(print)). \(advice)"
        case .failed: "\(what), and the program ended with an error about its text. \(advice)"
        }
        return FindingText("CUT CHARACTER", sentence)
    }

    private func unreadAtClose(_ count: Int, _ sends: [Int]) -> FindingText {
        FindingText(
            "UNREAD BYTES",
            "\(bytes(count)) had arrived and \(count == 1 ? "was" : "were") never read\(inBrackets(sends)). So this close "
                + "resets the connection, and the other side may lose what was sent to it.")
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
    private func refused(_ address: String) -> FindingText {
        FindingText("REFUSED", "nobody listens on \(address). Start the server first, and compare the addresses.")
    }

    private func addressNotAvailable(_ address: String) -> FindingText {
        FindingText(
            "NO SUCH ADDRESS", "\(address) is no address of this machine. bind takes only its own: 127.0.0.1, or 0.0.0.0 for all.")
    }

    private var notConnected: FindingText {
        FindingText(
            "NOT CONNECTED",
            "this socket has no other side yet. Call connect first; a server uses the socket from accept.")
    }

    private func at(_ address: RecordedAddress?) -> String { address?.description ?? "that address" }

    private func addressInUse(_ asked: RecordedAddress?, _ holder: AddressHolder?) -> FindingText {
        let address = at(asked)
        let sentence = switch holder {
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
        return FindingText("ADDRESS IN USE", sentence)
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

    private func truncated(_ send: Int?, _ kept: Int, _ length: Int, _ wasAsked: Bool) -> FindingText {
        let rest = length - kept
        let asked = wasAsked ? " The program had the length told to it (MSG_TRUNC)." : ""
        return FindingText(
            "TRUNCATED", "the datagram\(inBrackets(send)) has \(bytes(length)), the buffer took \(grouped(kept)). The other "
                + "\(rest == 1 ? "one is" : "\(grouped(rest)) are") gone; the next recvfrom gives the next datagram.\(asked)")
    }

    private func lost(_ count: Int, _ sends: [Int], _ proof: Finding.LossProof) -> FindingText {
        let what = count == 1 ? "1 datagram" : "\(grouped(count)) datagrams"
        let rule = "UDP tells nobody: a full receive buffer drops what arrives."
        let sentence = switch proof {
        case .laterCame: "\(what) sent before this one never came\(inBrackets(sends)). \(rule)"
        case .nothingThere:
            "\(what) sent here before never came\(inBrackets(sends)), and nothing was left to receive. \(rule)"
        }
        return FindingText("LOST", sentence)
    }

    private func neverReceived(_ sends: [Int]) -> FindingText {
        let one = sends.count == 1
        return FindingText(
            "NEVER RECEIVED", "\(one ? "1 datagram" : "\(grouped(sends.count)) datagrams") sent to this socket "
                + "\(one ? "was" : "were") never received\(inBrackets(sends)), and with this close \(one ? "it is" : "they are") gone. Whether "
                + "\(one ? "it" : "they") waited here or had been dropped before, the lab does not know.")
    }

    private func nobodyThere(_ address: String, _ event: Event?) -> FindingText {
        let heard = event?.failure == nil
            ? "UDP has no way to tell the sender, so nothing happens." : "An earlier datagram came back with this answer."
        return FindingText("NOBODY THERE", "no socket is bound to \(address). \(heard)")
    }
}

// MARK: - The run

extension English {
    private func spinning(_ calls: Int, _ atEnd: Bool) -> FindingText {
        let why = atEnd
            ? "At the end of the stream recv returns 0 at once, for ever. Leave the loop when it returns 0."
            : "Each returned at once with nothing. Wait for something before calling again."
        return FindingText("SPINNING", "\(grouped(calls)) calls in a row brought nothing; the lab has ended the thread. \(why)")
    }

    private func waited(_ duration: Nanoseconds, _ virtual: Bool, _ cause: Int?) -> FindingText {
        let clock = virtual ? " of the lab's clock" : ""
        return FindingText("WAITED", "\(seconds(duration)) s\(clock)\(cause.map { ", until #\($0)" } ?? "").")
    }

    private func timedOut(_ duration: Nanoseconds, _ isDatagram: Bool, _ jumped: Bool, _ call: Call?) -> FindingText {
        let time = "\(seconds(duration)) s, the time-out set on this socket."
        let clock = jumped ? " The lab's clock jumped over the wait: this answer is the lab's, not the kernel's." : ""
        let sentence = switch call {
        case .connect?: "nobody let it in within \(time) Nobody refused it either.\(clock)"
        case .send?: "no room came within \(time)\(clock)"
        default: "nothing came within \(time) The \(isDatagram ? "socket" : "connection") itself is still good.\(clock)"
        }
        return FindingText("TIMED OUT", sentence)
    }

    private func deadlock(_ waits: [Finding.Wait], _ event: Event?) -> FindingText {
        let after = event?.ended.flatMap { $0 < 1_000_000 ? nil : " after \(seconds($0)) s" } ?? ""
        let clauses = waits.map { wait in
            let whom = wait.waitsFor.isEmpty ? "" : " for \(and(wait.waitsFor.map { name(ofParticipant: $0) }))"
            return "\(name(ofParticipant: wait.participant)) waits in \(wait.call.rawValue) (#\(wait.event))\(whom)"
        }
        let ended = ["", "this call", "both calls"]
        let calls = waits.count < ended.count ? ended[waits.count] : "these calls"
        let nobody = "nobody is left in this run who could end \(waits.count == 1 ? "this wait" : "these waits")"
        let sentence = (clauses + ["and " + nobody]).joined(separator: ", ")
        return FindingText("DEADLOCK\(after)", waits.isEmpty ? "\(nobody)." : "\(sentence). The lab has ended \(calls).")
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
