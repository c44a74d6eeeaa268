import StructFormat
import Testing

@Suite struct StructLayoutTests {
    @Test func native_padsBeforeAnAlignedField() throws {
        let layout = try StructLayout("ciq")
        #expect(layout.fields.map(\.offset) == [0, 4, 8])
        #expect(layout.fields.map(\.padding) == [0, 3, 0])
        #expect(layout.fields.map(\.size) == [1, 4, 8])
        #expect(layout.size == 16)
    }

    @Test func standard_doesNotPad() throws {
        let layout = try StructLayout("!ciq")
        #expect(layout.fields.map(\.offset) == [0, 1, 5])
        #expect(layout.isBigEndian)
    }

    @Test func count_repeatsAnItemButMeasuresBytes() throws {
        #expect(try StructLayout("!3h").fields.map(\.size) == [2, 2, 2])
        #expect(try StructLayout("!3s").fields.map(\.size) == [3])
        #expect(try StructLayout("!3x").fields.map(\.size) == [3])
        #expect(try StructLayout("! 2h  b").fields.map(\.offset) == [0, 2, 4])
    }
}
