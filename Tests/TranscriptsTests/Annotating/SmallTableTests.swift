import Testing

@testable import Transcripts

/// A small table does what a dictionary does, while its entries are few and when they have become many.
struct SmallTableTests {
    @Test(arguments: [3, 30]) func doesWhatADictionaryDoes(keys: Int) {
        var table = SmallTable<Int, [Int]>()
        var dictionary: [Int: [Int]] = [:]
        for step in 0..<500 {
            let key = step * step * 7 % keys
            switch step % 5 {
            case 0: (table[key], dictionary[key]) = (nil, nil)
            case 1: (table[key], dictionary[key]) = ([step], [step])
            default:
                table[key, default: []].append(step)
                dictionary[key, default: []].append(step)
            }
            for key in 0..<keys { #expect(table[key] == dictionary[key]) }
        }
        table.changeAll { $0.removeAll { $0 % 2 == 0 } }
        for key in 0..<keys { #expect(table[key] == dictionary[key]?.filter { $0 % 2 == 1 }) }
    }

    @Test func oneWithoutAKey_hasTheDefault_andStaysWithoutIt() {
        let table = SmallTable<String, Int>()
        #expect(table["a", default: 5] == 5)
        #expect(table["a"] == nil)
    }
}
