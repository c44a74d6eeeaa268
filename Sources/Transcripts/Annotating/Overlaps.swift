/// Finds the sends, and the receives, of one stream that several threads made at the same time: nobody knows in which
/// order the kernel served them. Sends one after another it took in that order for sure.
package struct Overlaps {
    package struct Place: Hashable, Sendable {
        package var thread: Int
        package var index: Int

        package init(thread: Int, index: Int) {
            self.thread = thread
            self.index = index
        }
    }

    private struct Direction: Hashable {
        var socket: Int
        var sends: Bool
    }

    private struct Span {
        var place: Place
        var began: Nanoseconds
        var ended: Nanoseconds
    }

    private var spans: [Direction: [Span]] = [:]

    package init() {}

    package mutating func add(_ place: Place, socket: Int, sends: Bool, began: Nanoseconds, ended: Nanoseconds) {
        spans[Direction(socket: socket, sends: sends), default: []].append(Span(place: place, began: began, ended: ended))
    }

    /// Those that were made while another one was under way.
    package var raced: Set<Place> {
        var raced: Set<Place> = []
        for spans in spans.values {
            var latest: Span?
            for span in spans.sorted(by: { $0.began < $1.began }) {
                if let latest, span.began <= latest.ended, span.place.thread != latest.place.thread {
                    raced.insert(latest.place)
                    raced.insert(span.place)
                }
                if latest.map({ span.ended > $0.ended }) ?? true { latest = span }
            }
        }
        return raced
    }
}
