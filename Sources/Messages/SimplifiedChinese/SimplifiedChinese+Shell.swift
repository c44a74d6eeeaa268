extension SimplifiedChinese {
    package func firstScreen(version: String) -> String {
        """
        socketlab \(version)   真实的 socket，两端同屏                     (English: lang en)

          lesson 1    从这里开始：一个服务端，一个客户端，一问一答
          lesson 7    最有名的一课：3 次 send 为什么 1 次 recv 全收到（粘包）
          lessons     课程列表         help     命令说明
          Tab 补全 · Ctrl-C 停止运行 · Ctrl-D 退出

        """
    }

    package func laterScreen(version: String, lesson: Int, page: Int, of pages: Int) -> String {
        "socketlab \(version)   上次学到：第 \(lesson) 课，第 \(page) 页（共 \(pages) 页）。  继续：next   帮助：help"
    }

    package func laterScreen(version: String, finishedLesson: Int) -> String {
        "socketlab \(version)   上次学完了第 \(finishedLesson) 课。  继续：next   帮助：help"
    }

    package func laterScreen(version: String) -> String {
        "socketlab \(version)   从 lesson 1 开始，或看最有名的一课：lesson 7   帮助：help"
    }

    package var help: String {
        """
        学习      lessons              课程列表
                  lesson 7             课文、提问和运行，一页一页来
                  lesson 7 sticky      只运行这一个场景（没有课文和提问）
                  code 7 [python]      这一课的程序
        查看      show 11              上次运行的 11 号事件，完整内容
                  again                把上次运行再来一遍
                  replay 7             逐步重放录像：Enter、b、q
                  compare A B          两份录像从哪里开始不同
        统计      repeat 7             运行 200 次，线程真实竞争：各种结局各有几次
                  explore 7            试遍所有顺序：到底可能有哪些结局
        动手      serve 2              只开服务端；nc、telnet、Python 都能连
                  connect 2            只开客户端，由你输入
                  lesson 7 --set recv=4    改一改
        字节      pack !i 12           还有 unpack、calcsize、encode、decode
        设置      lang en              语言          --plain  不画泳道
        离开      quit，Ctrl-D

        课程可以用编号、名字或名字的开头来指定：lesson stic
        """
    }

    package func describe(command: String) -> String {
        switch command {
        case "lessons": "列出所有课程，以及你学到了哪里。"
        case "lesson": "打开一课：课文、提问和运行，一页一页来。加上场景名，就只运行那个场景。"
        case "code": "显示一课的程序，Swift 版或 Python 版。"
        case "show": "显示上次运行中的一个事件，内容完整。"
        case "again": "把上次运行再做一遍，或把上次的录像再放一遍。"
        case "next": "从上次停下的地方接着学。"
        case "transcripts": "列出随实验室附带的录像。"
        case "replay": "逐步重放一份录像。加 --speed 则按原来的时间播放。"
        case "compare": "显示两份录像从哪里开始不同：compare 7 sticky 7 udp。每份可以是课程（加不加场景都行）、transcripts 列出的名字、文件，或 last（上次运行）。"
        case "repeat": "让线程真实竞争，把一个场景运行很多次（默认 200 次），统计各种结局。"
        case "explore": "按调用可能有的每一种顺序运行一个场景，列出所有结局，以及通向它的调度。"
        case "serve": "只运行一课的服务端，等别的终端或机器上的客户端来连，直到 Ctrl-C。"
        case "connect": "只运行一课的客户端，连接另一个终端里的服务端；发送什么由你输入。"
        case "pack": "按 Python struct 的格式把值变成字节：pack !i 12，pack <hq -1 5"
        case "unpack": "按 Python struct 的格式解读字节：unpack !i 0000000c"
        case "calcsize": "Python struct 的一个格式占多少字节，含填充。"
        case "encode": "显示一段文字在某种编码里的字节：encode 你好 gbk"
        case "decode": "按某种编码把字节读成文字：decode c4e3bac3 gbk"
        case "lint": "检查课程文件里的毛病，指出文件和行号。"
        case "lang": "设置语言并记住：en 或 zh-Hans。"
        case "help": "显示所有命令，或某一个命令的详细说明。"
        case "quit": "离开实验室。"
        default: ""
        }
    }

    package func describe(option: String) -> String {
        switch option {
        case "--plain": "每行一个事件，用文字描述，不画泳道"
        case "--layout": "automatic、wide、compact、rails 或 plain"
        case "--all": "准备阶段的调用和雷同的调用也逐个显示"
        case "--raw": "显示内核里真正的描述符"
        case "--step": "每次调用之前停下，等你按 Enter"
        case "--interactive": "程序用 input 读取的内容由你来输入"
        case "--no-pause": "每页之后不停"
        case "--schedule": "lockstep、free，或用字母指定下一步轮到哪个线程（abba）"
        case "--save": "边运行边把录像写入这个文件；explore：每种结局存一份到这个文件夹"
        case "--host": "地址；默认的 127.0.0.1 只有这台机器自己能访问"
        case "--into": "客户端把文件保存到这个文件夹；默认是当前文件夹下的 downloads"
        case "--path": "Unix 套接字的路径（第 14 课，它没有端口）；默认 /tmp/socketlab-14.sock"
        case "--set": "改动场景里的一项，例如 --set recv=4；名字写错时列出所有可调项"
        case "--port": "服务端的端口；0 由内核挑选：lesson 默认如此，serve 和 connect 默认 8080"
        case "--show": "显示这个结局的完整过程"
        case "--expect": "结局不正好是这么多种，或搜索不完整，就以状态 1 退出"
        case "--json": "以 JSON 输出结果；repeat 和 explore 的结局格式相同，竞争时见到的结局可以拿来核对"
        case "--splits": "还试 recv 和 send 传得比能传的少的情形"
        case "--no-reduction": "不会造成差别的顺序也都试"
        case "--max-runs": "试过这么多种调度就停，剩下的随机抽样；默认 100,000"
        case "--max-time": "过了这么多秒就停，剩下的随机抽样；默认 60"
        case "--seed": "随机抽样的种子"
        case "--graph": "把状态和结局的图写入这个 SVG 文件"
        case "--speed": "按录像原来的时间播放，快这么多倍"
        case "--idle-limit": "播放时，停顿最多这么多秒"
        case "--lang": "en 或 zh-Hans，只对这一条命令有效"
        case "--lessons": "存放课程的文件夹"
        default: ""
        }
    }

    package var usageTitle: String { "用法：" }
    package var optionsTitle: String { "选项：" }
    package var noSuchHelp: String { "help 列出所有命令" }
    package var stopped: String { "已停止。" }

    package func unknownCommand(_ word: String, nearest: String?) -> String {
        "没有 \(word) 这个命令" + orHint(nearest, "help 列出所有命令")
    }

    package func unknownLesson(_ word: String, nearest: String?) -> String {
        "没有 \(word) 这一课" + orHint(nearest, "lessons 列出所有课程")
    }

    package func noLesson(numbered word: String, first: Int, last: Int) -> String {
        "没有第 \(word) 课：编号从 \(first) 到 \(last)；lessons 列出所有课程"
    }

    package func ambiguousLesson(_ word: String, among names: [String]) -> String {
        "\(word) 可能是 \(names.joined(separator: " 或 "))，请多输入几个字母"
    }

    package func unknownScenario(_ word: String, lesson: Int, nearest: String?, known: [String]) -> String {
        "第 \(lesson) 课没有 \(word) 这个场景" + orHint(nearest, "有的是：\(known.joined(separator: "、"))")
    }

    package func needsScenario(_ option: String, lesson: Int, known: [String]) -> String {
        "\(option) 只用于一次运行：请在 lesson \(lesson) 后面写上场景名，有的是：\(known.joined(separator: "、"))"
    }

    package func unknownOption(_ word: String, command: String, nearest: String?) -> String {
        "\(command) 没有 \(word) 这个选项" + orHint(nearest, "help \(command) 列出它的选项")
    }

    package func unknownLanguage(_ word: String) -> String {
        "实验室不会说 \(word)；会说的是 en（English）和 zh-Hans（简体中文）"
    }

    package func missingArgument(_ usage: String) -> String { "命令不完整：\(usage)" }
    package func missingValue(_ option: String) -> String { "\(option) 后面要有一个值" }
    package func needlessValue(_ option: String) -> String { "\(option) 后面不带值" }
    package func needlessArgument(_ word: String, usage: String) -> String { "多了一个词 \(word)：\(usage)" }

    package func badValue(_ value: String, for name: String, expected: String) -> String {
        "\(name) 不能是 \(value)：\(expected)"
    }

    package func impossibleChoice(_ letter: String, position: Int, possible: [String]) -> String {
        "--schedule：第 \(position) 个选择是 \(letter)，可是那时轮不到这个线程；可选的是：\(possible.joined(separator: " "))"
    }

    package func portNotFree(_ port: UInt16, failure: String) -> String {
        "服务端没能用上端口 \(port)（\(failure)）。去掉 --port，系统会挑一个空闲的。"
    }

    package var emptyName: String { "“”" }
    package func unclosedQuote(_ quote: String) -> String { "引号 \(quote) 没有配对" }
    package func cannotUnderstand(_ message: String) -> String { "看不懂这条命令：\(message)" }
    package var expectsPort: String { "端口是 0（由内核挑选）到 65535 之间的数" }
    package var expectsPositiveNumber: String { "这里要一个大于 0 的数" }
    package var expectsSchedule: String { "这里要 lockstep、free，或 abba 这样的小写字母" }
    package var expectsEvent: String { "这里要一个事件的编号：1、2、3……" }

    package func lessonsNotFound(tried: [String]) -> String {
        "找不到课程。找过这些地方：\(tried.joined(separator: "、"))。请指明位置：--lessons DIR，或 SOCKETLAB_LESSONS=DIR"
    }

    package func aboutMinutes(_ minutes: Int) -> String { "约 \(minutes) 分钟" }
    package func minutes(_ minutes: Int) -> String { "\(minutes) 分钟" }
    package func pageReached(_ page: Int, of pages: Int) -> String { "第 \(page)/\(pages) 页" }
    package var lessonsHint: String { "lesson 1 打开一课 · next 从上次停下的地方接着学" }
    package func pageMark(_ page: Int, of pages: Int) -> String { "\(page)/\(pages)" }
    package func noPrograms(lesson: Int) -> String { "第 \(lesson) 课没有程序" }
    package func noSuchCode(_ language: String, lesson: Int) -> String { "第 \(lesson) 课没有 \(language) 版的程序" }

    package func lessonFinished(_ number: Int, next: Int?) -> String {
        "第 \(number) 课学完了。" + (next.map { "下一课：lesson \($0)" } ?? "这是最后一课。")
    }

    package var noNextLesson: String { "最后一课也学完了；lessons 列出所有课程" }
    package var keyNext: String { "Enter 下一页" }
    package var keyDone: String { "Enter 结束" }
    package var keyBack: String { "b 后退" }
    package var keyAgain: String { "r 再运行一次" }
    package var keyStep: String { "s 单步运行" }
    package var keyCode: String { "c 完整代码" }
    package var keyLeave: String { "q 离开" }
    package var keyRest: String { "a 全部运行完" }
    package var keyMake: String { "Enter 执行这个调用" }

    package var noFrontMatter: String { "课文的第一行应当是 ---，接着是 title、minutes 和 summary，再是一行 ---" }
    package var frontMatterNotClosed: String { "文件头没有结束：缺少第二行 ---" }
    package func brokenYAML(_ reason: String) -> String { "文件头不是合法的 YAML：\(reason)" }
    package func frontMatterField(missing name: String) -> String { "文件头里缺少 \(name)" }

    package func frontMatterField(bad name: String) -> String {
        name == "minutes" ? "minutes 应当是 1 到 999 之间的数" : "\(name) 应当是文字"
    }

    package func textNamesUnknown(scenario name: String, nearest: String?) -> String {
        "run \(name)：这一课没有这个场景" + didYouMean(nearest)
    }

    package func textNamesUnknown(question id: String, nearest: String?) -> String {
        "ask \(id)：这一课没有这个问题" + didYouMean(nearest)
    }

    package func textNamesUnknown(program name: String, nearest: String?) -> String {
        "code \(name)：这一课没有这个程序" + didYouMean(nearest)
    }

    package func blockWithoutName(_ kind: String) -> String { "\(kind) 块的后面要有名字" }
    package func askWithoutAnswer(_ id: String) -> String { "ask \(id)：缺少一行 --- 和运行之后的那句话" }
    package func askWithoutRun(_ id: String) -> String { "ask \(id)：同一页上，它的后面没有 run 块" }

    package var questionKeys: String { "（Enter 跳过 · q 离开）" }
    package func verdict(passed reply: String) -> String { "你答的是“\(reply)”，对了。" }
    package func verdict(failed reply: String) -> String { "你答的是“\(reply)”。" }
    package var verdictNotChecked: String { "没法判断：程序没有运行到那一步。" }

    package var noRunYet: String { "还没有运行过任何场景；试试 lesson 7 sticky" }

    package func noSuchEvent(_ number: Int, last: Int) -> String {
        last == 0 ? "上次运行没有任何事件" : "没有 \(number) 号事件；上次运行的事件是 1 到 \(last)"
    }

    package func nextCall(participant: String) -> String { "下一步：\(participant)" }
    package func saved(_ path: String) -> String { "已保存：\(path)" }
    package func cannotWrite(_ path: String, reason: String) -> String { "无法写入 \(path)：\(reason)" }
    package func cannotWriteOutput(reason: String) -> String { "无法写出结果：\(reason)" }
    package var notRegularFile: String { "它是设备或管道，不是文件" }
    package func fileTooLarge(megabytes: Int) -> String { "它超过了 \(megabytes) MiB" }
    package func cannotRead(_ path: String, reason: String) -> String { "无法读取 \(path)：\(reason)" }

    package func noTranscript(_ name: String, nearest: [String]) -> String {
        "没有 \(name) 这份录像" + (nearest.isEmpty ? "。" : "；是不是想输入 \(nearest.joined(separator: " 或 "))？")
            + "录像可以是 transcripts 列出的名字、课程加场景（7 udp）、文件，或 last"
    }

    package func ambiguousTranscripts(_ text: String, among pairs: [[String]]) -> String {
        "\(text) 可能是 \(pairs.map { $0.joined(separator: " 和 ") }.joined(separator: "，也可能是 "))；请给每一份都写上编号：7 sticky 7 udp"
    }

    package func sameTranscript(_ name: String) -> String {
        "两边是同一份录像 \(name)；compare 要两份：compare 7 sticky 7 udp"
    }

    package var transcriptsHint: String { "replay 7 sticky 逐步重放 · compare 7 sticky 7 udp 看两份从哪里开始不同" }
    package var noTranscripts: String { "没有附带的录像；用 lesson 7 sticky --save FILE 可以自己录一份" }
    package func stepOf(_ step: Int, _ last: Int) -> String { "\(step)/\(last)" }
    package func runFailed(_ reason: String) -> String { "无法运行：\(reason)" }
    package var languageSet: String { "现在说中文了。" }

    package func cannotRemember(_ path: String, reason: String) -> String {
        "下次启动时不会记得这一点：\(path)：\(reason)"
    }

    package func warning(_ text: String) -> String { "注意：\(text)" }
    package var endOfRecording: String { "完" }

    private func orHint(_ nearest: String?, _ hint: String) -> String {
        nearest == nil ? "；\(hint)" : didYouMean(nearest)
    }

    private func didYouMean(_ nearest: String?) -> String { nearest.map { "；是不是想输入 \($0)？" } ?? "" }
}
