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

/// A closed input, output or error stream is opened as one that has nothing and takes nothing; its number would go to
/// the lab's first own file. open(2) gives the lowest free number.
func openWhatIsClosed() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
        _ = open("/dev/null", O_RDONLY)
    }
}

openWhatIsClosed()
exit(Shell.main(Array(CommandLine.arguments.dropFirst()), environment: environmentOfProcess()))
