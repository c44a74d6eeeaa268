import Transcripts

extension SimplifiedChinese {
    package func laneName(_ participant: String) -> String { name(ofParticipant: participant) }
    package var onTheWay: String { "途中（内核里）" }

    package var comma: String { "，" }
    package var colon: String { "：" }
    package var semicolon: String { "；" }

    package func byteCount(_ count: Int) -> String { "\(grouped(count)) 字节" }
    package func datagrams(_ count: Int) -> String { "\(grouped(count)) 个数据报" }
    package func number(_ number: Int) -> String { grouped(number) }

    package var waits: String { "等待" }
    package func interrupted(_ interruption: Event.Interruption) -> String {
        switch interruption {
        case .deadlock: "死锁"
        case .cancelled: "已停止"
        case .spinning: "被实验室终止"
        case .ended: "运行已结束"
        case .lock: "已停止：有线程持有锁时停在调用里"
        case .newcomer: "结束：有别人发来数据报，下一次和他谈"
        }
    }
    package func then(_ interruption: Event.Interruption) -> String { "，随后\(interrupted(interruption))" }
    package func schedule(_ choices: String) -> String { "调度 \(choices)" }
    package func from(_ address: String) -> String { "来自 \(address)" }
    package func from(_ participant: String, _ address: String) -> String { "来自 \(address)（\(participant)）" }
    package func toward(_ address: String) -> String { "发往 \(address)" }
    package func ownAddress(_ address: String) -> String { " 用 \(address)" }
    package var endOfInput: String { "输入结束" }
    package func waited(_ duration: Nanoseconds, virtual: Bool) -> String {
        "等了 \(time(duration))" + (virtual ? "（虚拟时间）" : "")
    }
    package func at(_ time: Nanoseconds) -> String { "第 \(self.time(time))" }
    package func pause(_ seconds: Double) -> String { "\(plain(seconds)) 秒" }

    package var setUp: String { "准备" }
    package func waiting(_ call: Call) -> String { "\(call.rawValue) 等待" }

    package func part(of send: Int, first: Int, last: Int) -> String {
        first == last ? "#\(send) 的第 \(grouped(first)) 字节" : "#\(send) 的第 \(grouped(first))-\(grouped(last)) 字节"
    }
    package var fromOutside: String { "来自实验室之外" }
    package func folded(_ bytes: Int, event: Int) -> String { "共 \(byteCount(bytes))；show \(event)" }
    package func folded(event: Int) -> String { "show \(event)" }
    package func morePieces(_ count: Int, event: Int) -> String { "还有 \(grouped(count)) 段；show \(event)" }

    package func uncaught(_ participant: String, message: String, call: Call?, failure: Event.Failure?) -> FindingText {
        guard let call, let failure else {
            return FindingText("未捕获的错误", "\(participant)因未捕获的错误而结束：\(message)")
        }
        return FindingText("未捕获的错误", "\(participant)没有捕获 \(call.rawValue) 的 \(failure.name)，程序到此结束。")
    }
    package func exited(_ participant: String, status: Int32) -> FindingText {
        FindingText("退出状态", "\(participant)以退出状态 \(status) 结束。")
    }
    package func abandoned(_ participant: String) -> FindingText {
        FindingText("被留下", "实验室终止了\(participant)的调用，它却不肯停下，只好不再等它。")
    }
    package func cancelled(_ participant: String) -> FindingText {
        FindingText("已停止", "你在这里结束了运行，\(participant)也随之停止。")
    }

    package var senderHasClosed: String { "发送方已关闭" }
    package var connectionReset: String { "连接已被重置" }
    package var whichWay: String { "字节去往哪一侧" }
    package var oneDatagram: String { "一个数据报" }
    package var atMost: String { "最多" }
    package var bytes: String { "字节" }
    package var aSpace: String { "空格" }
    package func callReturns(_ number: Int) -> String { "等待中的第 \(number) 个调用返回" }
    package func allOf(_ number: Int) -> String { "show \(number)：看 #\(number) 的全部内容" }
    package var partOfSend: String { "它的一部分" }
    package var perhapsSend: String { "可能来自它，不确定" }
    package func meaning(of degree: Finding.Degree) -> String {
        switch degree {
        case .fact: "事实"
        case .caution: "可能出错"
        case .fault: "出了错"
        }
    }

    package func lesson(_ number: Int) -> String { "第 \(number) 课" }
    package var finding: String { "发现" }
    package var returns: String { "返回" }
    package func failed(_ errno: String) -> String { "失败：\(errno)" }
    package func times(_ count: Int) -> String { "共 \(grouped(count)) 次" }
    package func label(_ degree: Finding.Degree) -> String {
        switch degree {
        case .fact: "事实"
        case .caution: "注意"
        case .fault: "出错"
        }
    }
    package func perhaps(from send: Int) -> String { "#\(send)?（不确定）" }
    package func piece(_ text: String, from send: Int?, isCertain: Bool) -> String {
        send.map { "\(text) \(isCertain ? "" : "可能")来自 \($0)" } ?? "\(text) 来自实验室之外"
    }

    package func label(_ label: ScreenLabel) -> String {
        switch label {
        case .participant: "参与方"
        case .thread: "线程"
        case .call: "调用"
        case .result: "结果"
        case .time: "时间"
        case .duration: "用时"
        case .own: "自己的地址"
        case .other: "对方"
        case .socket: "套接字"
        case .origins: "字节来自"
        case .payload: "内容"
        case .whyItFailed: "含义"
        case .repeats: "重复"
        case .fault: "注入的故障"
        case .lost: "此前丢失"
        case .unread: "从未读取"
        case .notKept: "记录中未保存"
        case .same: "到此为止都相同"
        case .different: "从这里开始不同"
        case .onlyHere: "只有这边有"
        case .nothingMore: "没有了"
        case .outcome: "结局"
        case .ends: "结束"
        case .samePath: "两次运行的每个调用都相同。"
        }
    }

    private func time(_ duration: Nanoseconds) -> String { "\(Messages.seconds(duration)) 秒" }
}
