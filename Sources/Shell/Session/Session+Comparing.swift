import Rendering
import Transcripts

extension Session {
    func comparison(of first: Shown, and second: Shown) -> String {
        let comparison = Comparison(first.transcript, second.transcript)
        return "\(comparison.hasSameSteps)\n"
    }
}
