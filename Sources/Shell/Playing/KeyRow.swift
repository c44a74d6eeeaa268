/// The last row of a page: the keys on the left, the place on the right.
struct KeyRow {
    let look: TextLook

    func text(_ keys: [String], place: String) -> String {
        let width = min(look.width, 80)
        let separator = look.pick(" · ", " - ")
        let left = keys.joined(separator: separator)
        let gap = max(width - look.columns(left) - look.columns(place), 2)
        return look.paint(left, .dim) + String(repeating: " ", count: gap) + look.paint(place, .dim)
    }
}
