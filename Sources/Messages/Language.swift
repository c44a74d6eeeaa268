/// A language that the lab speaks.
package enum Language: String, Sendable, CaseIterable {
    case english = "en"
    case simplifiedChinese = "zh-Hans"

    package var words: any Words {
        switch self {
        case .english: English()
        case .simplifiedChinese: SimplifiedChinese()
        }
    }
}

/// Every sentence of the program itself, one table a language. A requirement that a language does not meet
/// does not compile. Each part of the program asks for its words in a protocol of its own.
package protocol Words: ScreenWords, FindingWords, ErrnoWords, TranscriptFileWords, ShellWords, OutcomeWords, PlayWords, LintWords {}

package struct English: Words {
    package init() {}
}

package struct SimplifiedChinese: Words {
    package init() {}
}
