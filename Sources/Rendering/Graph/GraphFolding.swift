/// Makes the graph that is drawn out of the graph of all states.
struct GraphFolding {
    /// By state: the steps and where they lead, in a fixed order.
    let out: [[(StateGraph.Step, Int)]]
    /// By state: the outcomes of runs that ended there.
    let leaves: [Set<Int>]

    func folded() -> StateGraph {
        let reachable = reachableOutcomes()
        var ways = open(reachable)
        mergeChains(&ways)
        return numbered(ways)
    }

    private typealias Ways = [Int: [(steps: [StateGraph.Step], to: StateGraph.Place)]]

    /// The outcomes that can still come of each state.
    private func reachableOutcomes() -> [Set<Int>] {
        var result = leaves
        for state in lastFirst() { for (_, target) in out[state] { result[state].formUnion(result[target]) } }
        return result
    }

    /// The states, each after those that it leads to. No state leads back: a history only grows.
    private func lastFirst() -> [Int] {
        var order: [Int] = []
        var seen: Set<Int> = [0]
        var stack: [(state: Int, next: Int)] = [(0, 0)]
        while let (state, next) = stack.last {
            if next < out[state].count {
                stack[stack.count - 1].next += 1
                let target = out[state][next].1
                if seen.insert(target).inserted { stack.append((target, 0)) }
            } else {
                order.append(state)
                stack.removeLast()
            }
        }
        return order
    }

    /// The states in which more than one outcome is open; what decides leads to its outcome at once.
    private func open(_ reachable: [Set<Int>]) -> Ways {
        var ways: Ways = [:]
        for state in lastFirst() where state == 0 || reachable[state].count > 1 {
            ways[state] = out[state].map { step, target in
                let only = reachable[target].count == 1 ? reachable[target].first : nil
                return ([step], only.map(StateGraph.Place.outcome) ?? .state(target))
            }
            for leaf in leaves[state].sorted() { ways[state]?.append(([], .outcome(leaf))) }
        }
        return ways
    }

    /// A state with one way in and one way out is no place of its own.
    private func mergeChains(_ ways: inout Ways) {
        var entries: [Int: Int] = [:]
        for list in ways.values { for case (_, .state(let target)) in list { entries[target, default: 0] += 1 } }
        for state in lastFirst() {
            guard let list = ways[state] else { continue }
            ways[state] = list.map { steps, to in
                // What comes later has been merged already.
                guard case .state(let target) = to, entries[target] == 1, let after = ways[target], after.count == 1 else {
                    return (steps, to)
                }
                ways[target] = nil
                return (steps + after[0].steps, after[0].to)
            }
        }
    }

    /// States numbered as a walk over the sorted ways meets them; ways between the same two places become one edge.
    private func numbered(_ ways: Ways) -> StateGraph {
        var numbers = [0: 0]
        var queue = [0]
        var graph = StateGraph()
        while let state = queue.first {
            queue.removeFirst()
            var edges: [StateGraph.Edge] = []
            for (steps, to) in ways[state] ?? [] {
                var place = to
                if case .state(let target) = to {
                    if numbers[target] == nil {
                        numbers[target] = numbers.count
                        queue.append(target)
                    }
                    place = .state(numbers[target] ?? 0)
                }
                if let index = edges.firstIndex(where: { $0.to == place }) {
                    if !edges[index].ways.contains(steps) { edges[index].ways.append(steps) }
                } else {
                    edges.append(.init(from: numbers[state] ?? 0, to: place, ways: [steps]))
                }
            }
            graph.edges += edges
        }
        graph.stateCount = numbers.count
        return graph
    }
}
