import Transcripts

/// Runs as the lessons have them.
enum Sample {
    /// Lesson 7: three sends, one recv, then nothing twice.
    static func sticky() -> Transcript {
        var run = TranscriptBuilder()
        let accept = run.listening()
        run.connect()
        for text in ["hello", "big", "pig"] { run.send("client", text, flow: 2, to: "server") }
        run.close("client", "socket", connection: 1)
        run.ends("client")
        run.accepted(accept)
        for text in ["hellobigpig", "", ""] {
            run.recv("server", flow: 2, role: "conn", from: "client")
            run.print("server", text)
        }
        run.close("server", "conn", connection: 1)
        run.close("server", "listener")
        run.ends("server")
        return run.transcript
    }
}
