extension SimplifiedChinese {
    package var helpKey: String { "zh-Hans" }

    package func unknownKnob(_ name: String, in place: String, nearest: String?) -> String {
        "\(place) 没有 \(name) 这个可调项" + (nearest.map { "；你是不是想输入 \($0)？" } ?? "")
    }

    package func badKnobValue(_ value: String, for name: String) -> String { "\(name) 不能是 \(value)" }
    package func noKnobs(in place: String) -> String { "\(place) 没有可调项" }
    package func settingWithoutValue(_ text: String) -> String { "--set 要写成“名字=值”，例如 --set recv=4，而不是 \(text)" }
    package func knobs(of place: String) -> String { "\(place) 的可调项：" }
    package func range(from lowest: String, to highest: String) -> String { "\(lowest) 到 \(highest)" }
    package func upToTexts(_ count: Int) -> String { "最多 \(count) 条，用逗号隔开" }
    package var anyText: String { "任意文字" }

    package func serving(lesson: Int, scenario: String, at address: String) -> String {
        "第 \(lesson) 课 \(scenario)：只运行服务端，地址 \(address)。"
    }

    package func connecting(lesson: Int, scenario: String, to address: String) -> String {
        "第 \(lesson) 课 \(scenario)：只运行客户端，连接 \(address)。"
    }

    package func opens(address: String) -> String {
        "别的机器也能访问 \(address)：网络上凡是能到达这台机器的人，都能和这个服务端说话，不加密，也不用密码。"
    }

    package var reachedByPath: String { "这是 Unix 套接字：只有这台机器上的程序能用这个路径访问它。" }

    package func keptToThisMachine(host: String) -> String {
        "尽管如此，只有这台机器自己能访问它：除非你加上 --host \(host)，实验室不会让别的机器进来。"
    }

    package func reachesOutside(_ address: String) -> String { "\(address) 不在这台机器上：你输入的内容会不加密地经过网络。" }
    package func keepsFiles(in folder: String) -> String {
        "它保存的文件留在 \(folder)；用 --into DIR 可以换一个文件夹。那里已有的文件不会被覆盖。"
    }

    package func savesNoFiles(_ place: String) -> String { "\(place) 的客户端不保存文件，用不上 --into" }

    package func setAlone(_ settings: String) -> String { "已设置：\(settings)，和大多数教程里的程序一致。用 --set 可以改。" }
    package var stopsWithControlC: String { "按 Ctrl-C 停止。" }
    package var typesInARun: String { "程序要读的内容由你输入。Ctrl-D 表示输入结束，Ctrl-C 停止运行。" }
    package var nothingToType: String { "这里不用输入：这几个程序不读输入；要改它们，用 --set。" }
    package var typesWhatItSays: String { "它发送的内容由你输入。Ctrl-D 表示输入结束，Ctrl-C 停止。" }
    package func servesAgain(at address: String) -> String { "服务端的程序结束了，已在 \(address) 重新启动。" }
    package func serverFailed(_ reason: String) -> String { "服务端的程序出错退出：\(reason)。" }
    package var serverEnded: String { "服务端的程序结束了，没有服务过任何人。" }
    package func clientFailed(_ reason: String) -> String { "客户端的程序出错退出：\(reason)。" }
    package func hasNoServer(_ place: String) -> String { "\(place) 没有可以单独运行的服务端" }
    package func hasNoClient(_ place: String) -> String { "\(place) 没有可以单独运行的客户端" }
    package func hasPortNoPath(_ place: String) -> String { "\(place) 用端口，不用路径：请把 --path 换成 --port" }

    package func hasPathNoPort(_ place: String, option: String) -> String {
        "\(place) 用的是 Unix 套接字，有路径，没有端口：请把 \(option) 换成 --path"
    }

    package func cannotBind(_ address: String, failure: String) -> String { "服务端拿不到 \(address)（\(failure)）" }

    package func portTaken(_ address: String) -> String {
        "\(address) 已被占用：有别的程序在监听。停掉它，或换一个端口：--port 8081（--port 0：任选一个空闲的）。"
    }

    package func portNotAllowed(_ address: String) -> String {
        "你没有权限使用 \(address)：小的端口号留给系统自己的服务。请选 1024 以上的：--port 8080。"
    }

    package func addressNotHere(_ address: String) -> String {
        "\(address) 不是这台机器的地址。127.0.0.1 总是；0.0.0.0 表示所有地址。"
    }

    package func otherFamily(_ host: String, lesson: Int, usual: String) -> String {
        "第 \(lesson) 课不能用 \(host)：IPv4 和 IPv6 的 socket 各用各的地址，例如 --host \(usual)"
    }

    package func pathIsNoSocket(_ path: String) -> String {
        "\(path) 是别的东西，不是套接字；实验室不会动它。请换一个路径：--path FILE。"
    }

    package func pathTaken(_ path: String, remove: String) -> String {
        "\(path) 已被占用：那里有一个套接字文件。停掉占用它的服务端；如果没有服务端在用，就运行 \(remove)；或换一个路径：--path FILE。"
    }

    package func noFolder(for path: String) -> String {
        "\(path) 所在的目录不存在。先建目录（mkdir），或换一个路径：--path FILE。"
    }

    package func folderTakesNone(_ path: String, failure: String) -> String {
        "建不了 \(path)（\(failure)）：bind 要建一个文件，而你不能往那个目录里写。请选自己的目录里的路径：--path FILE。"
    }

    package func nobodyListens(_ address: String, serve: String) -> String { "\(address) 没有人在监听。请在另一个终端里运行：\(serve)" }

    package func otherKindListens(_ address: String, serve: String) -> String {
        "\(address) 上的套接字是另一种：流和数据报碰不到一起。请停掉那个服务端，在那个终端里运行：\(serve)"
    }

    package var served: String { "已停止。" }
    package var expectsAddress: String { "应为数字形式的地址，例如 127.0.0.1 或 ::1" }
    package func expectsPath(upTo bytes: Int) -> String { "Unix 套接字的路径从第一个 / 数起，是 1 到 \(bytes) 字节" }

    package var padding: String { "填充" }
    package func badStructCharacter(_ letter: String, known: [String]) -> String {
        "：不认识 '\(letter)'；认识的有 \(known.joined(separator: " "))"
    }
    package func bytesInAll(_ count: Int) -> String { "\(grouped(count)) 字节" }
    package func charactersAndBytes(_ characters: Int, _ bytes: Int) -> String { "\(characters) 个字符，\(bytes) 字节" }

    package func badHex(_ text: String) -> String {
        "\(text) 不是十六进制：每个字节两位 0-9 a-f，例如 0000000c 或 \"00 00 00 0c\""
    }

    package func unknownEncoding(_ name: String, known: [String]) -> String {
        "没有 \(name) 这种编码；有的是：\(known.joined(separator: "、"))"
    }

    package func cannotEncode(_ character: String, in encoding: String, at offset: Int) -> String {
        "\(encoding) 里没有 \(character) 这个字（第 \(offset) 个字符，从 0 数起）"
    }

    package func cannotDecode(byte: String, in encoding: String, at offset: Int) -> String {
        "偏移 \(offset) 处的字节 \(byte) 不是 \(encoding) 字符的开头"
    }

    package func cutOff(in encoding: String, at offset: Int) -> String { "字节在偏移 \(offset) 处的 \(encoding) 字符中间断了" }
    package func noConverter(_ encoding: String) -> String { "这个系统的 C 库不认识 \(encoding)" }
    package func notAValue(_ text: String, for code: String) -> String { "\(text) 不能作为 \(code) 的值" }
}
