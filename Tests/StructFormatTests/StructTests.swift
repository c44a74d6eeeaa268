import StructFormat
import Testing

@Suite struct StructTests {
    @Test func pack_usesTheMachinesOrderOrTheNetworks() throws {
        #expect(try Struct.pack("!i", 12) == [0, 0, 0, 12])
        #expect(try Struct.pack("<i", 12) == [12, 0, 0, 0])
        #expect(try Struct.pack("i", 12) == (1.bigEndian == 1 ? [0, 0, 0, 12] : [12, 0, 0, 0]))
    }

    @Test func calcsize_countsPaddingOnlyInNativeFormats() throws {
        #expect(try Struct.calcsize("iq") == 16)
        #expect(try Struct.calcsize("!iq") == 12)
        #expect(try Struct.calcsize("l") == MemoryLayout<CLong>.size)
        #expect(try Struct.calcsize("!l") == 4)
        #expect(try Struct.calcsize("b0i") == 4)
        #expect(try Struct.calcsize("") == 0)
    }

    @Test func unpack_givesBackWhatWasPacked() throws {
        let format = "<?cbBhHiIqQed5s4p2x"
        let values: [StructValue] = [
            true, "c", -128, 255, -32768, 65535, -2_147_483_648, 4_294_967_295, .integer(Int128(Int64.min)),
            .integer(Int128(UInt64.max)), 0.5, -2.25, "hello", "abc",
        ]
        #expect(try Struct.unpack(format, Struct.pack(format, values)) == values)
    }

    @Test(arguments: [0.0, 1, -1, 65504, 6.1e-5, 5.960464477539063e-08, 0.333251953125, .infinity])
    func halfFloat_roundTrips(number: Double) throws {
        let back = try Struct.unpack("e", Struct.pack("e", .float(number)))
        guard case .float(let value) = back[0] else { return #expect(Bool(false)) }
        #expect(abs(value - number) <= abs(number) / 2048 || value == number)
    }

    @Test func int_isTheValueAsACount() throws {
        #expect(try Struct.unpack("!i", [0, 0, 0x0f, 0x35])[0].int == 3893)
        #expect(StructValue.float(1).int == nil)
    }
}
