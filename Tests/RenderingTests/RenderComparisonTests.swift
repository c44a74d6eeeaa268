import Messages
import Rendering
import Testing
import Transcripts

@Suite struct RenderComparisonTests {
    @Test(arguments: Language.allCases, [80, 120])
    func renderComparison_ShowsWhereRunsPart(language: Language, width: Int) throws {
        let options = RenderOptions(width: width, language: language)
        let text = renderComparison(Sample.sticky(), Sample.early(), names: ("sticky", "early"), options: options)
        try expectSnapshot(text, "comparison-\(language.rawValue)-\(width)")
    }

    @Test func renderComparison_SaysThatNothingDiffers() {
        let text = renderComparison(Sample.sticky(), Sample.sticky(), names: ("a", "b"), options: RenderOptions())
        #expect(text.contains("The two runs are the same, call by call."))
    }
}
