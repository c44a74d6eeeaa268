import Rendering
import Transcripts

/// A call that is about to be made, as the program wrote it: `send "hello" = ?`.
enum CallLine {
    static func text(_ call: Event) -> String {
        let socket = call.socket.map { ["socket", ""].contains($0.role) ? "" : $0.role + " " } ?? ""
        return escaped(socket + words(call)) + " = ?"
    }

    private static func words(_ call: Event) -> String {
        switch call.call {
        case .socket: "socket(\(call.detail ?? ""))"
        case .bind, .connect: "\(call.call.rawValue)(\(call.address ?? ""))"
        case .listen: "listen(\(call.backlog.map(String.init) ?? ""))"
        case .recv, .recvfrom: "\(call.call.rawValue)(\(call.size.map(String.init) ?? ""))"
        case .send: "send \(payload(call))"
        case .sendto: "sendto \(payload(call)) \(call.address ?? "")"
        case .shutdown: "shutdown(\(call.detail ?? ""))"
        case .setsockopt: "setsockopt(\(call.option ?? ""), \(call.value ?? ""))"
        case .print: "print \(payload(call))"
        case .sleep: "sleep \(call.seconds.map { "\($0) s" } ?? "")"
        case .run: "run \(call.detail ?? "")"
        default: "\(call.call.rawValue)()"
        }
    }

    private static func payload(_ call: Event) -> String {
        guard let payload = call.payload else { return call.size.map { "\($0)" } ?? "" }
        let text = String(decoding: payload.bytes.prefix(200), as: UTF8.self)
        return "\"\(text.count > 40 ? text.prefix(40) + "…" : text)\""
    }
}
