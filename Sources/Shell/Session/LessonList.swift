import Messages

/// The list of the lessons, with how far the student is. A broken lesson says what is wrong; the others are listed.
struct LessonList {
    let session: Session

    func show() throws {
        var failures: [any Error] = []
        var rows: [(LessonFolder, FrontMatter)] = []
        for folder in try session.library().folders {
            do {
                rows.append((folder, try front(of: folder)))
            } catch {
                failures.append(error)
            }
        }
        let width = rows.map { session.textLook.columns($1.title) }.max() ?? 0
        for (folder, front) in rows { show(folder, front, titleWidth: width) }
        session.output.line()
        session.output.line(session.textLook.paint(session.words.lessonsHint, .dim))
        if failures.isEmpty { return }
        for failure in failures.dropLast() {
            if let text = session.errors.text(of: failure) { session.complain(text) }
        }
        throw failures[failures.count - 1]
    }

    /// The whole text is read, so that the list says what is wrong with a lesson before somebody opens it.
    private func front(of folder: LessonFolder) throws -> FrontMatter {
        try OpenLesson(folder: folder).text(in: session.language).front
    }

    private func show(_ folder: LessonFolder, _ front: FrontMatter, titleWidth: Int) {
        let look = session.textLook
        let number = String(folder.number)
        let head = String(repeating: " ", count: max(2 - number.count, 0)) + number + " " + mark(folder) + " "
        let gap = String(repeating: " ", count: titleWidth - look.columns(front.title) + 2)
        let minutes = session.words.minutes(front.minutes)
        let side = String(repeating: " ", count: max(7 - look.columns(minutes), 0)) + minutes + "  "
        let indent = look.columns(head) + titleWidth + 2 + look.columns(side)
        let room = max(look.width - indent, 24)
        let summary = LineBreaker.lines([.init(text: front.summary, style: .plain)], width: room, look: look)
        session.output.line(head + look.paint(front.title, .bold) + gap + look.paint(side, .dim) + (summary.first ?? ""))
        for line in summary.dropFirst() { session.output.line(String(repeating: " ", count: indent) + line) }
    }

    /// ✓ read to the end, › begun.
    private func mark(_ folder: LessonFolder) -> String {
        let look = session.textLook
        guard let place = session.memory.content.lessons[folder.name] else { return " " }
        return place.isFinished ? look.pick("✓", "x") : look.pick("›", ">")
    }
}
