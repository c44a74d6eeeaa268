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

    private static let samples: [(name: String, transcript: Transcript)] = [
        ("callers", Sample.callers()), ("chat", Sample.chat()), ("threads", Sample.threads()), ("crowd", Sample.crowd()),
        ("failures", Sample.failures()), ("leftover", Sample.leftover()), ("binary", Sample.binary()),
        ("cold-war", Sample.coldWar()), ("waiting", Sample.waiting()), ("hostile", Sample.hostile()),
    ]

    @Test(arguments: samples.indices, Language.allCases)
    func everySample_At80(sample: Int, language: Language) throws {
        let (name, transcript) = Self.samples[sample]
        try expectSnapshot(render(transcript, options: RenderOptions(language: language)), "\(name)-\(language.rawValue)-80")
    }

    @Test(arguments: samples.indices)
    func everySample_At120(sample: Int) throws {
        let (name, transcript) = Self.samples[sample]
        try expectSnapshot(render(transcript, options: RenderOptions(width: 120)), "\(name)-en-120")
    }

    @Test(arguments: samples.indices)
    func everySample_InAscii(sample: Int) throws {
        let (name, transcript) = Self.samples[sample]
        let options = RenderOptions(glyphs: .ascii, unfolded: true)
        try expectSnapshot(render(transcript, options: options), "\(name)-en-ascii")
    }

    @Test(arguments: samples.indices)
    func everySample_Plain(sample: Int) throws {
        let (name, transcript) = Self.samples[sample]
        try expectSnapshot(render(transcript, options: RenderOptions(layout: .plain)), "\(name)-en-plain")
    }
}
