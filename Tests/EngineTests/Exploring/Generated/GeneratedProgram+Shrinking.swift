import Engine
import Sockets

extension GeneratedProgram {
    /// The smallest program, as far as small steps lead there, that still fails.
    ///
    /// - Parameter deadline: when this has passed, what was found so far is enough.
    func shrunk(before deadline: ContinuousClock.Instant, while fails: (GeneratedProgram) -> Bool) -> GeneratedProgram {
        var smallest = self
        while ContinuousClock.now < deadline {
            guard let smaller = smallest.smaller.first(where: { ContinuousClock.now < deadline && fails($0) }) else { break }
            smallest = smaller
        }
        return smallest
    }

    /// The programs that have a little less, the boldest cuts first.
    var smaller: [GeneratedProgram] {
        let withoutSide = sides.indices.map { without(side: $0) }
        let withLess = sides.indices.flatMap { index in
            sides[index].smaller.map { side in
                var program = self
                program.sides[index] = side
                return program
            }
        }
        return withoutSide.filter { $0.isSound } + withLess
    }

    private func without(side index: Int) -> GeneratedProgram {
        var program = self
        program.sides.remove(at: index)
        return program
    }

    /// Nobody waits for the end of somebody who does not take part.
    private var isSound: Bool {
        !sides.isEmpty && sides.allSatisfy { side in
            guard case .after(let other) = side.start else { return true }
            return sides.contains { $0.name == other }
        }
    }
}

extension GeneratedProgram.Side {
    fileprivate var smaller: [GeneratedProgram.Side] {
        var result = Self.smaller(steps).map { steps in
            var side = self
            side.steps = steps
            return side
        }
        if manner != GeneratedProgram.Manner() {
            var side = self
            side.manner = GeneratedProgram.Manner()
            result.append(side)
        }
        return result
    }

    /// One step less, a thread's steps in its place, or a step that does less.
    private static func smaller(_ steps: [GeneratedProgram.Step]) -> [[GeneratedProgram.Step]] {
        steps.indices.flatMap { index -> [[GeneratedProgram.Step]] in
            let replacements = [[]] + less(than: steps[index])
            return replacements.map { Array(steps[..<index]) + $0 + Array(steps[(index + 1)...]) }
        }
    }

    private static func less(than step: GeneratedProgram.Step) -> [[GeneratedProgram.Step]] {
        switch step {
        case .thread(let steps): [steps] + smaller(steps).map { [.thread($0)] }
        case .recvAll(let name, let size): [[.recv(name, size)]]
        case .sendMany(let name, _): [[.send(name, "a")]]
        case .sendAll(let name, let count): [[.sendMany(name, count)]]
        case .sendtoMany(let name, _, let place): [[.sendto(name, "a", place)]]
        case .poll(let names, let timeout) where names.count > 1: names.map { [.poll([$0], timeout: timeout)] }
        case .poll(let names, .some): [[.poll(names, timeout: nil)]]
        default: []
        }
    }
}
