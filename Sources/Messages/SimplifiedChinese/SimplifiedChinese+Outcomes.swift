import Transcripts

extension SimplifiedChinese {
    package func prints(_ list: String) -> String { "打印 \(list)" }
    package var listComma: String { "、" }
    package func andMore(_ count: Int) -> String { "另有 \(grouped(count)) 项" }

    package func ended(_ how: Outcome.How) -> String {
        switch how {
        case .returned: "正常结束"
        case .failed(let call, let errno): "出错：\(call.rawValue) \(errno)，未捕获"
        case .uncaught(let message): "出错，未捕获：\(message)"
        case .exited(let status): "以退出状态 \(status) 结束"
        case .waiting(let call): "还在等 \(call.rawValue)"
        case .interrupted(let why): interrupted(why)
        case .abandoned: "被留下"
        }
    }

    package func threads(_ names: [String], _ ended: String) -> String { "\(names.joined(separator: " "))：\(ended)" }
    package var allWait: String { "各方都在等待，谁也等不到谁" }
    package var inEveryOutcome: String { "找到的结局里都相同的部分：" }
    package func deals(_ count: Int) -> String { "同一角色的参与方互换，也算这个结局：共 \(grouped(count)) 种分法" }

    package func racing(runs: Int) -> String { "\(grouped(runs)) 次运行，线程真实竞争" }
    package func share(_ count: Int, of total: Int) -> String { "\(percentage(count, of: total))%" }
    package func firstReceives(_ participant: String, _ list: String) -> String {
        "\(name(ofParticipant: participant))的第一次 recv 返回：\(list)。"
    }
    package func stopped(after runs: Int, of wanted: Int) -> String {
        "已停止：计划 \(grouped(wanted)) 次，完成了 \(grouped(runs)) 次。"
    }
    package func distributionNote(_ command: String) -> String {
        "没出现过，不等于不会出现：\(command) 会逐一试各种顺序。"
    }

    package var everyOrder: String { "所有顺序" }
    package var notEveryOrder: String { "不完整" }
    package func schedules(_ count: Int, of total: Int) -> String { "\(grouped(total)) 种调度中的 \(grouped(count)) 种" }
    package func outcomes(_ count: Int) -> String { "\(grouped(count)) 种结局" }
    package func outcomesLeftOut(_ count: Int) -> String { "另有 \(outcomes(count))，都不比上面的常见；--json 列出全部" }
    package func complete(runs: Int, cutShort: Int) -> String {
        let more = cutShort == 0 ? "" : "（另有 \(grouped(cutShort)) 种中途放弃：跟试过的效果一样。）"
        return "搜索完整：这 \(grouped(runs)) 种调度代表了全部。\(more)"
    }
    package func incompleteAfter(runs: Int) -> String {
        "搜索不完整：试了 \(grouped(runs)) 种调度后停止（--max-runs），可能还有别的结局。"
    }
    package func incompleteAfter(runs: Int, seconds: Double) -> String {
        "搜索不完整：\(plain(seconds)) 秒内试了 \(grouped(runs)) 种调度后停止（--max-time），可能还有别的结局。"
    }
    package func incompleteByMemory(runs: Int) -> String {
        "搜索不完整：试了 \(grouped(runs)) 种调度后内存不足，可能还有别的结局。"
    }
    package func incompleteByCancel(runs: Int) -> String {
        "搜索不完整：试了 \(grouped(runs)) 种调度后被中止，可能还有别的结局。"
    }
    package func sampled(_ count: Int, seed: UInt64) -> String { "剩下的随机抽了 \(grouped(count)) 种（--seed \(seed)）。" }
    package var onlySampled: String { "只有随机抽样碰到过" }
    package func incompleteByOmission(runs: Int) -> String {
        "实验室能安排的顺序都试过了（\(grouped(runs)) 种调度），可能还有别的结局。"
    }
    package var takenForGranted: String { "前提：" }
    package var leftOut: String { "可能发生、但没有试到的：" }
    package func assumption(_ assumption: Assumption) -> String {
        switch assumption {
        case .wholeMoves: "每次都收发了当时能收发的全部字节；--splits 还会试只收发一部分的情形。"
        case .shortCalls(let most): "每次运行最多有 \(most) 个调用只收发一部分：1 个字节、一半，或只差一个字节。"
        case .oneEarlyTimeOut: "每次运行最多有一个调用提前超时。"
        case .labSettings: "TCP 用的是实验室的设置：TCP_NODELAY，缓冲区 64 KiB。"
        case .noHiddenMemory: "同一参与方的线程之间，只共享套接字、屏幕和 host.shared。"
        }
    }
    package func omission(_ omission: Omission) -> String {
        switch omission {
        case .furtherTimeOuts: "同一次运行里，又有一个调用提前超时。"
        case .unknownCall(let participant, let call):
            "\(name(ofParticipant: participant))的 \(call.rawValue) 换个时机会有别的结果：它取决于什么，实验室不知道。"
        case .kernelTimer(let participant, let call):
            "\(name(ofParticipant: participant))的 \(call.rawValue) 更早或更晚才继续：这由内核的定时器决定。"
        }
    }
    package func shareNote(_ command: String) -> String {
        "比例数的是调度，不是概率：\(command) 让线程真实竞争。"
    }
    package func savedOutcomes(_ count: Int, in folder: String) -> String { "已保存 \(grouped(count)) 份记录：\(folder)" }

    package func exploring(runs: Int, outcomes: Int) -> String {
        "已试 \(grouped(runs)) 种调度，见到 \(self.outcomes(outcomes))"
    }
    package func repeating(_ run: Int, of runs: Int) -> String { "第 \(grouped(run)) 次，共 \(grouped(runs)) 次" }

    package func cannotExploreRealTime(_ call: String?) -> String {
        "这个场景跟真实时间有关" + (call.map { "（\($0)）" } ?? "") + "，没法逐一试遍各种顺序；可以用 repeat 多次运行"
    }
    package func cannotExploreOutsider(_ call: String) -> String {
        "有外面的程序参与（\(call)），它什么时候做什么，实验室安排不了；可以用 repeat 多次运行"
    }
    package func notRepeatable(_ place: String, _ one: String, _ other: String) -> String {
        "无法重现：收到的完全一样，\(place) 在一次运行里做 \(one)，在另一次里做 \(other)。它是不是读了时钟或随机数？"
    }
    package func answeredOtherwise(_ place: String, _ one: String, _ other: String) -> String {
        "这里没法试遍所有顺序：同样的选择下，\(place) 在一次运行里是 \(one)，在另一次里是 \(other)；这不是程序造成的。可以用 repeat 多次运行"
    }
    package var differedOnce: String {
        "这里没法试遍所有顺序：同样的选择下，两次运行有过一次不同，之后没有再出现。可以用 repeat 多次运行"
    }
    package var hadEnded: String { "没有下一步" }
    package func lockHeld(by thread: String) -> String {
        "\(thread) 在等一把锁，而持有这把锁的线程正停在一个调用里；实验室看得见调用，看不见锁。"
            + "请把线程共享的数据放进 host.shared，或者在调用之前先释放锁"
    }
    package func tooLargeToExplore(events: Int, small: String?) -> String {
        "太大，无法试遍：一次运行就有 \(grouped(events)) 个事件" + (small.map { "；有一个小号的场景：\($0)" } ?? "")
    }
    package func noSuchOutcome(_ number: Int, last: Int) -> String {
        last == 1 ? "没有结局 \(number)，只有结局 1" : "没有结局 \(number)，只有 1 到 \(last)"
    }
    package func unexpectedOutcomes(expected: Int, found: Int, isComplete: Bool) -> String {
        "应当有 \(outcomes(expected))，实际有 \(grouped(found)) 种" + (isComplete ? "" : "，而且搜索不完整")
    }
    package func expectsWholeNumber(atLeast least: Int) -> String {
        least == 1 ? "这里要一个正整数" : "这里要一个不小于 \(least) 的整数"
    }

    package func graphTitle(_ name: String) -> String { "\(name)：结局在哪里分开" }
    package func graphIsPartial(runs: Int) -> String { "不完整：只有前 \(grouped(runs)) 种调度" }
    package var orWord: String { "或" }
    package var graphHint: String { "从上往下看：每条线是一串调用，每个方框是一种结局" }
}
