import Glibc
import Shell

/// The environment as the C library has it; Foundation would take longer to load than a run takes.
func environmentOfProcess() -> [String: String] {
    var result: [String: String] = [:]
    var next = environ
    while let entry = next.pointee {
        let text = String(cString: entry)
        if let equals = text.firstIndex(of: "=") {
            result[String(text[..<equals])] = String(text[text.index(after: equals)...])
        }
        next += 1
    }
    return result
}

exit(Shell.main(Array(CommandLine.arguments.dropFirst()), environment: environmentOfProcess()))
