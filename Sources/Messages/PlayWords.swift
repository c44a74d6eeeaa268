/// What the commands say that let a student change a scenario, play one side and play with bytes.
package protocol PlayWords {
    /// The key of this language in a knob's help: `en`, `zh-Hans`.
    var helpKey: String { get }

    // `--set name=value`. `place` is `lesson 7 sticky`.
    func unknownKnob(_ name: String, in place: String, nearest: String?) -> String
    func badKnobValue(_ value: String, for name: String) -> String
    func noKnobs(in place: String) -> String
    func settingWithoutValue(_ text: String) -> String
    func knobs(of place: String) -> String
    func range(from lowest: String, to highest: String) -> String
    func upToTexts(_ count: Int) -> String
    var anyText: String { get }

    // `serve` and `connect`.
    func serving(lesson: Int, scenario: String, at address: String) -> String
    func connecting(lesson: Int, scenario: String, to address: String) -> String
    func opens(address: String) -> String
    var reachedByPath: String { get }
    /// The server has bound 0.0.0.0 or ::, and the lab keeps it to this machine. `host`: what `--host` takes to open it.
    func keptToThisMachine(host: String) -> String
    func reachesOutside(_ address: String) -> String
    /// Where the files stay that a client alone saves.
    func keepsFiles(in folder: String) -> String
    func savesNoFiles(_ place: String) -> String
    func setAlone(_ settings: String) -> String
    var stopsWithControlC: String { get }
    var typesWhatItSays: String { get }
    /// `--interactive`: before the first line is typed.
    var typesInARun: String { get }
    /// `--interactive`, and no program asked for a line.
    var nothingToType: String { get }
    func servesAgain(at address: String) -> String
    func serverFailed(_ reason: String) -> String
    var serverEnded: String { get }
    func clientFailed(_ reason: String) -> String
    func hasNoServer(_ place: String) -> String
    func hasNoClient(_ place: String) -> String
    func hasPortNoPath(_ place: String) -> String
    func hasPathNoPort(_ place: String, option: String) -> String
    func cannotBind(_ address: String, failure: String) -> String
    func portTaken(_ address: String) -> String
    func portNotAllowed(_ address: String) -> String
    func addressNotHere(_ address: String) -> String
    func otherFamily(_ host: String, lesson: Int, usual: String) -> String
    func pathIsNoSocket(_ path: String) -> String
    /// `remove` is the command that removes the file.
    func pathTaken(_ path: String, remove: String) -> String
    func noFolder(for path: String) -> String
    func folderTakesNone(_ path: String, failure: String) -> String
    /// `serve` is the command that makes the server.
    func nobodyListens(_ address: String, serve: String) -> String
    func otherKindListens(_ address: String, serve: String) -> String
    var served: String { get }
    var expectsAddress: String { get }
    func expectsPath(upTo bytes: Int) -> String

    // `pack`, `unpack`, `calcsize`, `encode`, `decode`.
    var padding: String { get }
    /// Behind CPython's `bad char in struct format`.
    func badStructCharacter(_ letter: String, known: [String]) -> String
    func bytesInAll(_ count: Int) -> String
    func charactersAndBytes(_ characters: Int, _ bytes: Int) -> String
    func badHex(_ text: String) -> String
    func unknownEncoding(_ name: String, known: [String]) -> String
    func cannotEncode(_ character: String, in encoding: String, at offset: Int) -> String
    func cannotDecode(byte: String, in encoding: String, at offset: Int) -> String
    func cutOff(in encoding: String, at offset: Int) -> String
    func noConverter(_ encoding: String) -> String
    func notAValue(_ text: String, for code: String) -> String
}
