import ArgumentParser
import StructFormat
import TextEncodings

struct PackCommand: LabCommand {
    static let configuration = CommandConfiguration(commandName: "pack", helpNames: [])
    @OptionGroup var common: CommonOptions
    @Argument var format: String
    @Argument var values: [String] = []

    func run(in session: Session) throws {
        do throws(StructError) {
            let codes = try StructLayout(format).fields.map(\.code).filter(\.takesValue)
            let values = values.enumerated().map { index, text in
                StructText.value(text, for: codes.indices.contains(index) ? codes[index] : nil)
            }
            let bytes = try Struct.pack(format, values)
            for line in try session.structText.packed(format, bytes) { session.output.line(line) }
        } catch {
            throw LabError.structRefused(error)
        }
    }
}

struct UnpackCommand: LabCommand {
    static let configuration = CommandConfiguration(commandName: "unpack", helpNames: [])
    @OptionGroup var common: CommonOptions
    @Argument var format: String
    @Argument var hex: [String]

    func run(in session: Session) throws {
        let text = hex.joined(separator: " ")
        guard let bytes = HexText.bytes(text) else { throw UsageError.badHex(text) }
        do throws(StructError) {
            for line in try session.structText.unpacked(format, bytes) { session.output.line(line) }
        } catch {
            throw LabError.structRefused(error)
        }
    }
}

struct CalcsizeCommand: LabCommand {
    static let configuration = CommandConfiguration(commandName: "calcsize", helpNames: [])
    @OptionGroup var common: CommonOptions
    @Argument var format: String

    func run(in session: Session) throws {
        do throws(StructError) {
            for line in try session.structText.sized(format) { session.output.line(line) }
        } catch {
            throw LabError.structRefused(error)
        }
    }
}

struct EncodeCommand: LabCommand {
    static let configuration = CommandConfiguration(commandName: "encode", helpNames: [])
    @OptionGroup var common: CommonOptions
    @Argument var text: String
    @Argument var encoding: String

    func run(in session: Session) throws {
        let encoding = try TextEncoding.known(encoding)
        do throws(TextEncodingError) {
            for line in try session.encodingText.encoded(text, encoding) { session.output.line(line) }
        } catch {
            throw LabError.encoding(error)
        }
    }
}

struct DecodeCommand: LabCommand {
    static let configuration = CommandConfiguration(commandName: "decode", helpNames: [])
    @OptionGroup var common: CommonOptions
    @Argument var hex: String
    @Argument var encoding: String

    func run(in session: Session) throws {
        let encoding = try TextEncoding.known(encoding)
        guard let bytes = HexText.bytes(hex) else { throw UsageError.badHex(hex) }
        do throws(TextEncodingError) {
            for line in try session.encodingText.decoded(bytes, encoding) { session.output.line(line) }
        } catch {
            throw LabError.encoding(error)
        }
    }
}

extension TextEncoding {
    fileprivate static func known(_ name: String) throws(UsageError) -> TextEncoding {
        guard let encoding = TextEncoding(named: name) else { throw .unknownEncoding(name) }
        return encoding
    }
}

extension Session {
    fileprivate var structText: StructText { StructText(words: words, look: textLook) }
    fileprivate var encodingText: EncodingText { EncodingText(words: words, look: textLook) }
}
