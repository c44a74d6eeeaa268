import Transcripts

extension SimplifiedChinese {
    package func text(for finding: Finding, in transcript: Transcript) -> FindingText {
        streamText(finding, transcript) ?? closingText(finding, transcript) ?? addressText(finding, transcript)
            ?? datagramText(finding, transcript) ?? runText(finding, transcript)
    }

    package func name(ofParticipant name: String?) -> String {
        guard let name else { return "对方" }
        for (word, chinese) in [("server", "服务端"), ("client", "客户端"), ("peer", "对等端")] {
            if name == word { return chinese }
            if name.hasPrefix(word + "-"), Int(name.dropFirst(word.count + 1)) != nil {
                return chinese + name.dropFirst(word.count + 1)
            }
        }
        return name
    }

    /// `(#7 #8)` or nothing.
    private func bracketed(_ events: [Int]) -> String { events.isEmpty ? "" : "（\(list(events))）" }
    private func bracketed(_ event: Int?) -> String { bracketed(event.map { [$0] } ?? []) }
}

// MARK: - Streams

extension SimplifiedChinese {
    private func streamText(_ finding: Finding, _ transcript: Transcript) -> FindingText? {
        switch finding.kind {
        case .sticky(let sends):
            return FindingText("粘包", "一次 recv 取走了 \(grouped(sends.count)) 次 send 的字节\(bracketed(sends))。")
        case .shortRead(let wanted, let got, let sends, let restCameTooLate):
            let why = restCameTooLate ? "\(bracketed(sends))：其余的还没有到。" : "：一条消息分几段到达\(bracketed(sends))。"
            return FindingText(
                "没收全",
                "recv(\(wanted)) 只返回了 \(grouped(got)) 字节\(why)recv 返回 1 字节以上都算正常，要循环接收，直到收满 \(grouped(wanted)) 字节。")
        case .cut(let send, let left):
            return FindingText("没取完", "#\(send) 还有 \(grouped(left)) 字节留给下一次 recv，会排在后面的数据之前。")
        case .cutCharacter(let sends):
            return FindingText("字符被切断", "这次 recv 停在一个 UTF-8 字符中间\(bracketed(sends))，单独解码会出错。先把字节拼完整，再解码。")
        case .nothingSent:
            return FindingText("什么也没发", "send 了 0 字节，途中什么也没有。")
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
                "未读就关闭", "有 \(grouped(count)) 字节已经到达却没有读\(bracketed(sends))。这样 close 会重置连接，发给对方的数据也可能丢失。")
        default: return nil
        }
    }

    private func endOfStream(_ finding: Finding, _ other: String?, _ cause: Event?) -> FindingText {
        if let cause, cause.call == .shutdown, other == finding.participant, cause.participant == finding.participant {
            return FindingText("流结束", "是自己关闭了接收方向（#\(cause.number)）。")
        }
        let did = cause?.call == .shutdown ? "已关闭发送方向" : cause?.detail == "exit" ? "已结束，内核替它关闭" : "已关闭"
        return FindingText("流结束", "\(name(ofParticipant: other))\(did)\(bracketed(cause?.number))。这不是一条空消息。")
    }

    private func reset(_ other: String?, _ cause: Event?) -> FindingText {
        let who = name(ofParticipant: other)
        guard let cause else { return FindingText("连接被重置", "\(who)中断了连接。这个套接字不能再用，请关闭它。") }
        if cause.call.sends {
            return FindingText(
                "连接被重置", "\(who)关闭之后才发出 #\(cause.number)，对方内核便以重置作答。请关闭这个套接字。")
        }
        if let unread = cause.unread, unread > 0, cause.detail != "reset" {
            return FindingText(
                "连接被重置", "\(who)关闭时还有 \(grouped(unread)) 字节没读（#\(cause.number)），内核因此重置连接。请关闭这个套接字。")
        }
        return FindingText("连接被重置", "\(who)突然消失（#\(cause.number)）。出错的只是这一个连接：关闭它，继续服务别人。")
    }

    private func brokenPipe(_ finding: Finding, _ other: String?, _ cause: Event?) -> FindingText {
        if let cause, cause.call == .shutdown, other == finding.participant {
            return FindingText("管道已断", "是自己关闭了发送方向（#\(cause.number)），现在只能接收。")
        }
        if other == nil, cause == nil {
            return FindingText("管道已断", "对方已关闭，或者是自己关闭了发送方向。再发也没有人读。")
        }
        return FindingText(
            "管道已断", "\(name(ofParticipant: other))已关闭\(bracketed(cause?.number))，再发也没有人读。停止发送，关闭套接字。")
    }
}

// MARK: - Addresses and datagrams

extension SimplifiedChinese {
    private func addressText(_ finding: Finding, _ transcript: Transcript) -> FindingText? {
        switch finding.kind {
        case .refused(let address):
            return FindingText("连接被拒绝", "\(at(address))上没有人在监听。先启动服务端，再核对地址和端口。")
        case .addressInUse(let address):
            return FindingText("地址被占用", addressInUse(address, address.flatMap { transcript.holder(of: $0, at: finding.event) }))
        case .notPermitted(let address): return notPermitted(address, transcript.event(finding.event))
        case .addressNotAvailable(let address):
            return FindingText("没有这个地址", "\(at(address))不是本机的地址。bind 只能用本机地址：127.0.0.1，或用 0.0.0.0 表示全部。")
        case .notConnected:
            return FindingText("尚未连接", "这个套接字还没有对方。先调用 connect；服务端要用 accept 返回的套接字。")
        default: return nil
        }
    }

    private func at(_ address: RecordedAddress?) -> String { address.map { "\($0) " } ?? "该地址" }

    private func addressInUse(_ address: RecordedAddress?, _ holder: AddressHolder?) -> String {
        switch holder {
        case .socket(let participant, let bind) where address?.isPath == true:
            "\(at(address))从 #\(bind) 起由\(name(ofParticipant: participant))占用。请换一个路径。"
        case .socket(let participant, let bind):
            "\(at(address))从 #\(bind) 起由\(name(ofParticipant: participant))占用。先关闭那个套接字，或换一个端口（0 表示任选空闲端口）。"
        case .endedConnection(let close):
            "\(at(address))上的连接是从这一侧先关闭的（#\(close)），内核还要把端口保留最多一分钟。新旧两个程序都要在 bind 之前设置 SO_REUSEADDR。"
        case .leftoverPath(let bind):
            "文件 \(at(address))是 bind（#\(bind)）建立的，套接字已经关闭，文件却还在。SO_REUSEADDR 在这里没有用：确认没有人应答以后，在 bind 之前删掉它（unlink）。"
        case nil where address?.isPath == true:
            "\(at(address))已经有文件。确认没有人应答以后，在 bind 之前删掉它（unlink），或换一个路径。"
        case nil:
            "\(at(address))属于另一个套接字，或者属于刚结束的连接。关闭那个套接字，或换一个端口（0 表示任选空闲端口）。"
                + "两个程序都在 bind 之前设置 SO_REUSEADDR，只对刚结束的连接有用。"
        }
    }

    private func to(_ address: RecordedAddress?) -> String { address.map { "向 \($0) " } ?? "向该地址" }

    private func notPermitted(_ address: RecordedAddress?, _ event: Event?) -> FindingText {
        if address?.isPath == true, let event, event.call != .bind {
            return FindingText("没有权限", "要呼叫 \(at(address))，得能进它的目录，也能写这个文件，而当前用户不能。主人可以改权限（chmod）。")
        }
        if let event, event.call.sends || event.call == .connect {
            return FindingText("没有权限", "系统不许本程序\(to(address))发送。广播要先设置 SO_BROADCAST；其他情况可能是防火墙。")
        }
        if address?.isPath == true {
            return FindingText("没有权限", "当前用户不能在 \(at(address))建立套接字。请换一个属于自己的目录。")
        }
        return FindingText("没有权限", "在多数机器上，1024 以下的端口需要特权。请用 1024 或更大的端口，或用 0 任选一个。")
    }

    private func datagramText(_ finding: Finding, _ transcript: Transcript) -> FindingText? {
        switch finding.kind {
        case .truncatedDatagram(let send, let kept, let length):
            return FindingText(
                "数据报被截断",
                "数据报\(bracketed(send))有 \(grouped(length)) 字节，缓冲区只装下 \(grouped(kept)) 字节。其余 \(grouped(length - kept)) 字节已丢弃，下一次 recvfrom 得到的是下一个数据报。")
        case .datagramLost(let count, let sends):
            return FindingText(
                "数据报丢失", "之前发出的 \(grouped(count)) 个数据报没有到达\(bracketed(sends))。UDP 不通知任何人：接收缓冲区满了，新到的就被丢弃。")
        case .nobodyThere(let address):
            let heard = transcript.event(finding.event)?.failure == nil
                ? "UDP 无法告诉发送方，所以什么也不会发生。" : "先前的数据报换来了这个回答。"
            return FindingText("没有人在", "没有套接字绑定在\(address.map { " \($0) " } ?? "该地址")上。\(heard)")
        case .emptyDatagram(let send):
            return FindingText("空数据报", "一条 0 字节的消息\(bracketed(send))。在 UDP 中，这不表示任何结束。")
        default: return nil
        }
    }
}

// MARK: - The run

extension SimplifiedChinese {
    private func runText(_ finding: Finding, _ transcript: Transcript) -> FindingText {
        switch finding.kind {
        case .deadlock(let waits): return deadlock(waits, transcript.event(finding.event))
        case .spinning(let calls, let atEnd):
            let why = atEnd ? "流结束后，recv 总是立刻返回 0。返回 0 时应当退出循环。" : "每次都立刻返回，什么也没有。先等待，再调用。"
            return FindingText("空转", "连续 \(grouped(calls)) 次调用一无所获，实验室已结束这个线程。\(why)")
        case .waited(let duration, let virtual, let cause):
            let clock = virtual ? "（实验室的虚拟时间）" : ""
            return FindingText("等待", "等了 \(seconds(duration)) 秒\(clock)\(cause.map { "，直到 #\($0)" } ?? "")。")
        case .timedOut(let duration, _) where transcript.event(finding.event)?.call == .connect:
            return FindingText("超时", "\(seconds(duration)) 秒内没有人放它进来，这是该套接字设置的超时。也没有人拒绝它。")
        case .timedOut(let duration, let isDatagram):
            let what = isDatagram ? "套接字" : "连接"
            return FindingText("超时", "\(seconds(duration)) 秒内什么也没有来，这是该套接字设置的超时。\(what)本身仍然可用。")
        case .injected(let fault): return FindingText("人为故障", injected(fault))
        default: return FindingText("说明", "#\(finding.event) 发生了一件这里没有说明的事。")
        }
    }

    private func deadlock(_ waits: [Finding.Wait], _ event: Event?) -> FindingText {
        let after = event?.ended.flatMap { $0 < 1_000_000 ? nil : "（\(seconds($0)) 秒后）" } ?? ""
        let clauses = waits.map { wait in
            let whom = wait.waitsFor.isEmpty ? "" : "等\(wait.waitsFor.map { name(ofParticipant: $0) }.joined(separator: "或"))"
            return "\(name(ofParticipant: wait.participant))在 \(wait.call.rawValue)（#\(wait.event)）里\(whom.isEmpty ? "等待" : whom)"
        }
        let calls = waits.count == 1 ? "这个调用" : waits.count == 2 ? "这两个调用" : "这些调用"
        let programs = waits.count == 1 ? "这个程序会" : waits.count == 2 ? "两个程序都会" : "这些程序都会"
        return FindingText(
            "死锁\(after)", "\(clauses.joined(separator: "，"))，而途中什么也没有。实验室已结束\(calls)；在实验室之外，\(programs)永远挂起。")
    }

    private func injected(_ fault: String) -> String {
        switch fault {
        case "short read": "实验室让这次调用少收了一些字节，网络上也会这样。"
        case "short write": "实验室让这次调用少发了一些字节，缓冲区满时也会这样。"
        case "delay": "实验室推迟了这次调用。"
        case "errno": "实验室没有执行这次调用，而是让它失败。"
        case "reset": "实验室在这次调用之前重置了连接。"
        default: "实验室干预了这次调用（\(fault)）。"
        }
    }
}
