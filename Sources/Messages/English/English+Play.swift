extension English {
    package var helpKey: String { "en" }

    package func unknownKnob(_ name: String, in place: String, nearest: String?) -> String {
        "\(place) has no knob \(name)" + (nearest.map { "; did you mean \($0)?" } ?? "")
    }

    package func badKnobValue(_ value: String, for name: String) -> String { "\(name) cannot be \(value)" }
    package func noKnobs(in place: String) -> String { "\(place) has no knobs: there is nothing to set" }

    package func settingWithoutValue(_ text: String) -> String {
        "--set takes a name and a value, as in --set recv=4, not \(text)"
    }

    package func knobs(of place: String) -> String { "What can be set in \(place):" }
    package func range(from lowest: String, to highest: String) -> String { "\(lowest) to \(highest)" }
    package func upToTexts(_ count: Int) -> String { "up to \(count), with commas between" }
    package var anyText: String { "any text" }

    package func serving(lesson: Int, scenario: String, at address: String) -> String {
        "Lesson \(lesson), \(scenario): the server alone, on \(address)."
    }

    package func connecting(lesson: Int, scenario: String, to address: String) -> String {
        "Lesson \(lesson), \(scenario): the client alone, to \(address)."
    }

    package func opens(address: String) -> String {
        "\(address) can be reached by other machines: everybody who reaches this one on the network may talk to the server, unencrypted and without a password."
    }

    package var reachedByPath: String { "A Unix socket: only programs on this machine reach it, by that path." }

    package func keptToThisMachine(host: String) -> String {
        "Only this machine reaches it all the same: the lab keeps it so, unless you say --host \(host)."
    }

    package func reachesOutside(_ address: String) -> String {
        "\(address) is not on this machine: what you type goes over the network unencrypted."
    }

    package func keepsFiles(in folder: String) -> String {
        "What it saves stays in \(folder); --into DIR chooses another folder. No file there is overwritten."
    }

    package func savesNoFiles(_ place: String) -> String { "the client of \(place) saves no files: --into is not for it" }

    package func setAlone(_ settings: String) -> String {
        "Set: \(settings), as the programs of most tutorials have it. --set changes it."
    }

    package var stopsWithControlC: String { "Ctrl-C stops." }
    package var typesInARun: String { "You type what the programs read. Ctrl-D ends the input, Ctrl-C the run." }
    package var nothingToType: String { "Nothing is typed here: these programs read no input; --set changes them." }
    package var typesWhatItSays: String { "You type what it sends. Ctrl-D is the end of the input, Ctrl-C stops." }
    package func servesAgain(at address: String) -> String { "The server has ended, and was started again on \(address)." }
    package func serverFailed(_ reason: String) -> String { "The server's program gave up: \(reason)." }
    package var serverEnded: String { "The server's program has ended, and had served nobody." }
    package func clientFailed(_ reason: String) -> String { "The client's program gave up: \(reason)." }
    package func hasNoServer(_ place: String) -> String { "\(place) has no server that could run alone" }
    package func hasNoClient(_ place: String) -> String { "\(place) has no client that could run alone" }
    package func hasPortNoPath(_ place: String) -> String { "\(place) is reached by a port, not by a path: --port takes the place of --path" }

    package func hasPathNoPort(_ place: String, option: String) -> String {
        "\(place) uses Unix sockets, which have a path and no port: --path takes the place of \(option)"
    }

    package func cannotBind(_ address: String, failure: String) -> String { "the server could not have \(address) (\(failure))" }

    package func portTaken(_ address: String) -> String {
        "\(address) is taken: another program listens there. Stop it, or choose another port: --port 8081 (--port 0: any free one)."
    }

    package func portNotAllowed(_ address: String) -> String {
        "\(address) is not allowed to you: low port numbers are for the system's own services. Choose one from 1024 on: --port 8080."
    }

    package func addressNotHere(_ address: String) -> String {
        "\(address) is no address of this machine. 127.0.0.1 always is; 0.0.0.0 means all of them."
    }

    package func otherFamily(_ host: String, lesson: Int, usual: String) -> String {
        "lesson \(lesson) cannot be at \(host): IPv4 and IPv6 sockets take addresses of their own kind only, such as --host \(usual)"
    }

    package func pathIsNoSocket(_ path: String) -> String {
        "\(path) is something else than a socket, and the lab leaves it as it is. Choose another path: --path FILE."
    }

    package func pathTaken(_ path: String, remove: String) -> String {
        "\(path) is taken: a socket file is there. End the server that has it, or, if none runs, \(remove), or choose another path: --path FILE."
    }

    package func noFolder(for path: String) -> String {
        "\(path) lies in a folder that does not exist. Make the folder (mkdir), or choose another path: --path FILE."
    }

    package func folderTakesNone(_ path: String, failure: String) -> String {
        "\(path) cannot be made (\(failure)): bind makes a file, and the folder takes none from you. Choose a path in one of your own: --path FILE."
    }

    package func nobodyListens(_ address: String, serve: String) -> String {
        "nobody listens at \(address). In another terminal: \(serve)"
    }

    package func otherKindListens(_ address: String, serve: String) -> String {
        "the socket at \(address) is of another kind: stream and datagram sockets do not meet. End its server, then in that terminal: \(serve)"
    }

    package var served: String { "Stopped." }
    package var expectsAddress: String { "an address in numbers is expected, such as 127.0.0.1 or ::1" }
    package func expectsPath(upTo bytes: Int) -> String { "the path of a Unix socket has 1 to \(bytes) bytes, counted from the first /" }

    package var padding: String { "padding" }
    package func badStructCharacter(_ letter: String, known: [String]) -> String {
        ": '\(letter)'. The letters are \(known.joined(separator: " "))"
    }
    package func bytesInAll(_ count: Int) -> String { count == 1 ? "1 byte" : "\(grouped(count)) bytes" }

    package func charactersAndBytes(_ characters: Int, _ bytes: Int) -> String {
        (characters == 1 ? "1 character, " : "\(characters) characters, ") + bytesInAll(bytes)
    }

    package func badHex(_ text: String) -> String {
        "\(text) is not hexadecimal: two digits 0-9 a-f for each byte, as in 0000000c or \"00 00 00 0c\""
    }

    package func unknownEncoding(_ name: String, known: [String]) -> String {
        "there is no encoding \(name) here; there are \(known.joined(separator: ", "))"
    }

    package func cannotEncode(_ character: String, in encoding: String, at offset: Int) -> String {
        "\(encoding) has no bytes for \(character) (character \(offset), counted from 0)"
    }

    package func cannotDecode(byte: String, in encoding: String, at offset: Int) -> String {
        "no character of \(encoding) begins with byte \(byte) at offset \(offset)"
    }

    package func cutOff(in encoding: String, at offset: Int) -> String {
        "the bytes end in the middle of the \(encoding) character at offset \(offset)"
    }

    package func noConverter(_ encoding: String) -> String { "this system's C library does not know \(encoding)" }
    package func notAValue(_ text: String, for code: String) -> String { "\(text) is no value for \(code)" }
}
