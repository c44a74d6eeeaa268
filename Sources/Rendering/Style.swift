/// What a piece of text is, for its colour. The colour is never the only sign.
enum Style: Equatable {
    case plain
    /// Rules, set-up, remarks.
    case dim
    /// The word of a finding, the title.
    case bold
    /// Only for what failed.
    case error
    /// Bytes of a send; the number counts the sending events.
    case send(Int)

    /// The parameters of the SGR sequence, nil for none.
    var sgr: String? {
        switch self {
        case .plain: nil
        case .dim: "2"
        case .bold: "1"
        case .error: "38;5;160"
        case .send(let ordinal): "38;5;\(Self.sendColors[ordinal % Self.sendColors.count])"
        }
    }

    /// Blue, violet, green, brown of middle lightness: at least 4:1 against black and against white.
    private static let sendColors = [31, 133, 64, 130]
}

struct Span: Equatable {
    var text: String
    var style: Style

    init(_ text: String, _ style: Style = .plain) {
        self.text = text
        self.style = style
    }
}

extension [Span] {
    var text: String { map(\.text).joined() }
}
