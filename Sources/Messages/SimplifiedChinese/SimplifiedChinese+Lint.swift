extension SimplifiedChinese {
    package func lintMissing(_ file: String) -> String { "缺少 \(file)" }

    package func lintBlock(_ block: String, differsFrom other: String, in file: String) -> String {
        "这里是 \(block)，\(file) 里是 \(other)"
    }

    package func lintScenario(withoutRun name: String) -> String { "场景 \(name) 没有 run 块" }
    package func lintQuestion(notAsked id: String) -> String { "问题 \(id) 没有 ask 块" }
    package func lintLine(columns: Int, most: Int) -> String { "这一行有 \(columns) 列，最多 \(most) 列" }
    package func lintPage(_ number: Int, rows: Int, most: Int) -> String { "第 \(number) 页有 \(rows) 行，最多 \(most) 行" }
    package func lintDeadLink(_ target: String) -> String { "链接指向的文件不存在：\(target)" }

    package func lintCall(_ call: String, introducedIn lesson: Int) -> String {
        "用到了 \(call)，但它要到第 \(lesson) 课才介绍，这一课的课文也没有提到它"
    }

    package func lintIdea(_ idea: String, introducedIn lesson: Int) -> String {
        "\(idea) 要到第 \(lesson) 课才介绍：请在这里说明它是什么（写成 *\(idea)*），或者在这一行或上下一行注明“第 \(lesson) 课”"
    }

    package func lintHidden(_ word: String) -> String {
        "\(word)：线程这样共享的数据，实验室看不见；\(keepInACell)"
    }
    package func lintCaptured(variable name: String) -> String {
        "\(name)：线程里用了外层函数的变量，实验室看不见；\(keepInACell)"
    }
    package func lintCaptured(object name: String, of type: String) -> String {
        "\(name)：线程里用了外面的对象，它的类 \(type) 有变量，实验室看不见；\(keepInACell)"
    }
    private var keepInACell: String { "请放进 host.shared(…)，它的读写会被记录下来，各种先后顺序都会试到" }

    package func lintClean(lessons: Int) -> String { "\(lessons) 课都没有问题。" }
    package func lintFound(_ count: Int) -> String { "\(count) 个问题" }
    package var lintNothing: String { "空" }
}
