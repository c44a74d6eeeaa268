import Transcripts

extension SimplifiedChinese {
    package func text(for error: TranscriptFileError) -> String {
        let place = error.line.map { "\(error.file):\($0)" } ?? error.file
        return "\(place)：\(reason(error.reason))"
    }

    package func text(for warning: TranscriptFileWarning, file: String) -> String {
        switch warning {
        case .tornLine(let line): "\(file):\(line)：最后一行不完整，已略去；写这一行时运行中断了。"
        }
    }

    private func reason(_ reason: TranscriptFileError.Reason) -> String {
        switch reason {
        case .unreadable: "无法读取这个文件。请检查文件名和权限。"
        case .empty: "文件是空的。"
        case .notATranscript: "这不是记录文件：第一行应当以 {\"socketlab\": 开头。"
        case .newerVersion(let found, let known): "这个记录的格式版本是 \(found)，本程序只认识 \(known)。请使用更新的 socketlab。"
        case .brokenLine(let column): "这一行从第 \(column) 列起有误，不是 JSON。"
        case .unknownLine: "这一行既不是事件，也不是线程的结束。"
        case .missing(let field): "缺少字段“\(field)”。"
        case .wrong(let field): "字段“\(field)”的类型不对，或者超出范围。"
        case .unknownValue(let field, let value): "字段“\(field)”的值“\(value)”，本程序不认识。"
        case .numberJumps(let found, let expected): "这里应当是事件 \(expected)，却是事件 \(found)。"
        case .numberRepeats(let number): "事件 \(number) 已经出现过。"
        case .callChanges(let number): "事件 \(number) 开始时是另一个调用。"
        }
    }
}
