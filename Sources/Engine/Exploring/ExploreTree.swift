/// A state between two steps, reached by the moves from the root: what has been tried there and what is still to be.
final class ExploreNode {
    let parent: ExploreNode?
    /// The move that led here from the parent.
    let move: Move?
    let depth: Int
    /// The threads that could go.
    let enabled: [Int]
    let asleep: Set<Int>
    /// The threads to try here.
    var backtrack: Set<Int>
    /// Those whose trial has been ordered.
    var begun: Set<Int>

    init(parent: ExploreNode?, move: Move?, enabled: [Int], asleep: Set<Int>, backtrack: Set<Int>, begun: Set<Int>) {
        self.parent = parent
        self.move = move
        self.enabled = enabled
        self.asleep = asleep
        self.backtrack = backtrack
        self.begun = begun
        depth = (parent?.depth ?? -1) + 1
    }

    /// The nodes from the root to this one.
    var path: [ExploreNode] {
        var path: [ExploreNode] = []
        var node: ExploreNode? = self
        while let current = node {
            path.append(current)
            node = current.parent
        }
        return path.reversed()
    }
}

/// A run to be made: the moves to `node`, then `move`.
struct ExploreTask {
    var node: ExploreNode?
    var move: Move?
    /// The threads asleep at `node` when the task was ordered.
    var asleep: Set<Int>

    func script(splits: Bool, reduction: Bool) -> Script {
        let path = node?.path ?? []
        let moves = path.compactMap(\.move) + (move.map { [$0] } ?? [])
        return Script(
            prefix: moves, expected: path.map(\.enabled), asleep: asleep, tail: .first, splits: splits, notesFootprints: reduction)
    }
}

/// What is still to be tried. Last ordered, first made: few nodes are alive at a time.
struct ExploreTree {
    let reduction: Bool
    private(set) var tasks = [ExploreTask(node: nil, move: nil, asleep: [])]

    init(reduction: Bool) { self.reduction = reduction }

    mutating func next() -> ExploreTask? { tasks.popLast() }

    /// Takes in a run: the new states it came through, and what its races ask to be tried elsewhere.
    mutating func add(_ script: Script, of task: ExploreTask) {
        let firstNew = task.node?.depth ?? -1
        var path = task.node?.path ?? []
        for (index, step) in script.steps.enumerated() where index > firstNew {
            let previous = path.last
            let move = previous == nil ? nil : Move(thread: script.steps[index - 1].thread, split: script.steps[index - 1].split)
            let threads = step.enabled
            path.append(ExploreNode(
                parent: previous, move: move, enabled: threads, asleep: step.asleep, backtrack: [step.thread],
                begun: [step.thread]))
            if !reduction { for thread in threads where thread != step.thread { order(thread, at: path[index]) } }
        }
        orderSplits(script, path, from: max(0, firstNew))
        if reduction { orderReversals(script, path, from: firstNew + 1) }
    }

    private mutating func order(_ thread: Int, at node: ExploreNode) {
        guard node.backtrack.insert(thread).inserted, !node.asleep.contains(thread) else { return }
        let asleep = reduction ? node.asleep.union(node.begun) : []
        node.begun.insert(thread)
        tasks.append(ExploreTask(node: node, move: Move(thread: thread), asleep: asleep))
    }

    private mutating func orderSplits(_ script: Script, _ path: [ExploreNode], from start: Int) {
        for (index, step) in script.steps.enumerated() where index >= start && step.split == 0 && step.splitCount > 1 {
            for split in 1..<step.splitCount {
                tasks.append(ExploreTask(
                    node: path[index], move: Move(thread: step.thread, split: split), asleep: step.asleep))
            }
        }
    }

    private mutating func orderReversals(_ script: Script, _ path: [ExploreNode], from start: Int) {
        var races = Races(script.steps, left: script.left, births: script.births)
        for demand in races.demands(from: start) {
            let node = path[demand.step]
            if demand.isAll {
                for thread in demand.threads { order(thread, at: node) }
            } else if !demand.threads.contains(where: node.backtrack.contains), let thread = demand.threads.first {
                order(thread, at: node)
            }
        }
    }
}
