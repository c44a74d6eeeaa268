import CLinux
import Transcripts

/// Why a run could not be made, or had to be given up.
package enum RunError: Error, Sendable, Equatable {
    /// A list of choices names a thread that could not go at that moment.
    case choiceImpossible(position: Int, letter: String, possible: [String])
    /// The list holds something that is not a letter.
    case notAChoice(Character)
    /// A system call of the lab itself failed.
    case system(call: String, errno: Int32)
}

extension RunError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .choiceImpossible(let position, let letter, let possible):
            "choice \(position) names \(letter), which cannot go there; possible: \(possible.joined(separator: " "))"
        case .notAChoice(let character):
            "\"\(character)\" is not a choice: a schedule is lockstep, free, or a list of letters such as abba"
        case .system(let call, let errno):
            "\(call): \(clinux_errno_name(errno).map { String(cString: $0) } ?? "errno \(errno)")"
        }
    }
}
