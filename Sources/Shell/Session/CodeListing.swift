import Rendering

enum CodeLanguage: String, CaseIterable {
    case swift, python
}

/// The programs of a lesson, as a student reads them.
struct CodeListing {
    let session: Session

    func show(_ folder: LessonFolder, _ language: CodeLanguage) throws {
        switch language {
        case .swift: try showSwift(folder)
        case .python: try showPython(folder)
        }
    }

    private func showSwift(_ folder: LessonFolder) throws {
        let source = try Files.swiftSource(of: folder)
        let programs = ProgramText.functions(in: source).compactMap { ProgramText.function($0, in: source) }
        if programs.isEmpty { throw LabError.noCode(language: "Swift", lesson: folder.number) }
        for (index, lines) in programs.enumerated() {
            if index > 0 { session.output.line() }
            lines.forEach(show)
        }
    }

    private func showPython(_ folder: LessonFolder) throws {
        let names = (Files.names(in: "\(folder.path)/python") ?? []).filter { $0.hasSuffix(".py") }
        if names.isEmpty { throw LabError.noCode(language: "Python", lesson: folder.number) }
        // The server first: it is started first.
        for (index, name) in names.sorted(by: >).enumerated() {
            if index > 0 { session.output.line() }
            let path = "\(folder.path)/python/\(name)"
            session.output.line(session.textLook.paint("# \(escaped(path))", .bold))
            let text = String(decoding: try Files.read(path), as: UTF8.self)
            text.split(separator: "\n", omittingEmptySubsequences: false).dropLast(text.hasSuffix("\n") ? 1 : 0)
                .map(String.init).forEach(show)
        }
    }

    /// Tabs become spaces; what could move the cursor is escaped.
    private func show(_ line: String) { session.output.line(escaped(line.replacing("\t", with: "    "))) }
}

extension Files {
    /// All Swift files of the lesson, one after the other.
    static func swiftSource(of folder: LessonFolder) throws(Failure) -> String {
        var source = ""
        for name in names(in: folder.path) ?? [] where name.hasSuffix(".swift") {
            source += String(decoding: try read("\(folder.path)/\(name)"), as: UTF8.self) + "\n"
        }
        return source
    }
}
