#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What the receiver has to know about a file before the file comes.
struct FileHeader: Codable, Equatable {
    var name: String
    var description = ""
    /// Bytes.
    var size: Int
    /// 64 hexadecimal digits; servers of tutorials send none.
    var sha256: String?
    /// Why no file follows.
    var error: String?

    /// 4 GiB: nobody is to fill the disk with a number.
    static let largest = 1 << 32

    enum CodingKeys: String, CodingKey {
        case name = "file_name"
        case description = "file_desc"
        case size = "file_size"
        case sha256 = "file_sha256"
        case error
    }

    /// The same bytes each time, and those of `json.dumps(…, ensure_ascii=False, sort_keys=True,
    /// separators=(",", ":"))`.
    func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self))
    }
}

extension FileHeader {
    /// - Throws: `DownloadError` in words for bytes that are no header.
    init(json: [UInt8]) throws {
        do {
            self = try JSONDecoder().decode(FileHeader.self, from: Data(json))
        } catch let error as DecodingError {
            throw DownloadError.badHeader(Self.words(for: error))
        } catch {
            throw DownloadError.badHeader("is not JSON")
        }
        guard (0...Self.largest).contains(size) else { throw DownloadError.badHeader("promises \(size) bytes") }
    }

    private static func words(for error: DecodingError) -> String {
        switch error {
        case .keyNotFound(let key, _): "has no \(key.stringValue)"
        case .valueNotFound(_, let context): "has no \(context.codingPath.last?.stringValue ?? "fields")"
        case .typeMismatch(_, let context): "has a strange \(context.codingPath.last?.stringValue ?? "form")"
        default: "is not JSON"
        }
    }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        name = try fields.decode(String.self, forKey: .name)
        description = try fields.decodeIfPresent(String.self, forKey: .description) ?? ""
        do {
            size = try fields.decode(Int.self, forKey: .size)
        } catch let error where !(error is DecodingError) {
            // 5.5 or 1e30: an error of the decoder's own, which it would pass off as text that is no JSON.
            throw DecodingError.typeMismatch(Int.self, .init(codingPath: [CodingKeys.size], debugDescription: "\(error)"))
        }
        sha256 = try fields.decodeIfPresent(String.self, forKey: .sha256)
        error = try fields.decodeIfPresent(String.self, forKey: .error)
    }
}

extension FileHeader {
    /// What is sent instead of a file.
    static func refusal(of name: String, _ error: DownloadError) -> FileHeader {
        FileHeader(name: name, size: 0, error: "\(error)")
    }

    func incomplete(missing left: Int) -> DownloadError { .incomplete(got: size - left, of: size) }

    func checkFingerprint(of file: OpenFile) throws {
        if let sha256, try file.sha256() != sha256 { throw DownloadError.wrongFingerprint }
    }

    var summary: String { "\(size) bytes, \(sha256 == nil ? "no SHA-256 sent" : "SHA-256 as sent")" }
}

/// Why a file was not saved.
enum DownloadError: Error, Equatable {
    /// The server's own words.
    case refused(String)
    case noHeader(Int)
    case badHeader(String)
    case badName(String)
    case missing(String)
    case incomplete(got: Int, of: Int)
    case wrongFingerprint
    /// A call of the file system, and the errno's text.
    case file(String, String)
}

extension DownloadError: CustomStringConvertible {
    var description: String {
        switch self {
        case .refused(let words): "the server says: \(words)"
        case .noHeader(let length): "no header: it would be \(length) bytes long"
        case .badHeader(let what): "the header \(what)"
        case .badName(let name): "\(name) is not a plain file name"
        case .missing(let name): "there is no file \(name) here"
        case .incomplete(let got, let wanted): "only \(got) of \(wanted) bytes came"
        case .wrongFingerprint: "the bytes are not those that were sent: another SHA-256"
        case .file(let call, let reason): "\(call): \(reason)"
        }
    }
}
