/// A dictionary whose entries are looked through one by one as long as there are few: for the run of a small program that
/// is faster than hashing names and addresses.
struct SmallTable<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private var keys: [Key] = []
    private var few: [Value] = []
    /// All of them, once there are many.
    private var many: [Key: Value]?
    private let mostFew = 8

    init() {}

    subscript(key: Key) -> Value? {
        get {
            if let many { return many[key] }
            return place(of: key).map { few[$0] }
        }
        set {
            guard let newValue else { return remove(key) }
            self[key, default: newValue] = newValue
        }
    }

    subscript(key: Key, default new: @autoclosure () -> Value) -> Value {
        get { self[key] ?? new() }
        _modify {
            if many == nil, let place = place(of: key) ?? added(key, new) {
                yield &few[place]
            } else {
                yield &many![key, default: new()]
            }
        }
    }

    mutating func changeAll(_ change: (inout Value) -> Void) {
        for place in few.indices { change(&few[place]) }
        for key in many.map({ Array($0.keys) }) ?? [] { change(&many![key]!) }
    }

    private func place(of key: Key) -> Int? { keys.firstIndex(of: key) }

    /// Where the new entry is; nil when from now on there are many.
    private mutating func added(_ key: Key, _ new: () -> Value) -> Int? {
        guard keys.count < mostFew else {
            many = Dictionary(uniqueKeysWithValues: zip(keys, few))
            (keys, few) = ([], [])
            return nil
        }
        keys.append(key)
        few.append(new())
        return keys.count - 1
    }

    private mutating func remove(_ key: Key) {
        many?.removeValue(forKey: key)
        guard let place = place(of: key) else { return }
        keys.swapAt(place, keys.count - 1)
        few.swapAt(place, few.count - 1)
        keys.removeLast()
        few.removeLast()
    }
}
