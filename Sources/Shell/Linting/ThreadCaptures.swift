/// Variables and objects that a thread shares with the program around it: what stands in a `host.thread { }` and was
/// declared outside.
struct ThreadCaptures {
    enum What: Equatable {
        case variable
        /// An object of this class, whose members change.
        case object(String)
    }

    struct Use: Equatable {
        var name: String
        var what: What
        var line: Int
    }

    private struct Scope {
        var isThread = false
        /// The members of a type are no variables of a function.
        var isType = false
        /// What `self` is in it, where that changes.
        var isChanging: String?
        /// nil: a name for a value that nobody changes.
        var names: [String: What?] = [:]
    }

    /// `{ [x] in`: a value is copied there, and is the closure's own.
    private static let captureList = "{["

    private let tokens: [SwiftToken]
    private let classes: Set<String>
    private var scopes = [Scope()]
    /// Names of a condition, a loop or a function: they belong to the braces that follow.
    private var announced: [String: What?]?
    private var announcedAt = 0
    /// Those of a loop or a function: until its braces they are declared and not used.
    private var parameters: Set<String> = []
    private var type: (isChanging: String?, isAnnounced: Bool) = (nil, false)
    private var brackets: [String] = []
    private var uses: [Use] = []

    /// - Parameter classes: the lesson's own whose members change.
    static func uses(in tokens: [SwiftToken], classes: Set<String>) -> [Use] {
        var reader = ThreadCaptures(tokens, classes)
        for index in tokens.indices { reader.read(index) }
        return reader.uses
    }

    private init(_ tokens: [SwiftToken], _ classes: Set<String>) { (self.tokens, self.classes) = (tokens, classes) }

    private func text(_ index: Int) -> String { tokens.indices.contains(index) ? tokens[index].text : "" }

    private mutating func read(_ index: Int) {
        switch text(index) {
        case "{": open(index)
        case "}": if scopes.count > 1 { scopes.removeLast() }
        case "(", "[": brackets.append(text(index - 1) == "{" && text(index) == "[" ? Self.captureList : text(index))
        case ")", "]": _ = brackets.popLast()
        case "class", "struct", "enum", "extension", "protocol", "actor": announceType(index)
        case "if", "while", "for", "catch", "func", "init", "else": announce(index)
        case "var", "let": declare(index)
        default: if tokens[index].isWord { readName(index) }
        }
    }
}

// MARK: - Scopes

extension ThreadCaptures {
    private mutating func announceType(_ index: Int) {
        guard tokens.indices.contains(index + 1), tokens[index + 1].isWord, text(index - 1) != ".",
            !["func", "var", "let"].contains(text(index + 1))
        else { return }
        let name = tokens[index + 1].name
        type = (classes.contains(name) ? name : nil, true)
    }

    private mutating func announce(_ index: Int) {
        guard text(index - 1) != "." else { return }
        (announced, announcedAt) = ([:], brackets.count)
        if ["func", "init"].contains(text(index)) { announced = parameters(after: index) }
        if text(index) == "for" { announced = loopNames(after: index) }
        parameters = Set(announced.map { Array($0.keys) } ?? [])
    }

    private mutating func open(_ index: Int) {
        var scope = Scope(isThread: opensThread(index), isType: type.isAnnounced, isChanging: type.isChanging)
        if type.isAnnounced {
            type = (nil, false)
        } else if let names = announced, brackets.count == announcedAt {
            (scope.names, announced, parameters) = (names, nil, [])
        }
        scope.names.merge(closureNames(index)) { $1 }
        scopes.append(scope)
    }

    /// `host.thread {`, `host.thread() {`, `host.thread({`.
    private func opensThread(_ index: Int) -> Bool {
        var place = index - 1
        if text(place) == ")", text(place - 1) == "(" { place -= 2 } else if text(place) == "(" { place -= 1 }
        return text(place) == "thread" && text(place - 1) == "."
    }
}

// MARK: - Names

extension ThreadCaptures {
    /// `var x`, `let (x, y)`: in the scope, or in the one that follows a condition.
    private mutating func declare(_ index: Int) {
        guard text(index - 1) != ".", scopes.last?.isType != true else { return }
        let isVariable = text(index) == "var"
        var place = index + 1
        let isTuple = text(place) == "("
        if isTuple { place += 1 }
        while tokens.indices.contains(place), tokens[place].isWord {
            add(tokens[place].name, isVariable ? .variable : object(declaredAt: place))
            guard isTuple, text(place + 1) == "," else { break }
            place += 2
        }
    }

    private mutating func add(_ name: String, _ what: What?) {
        if announced != nil, brackets.count == announcedAt {
            announced?.updateValue(what, forKey: name)
        } else {
            scopes[scopes.count - 1].names.updateValue(what, forKey: name)
        }
    }

    /// `x: Box`, `x = Box()`; not `x = Box().value`.
    private func object(declaredAt index: Int) -> What? {
        let isTyped = text(index + 1) == ":"
        guard isTyped || text(index + 1) == "=" else { return nil }
        var place = index + 2
        while ["try", "[", "&"].contains(text(place)) { place += 1 }
        guard classes.contains(text(place)), isTyped || text(end(ofCall: place) + 1) != "." else { return nil }
        return .object(text(place))
    }

    /// The `)` of `Box(…)`.
    private func end(ofCall index: Int) -> Int {
        var (depth, place) = (0, index + 1)
        guard text(place) == "(" else { return index }
        while tokens.indices.contains(place) {
            if text(place) == "(" { depth += 1 }
            if text(place) == ")" { depth -= 1 }
            if depth == 0 { return place }
            place += 1
        }
        return place
    }

    private func parameters(after index: Int) -> [String: What?] {
        let head = (index..<tokens.count).prefix { text($0) != "{" && text($0) != "}" }
        return head.reduce(into: [:]) { names, place in
            if text(place + 1) == ":", tokens[place].isWord { names.updateValue(object(declaredAt: place), forKey: tokens[place].name) }
        }
    }

    /// `for x in`, `for (x, y) in`.
    private func loopNames(after index: Int) -> [String: What?] {
        let head = ((index + 1)..<tokens.count).prefix { text($0) != "in" && text($0) != "{" }
        let isVariable = text(index + 1) == "var"
        return head.reduce(into: [:]) { names, place in
            if tokens[place].isWord, text(place) != "var" { names.updateValue(isVariable ? .variable : nil, forKey: tokens[place].name) }
        }
    }

    /// `{ x, y in`, `{ (x: Int) in`, `{ [x] host in`. An object that is caught so is still the one outside.
    private func closureNames(_ index: Int) -> [String: What?] {
        let head = ((index + 1)..<tokens.count).prefix {
            !["{", "}", "in"].contains(text($0)) && tokens[$0].line == tokens[index].line
        }
        guard let last = head.last, text(last + 1) == "in", !Self.statements.contains(text(index + 1)) else { return [:] }
        return head.reduce(into: [:]) { names, place in
            guard tokens[place].isWord, text(place - 1) != "=" else { return }
            if case .object = found(tokens[place].name)?.what { return }
            names.updateValue(nil, forKey: tokens[place].name)
        }
    }

    /// What begins a statement with an `in` of its own.
    private static let statements = ["for", "case", "while", "if", "guard", "let", "var", "try"]
}

// MARK: - Uses

extension ThreadCaptures {
    private mutating func readName(_ index: Int) {
        guard text(index - 1) != ".", !isLabel(index), !isDeclared(index) else { return }
        let name = tokens[index].name
        if parameters.contains(name) { return }
        guard let (what, depth) = found(name), let what, scopes[(depth + 1)...].contains(where: \.isThread) else { return }
        if what == .variable, brackets.last == Self.captureList { return }
        uses.append(Use(name: name, what: what, line: tokens[index].line))
    }

    /// `f(x: 1)`, not `case x:` or `a ? x : y`.
    private func isLabel(_ index: Int) -> Bool {
        text(index + 1) == ":" && brackets.last == "(" && ["(", ","].contains(text(index - 1))
    }

    private func isDeclared(_ index: Int) -> Bool { ["var", "let"].contains(text(index - 1)) }

    /// What the name stands for, and how deep it was declared.
    private func found(_ name: String) -> (what: What?, depth: Int)? {
        for depth in scopes.indices.reversed() {
            if name == "self", scopes[depth].isType { return (scopes[depth].isChanging.map(What.object), depth) }
            if let what = scopes[depth].names[name] { return (what, depth) }
        }
        return nil
    }
}

// MARK: - Classes

extension ThreadCaptures {
    /// The classes that the program declares with members that change.
    static func changingClasses(in tokens: [SwiftToken]) -> Set<String> {
        var classes: Set<String> = []
        var open: [String?] = []
        var announced: String?
        for (index, token) in tokens.enumerated() {
            switch token.text {
            case "class" where index + 1 < tokens.count && isDeclaration(tokens, index): announced = tokens[index + 1].name
            case "{":
                open.append(announced)
                announced = nil
            case "}": _ = open.popLast()
            case "var":
                if let name = open.last ?? nil, HiddenMemory.isStored(tokens, variable: index) { classes.insert(name) }
            default: break
            }
        }
        return classes
    }

    private static func isDeclaration(_ tokens: [SwiftToken], _ index: Int) -> Bool {
        tokens[index + 1].isWord && !["func", "var", "let", "subscript"].contains(tokens[index + 1].text)
    }
}
