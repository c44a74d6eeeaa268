import Messages
import Rendering
import Testing
import Transcripts

@Suite struct RenderTests {
    private static let titles: [Language: String] = [.english: "Sticky packets", .simplifiedChinese: "粘包"]

    @Test(arguments: Language.allCases, [80, 120])
    func wide_Sticky(language: Language, width: Int) throws {
        let options = RenderOptions(width: width, language: language, title: Self.titles[language]!)
        try expectSnapshot(render(Sample.sticky(), options: options), "sticky-\(language.rawValue)-\(width)")
    }

    @Test(arguments: Language.allCases)
    func plain_Sticky(language: Language) throws {
        let options = RenderOptions(language: language, layout: .plain, title: Self.titles[language]!)
        try expectSnapshot(render(Sample.sticky(), options: options), "sticky-\(language.rawValue)-plain")
    }
}
