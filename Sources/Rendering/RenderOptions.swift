import Messages

/// How a transcript is to look. The whole look depends on these and on the transcript, on nothing else.
package struct RenderOptions: Sendable {
    /// Columns of the terminal. Fewer than 40 count as 40.
    package var width: Int
    package var language: Language
    package var color: ColorMode
    package var glyphs: Glyphs
    package var layout: LayoutChoice
    /// Show set-up calls and calls alike one by one (`--all`).
    package var unfolded: Bool
    /// Show the kernel's own descriptors (`--raw`).
    package var raw: Bool
    /// The terminal shows East Asian ambiguous characters two columns wide.
    package var ambiguousWide: Bool
    /// The lesson's title in the reader's language. Empty: the lesson's folder name.
    package var title: String
    /// nil: taken from the lesson's folder name.
    package var lessonNumber: Int?

    package init(
        width: Int = 80, language: Language = .english, color: ColorMode = .none, glyphs: Glyphs = .unicode,
        layout: LayoutChoice = .automatic, unfolded: Bool = false, raw: Bool = false, ambiguousWide: Bool = false,
        title: String = "", lessonNumber: Int? = nil
    ) {
        self.width = max(width, 40)
        self.language = language
        self.color = color
        self.glyphs = glyphs
        self.layout = layout
        self.unfolded = unfolded
        self.raw = raw
        self.ambiguousWide = ambiguousWide
        self.title = title
        self.lessonNumber = lessonNumber
    }
}

package enum ColorMode: Sendable, Equatable {
    case none
    /// SGR sequences of ECMA-48, with the 256 colours that terminals have in common.
    case ansi
}

package enum LayoutChoice: String, Sendable, CaseIterable {
    /// By the width of a lane.
    case automatic
    case wide
    case compact
    case rails
    case plain
}
