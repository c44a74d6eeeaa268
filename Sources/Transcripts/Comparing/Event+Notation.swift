extension Event {
    /// The call and what came of it, as a program would write it, in every language alike: `recv(10) = 3 "abc"`.
    package var notation: String {
        let asked = [detail, address?.description, option, value, call.sends ? nil : size.map(String.init)].compactMap { $0 }.filter { !$0.isEmpty }
        let sent = call.sends || call == .print ? payload.map { [quoted($0)] } ?? [] : []
        return "\(call.rawValue)(\((asked + sent).joined(separator: ", ")))\(outcome)"
    }

    private var outcome: String {
        switch result {
        case .waiting: ""
        case .returned(let value): (call == .print ? "" : " = \(value)") + (call.sends || call == .print ? "" : received)
        case .failed(let failure): " \(failure.name)"
        case .interrupted: ""
        }
    }

    private var received: String { payload.map { " \(quoted($0))" } ?? "" }

    /// So many bytes tell a difference; the rest is counted.
    private static let most = 24

    private func quoted(_ payload: Payload) -> String {
        let text = String(decoding: payload.bytes.prefix(Self.most), as: UTF8.self)
        return "\"\(text)\"" + (payload.length > Self.most ? " (\(payload.length) B)" : "")
    }
}
