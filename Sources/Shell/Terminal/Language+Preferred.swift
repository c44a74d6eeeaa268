import Messages

extension Language {
    /// As a user may write it: `zh-Hans`, `zh_CN.UTF-8`, `中文`, `english`.
    package init?(named name: String) {
        let word = name.lowercased().prefix { $0 != "." && $0 != "@" }.replacing("_", with: "-")
        switch word {
        case "en", "english", "英文", "英语": self = .english
        case "zh", "cn", "chinese", "中文", "简体中文", "简体", "汉语": self = .simplifiedChinese
        default:
            if word.hasPrefix("en-") { self = .english } else if word.hasPrefix("zh-") { self = .simplifiedChinese } else { return nil }
        }
    }

    /// What the user chose earlier, else what the locale says, else English.
    package static func preferred(saved: String?, environment: [String: String]) -> Language {
        if let saved, let language = Language(rawValue: saved) { return language }
        for key in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            if let value = environment[key], !value.isEmpty { return Language(named: value) ?? .english }
        }
        return .english
    }
}
