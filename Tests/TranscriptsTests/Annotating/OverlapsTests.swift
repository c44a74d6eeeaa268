import Testing
import Transcripts

struct OverlapsTests {
    private func raced(_ spans: [(thread: Int, index: Int, began: Int64, ended: Int64)], sends: Bool = true) -> Set<Overlaps.Place> {
        var overlaps = Overlaps()
        for span in spans {
            overlaps.add(
                .init(thread: span.thread, index: span.index), socket: 1, sends: sends, began: span.began, ended: span.ended)
        }
        return overlaps.raced
    }

    @Test func oneAfterTheOther_isSure() {
        #expect(raced([(0, 0, 1, 2), (1, 0, 3, 4), (0, 1, 5, 6)]).isEmpty)
    }

    @Test func atTheSameTime_isNot() {
        #expect(raced([(0, 0, 1, 5), (1, 0, 3, 4), (0, 1, 7, 8)]) == [.init(thread: 0, index: 0), .init(thread: 1, index: 0)])
    }

    @Test func aLongOne_racesWithAllThatItCovers() {
        #expect(raced([(0, 0, 1, 100), (1, 0, 2, 3), (1, 1, 90, 95), (2, 0, 101, 102)]).count == 3)
    }

    @Test func theTwoDirections_areApart() {
        var overlaps = Overlaps()
        overlaps.add(.init(thread: 0, index: 0), socket: 1, sends: true, began: 1, ended: 9)
        overlaps.add(.init(thread: 1, index: 0), socket: 1, sends: false, began: 1, ended: 9)
        #expect(overlaps.raced.isEmpty)
    }
}
