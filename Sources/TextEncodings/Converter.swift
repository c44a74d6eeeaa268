#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The C library's converter between two encodings. The corresponding C functions are `iconv_open`,
/// `iconv` and `iconv_close`.
struct Converter: ~Copyable {
    private let descriptor: iconv_t

    /// Why a conversion stopped before the end of its input.
    enum Stop {
        case illegal, cutOff, outputFull
    }

    init?(from source: String, to target: String) {
        guard let descriptor = iconv_open(target, source), Int(bitPattern: descriptor) != -1 else { return nil }
        self.descriptor = descriptor
    }

    deinit { iconv_close(descriptor) }

    /// Converts from the front of `input`, and appends at most `limit` bytes to `output`.
    /// Returns how many bytes of the input were used, and why it stopped, nil at the end.
    mutating func convert(
        _ input: ArraySlice<UInt8>, into output: inout [UInt8], limit: Int
    ) -> (used: Int, stop: Stop?) {
        var source = input.map { CChar(bitPattern: $0) }
        var room = [CChar](repeating: 0, count: limit)
        var sourceLeft = source.count, roomLeft = limit
        var error: Int32 = 0
        source.withUnsafeMutableBufferPointer { source in
            room.withUnsafeMutableBufferPointer { room in
                var from = source.baseAddress, to = room.baseAddress
                let result = iconv(descriptor, &from, &sourceLeft, &to, &roomLeft)
                error = result == -1 ? errno : 0
            }
        }
        output += room.prefix(limit - roomLeft).map { UInt8(bitPattern: $0) }
        return (source.count - sourceLeft, stop(for: error))
    }

    private func stop(for error: Int32) -> Stop? {
        switch error {
        case 0: nil
        case E2BIG: .outputFull
        case EINVAL: .cutOff
        default: .illegal
        }
    }
}
