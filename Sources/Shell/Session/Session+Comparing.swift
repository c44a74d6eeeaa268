import Rendering
import Transcripts

extension Session {
    /// `names`: which two they are.
    func comparison(of first: Shown, and second: Shown, names: (String, String)) -> String {
        let short = (lastPart(of: names.0), lastPart(of: names.1))
        let distinct = short.0 == short.1 ? names : short
        return renderComparison(
            first.transcript, second.transcript, names: (escaped(distinct.0), escaped(distinct.1)),
            options: renderOptions(for: first))
    }
}
