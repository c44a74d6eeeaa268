import Foundation
import Sockets
import Testing

/// What lesson 14 says about paths, measured on the running kernel.
@Suite struct KernelFactsUnixTests {
    /// A refused `connect` is no proof of a leftover: between `bind` and `listen` a living server refuses, too.
    @Test func betweenBindAndListen_aPathIsRefused() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("bind-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = Address.unix(path: folder.appendingPathComponent("s").path)
        let server = try Socket(.unixStream)
        defer { try? server.close() }
        try server.bind(path)
        #expect(Socket.errno { try Socket.connected(to: path).close() } == "ECONNREFUSED")
        try server.listen(backlog: 1)
        #expect(Socket.errno { try Socket.connected(to: path).close() } == nil)
    }
}
