import Rendering
import Transcripts

/// Until Rendering has it: one event, as the plain view's whole screen would show it.
func renderEvent(_ number: Int, of transcript: Transcript, options: RenderOptions) -> String? {
    transcript.event(number).map { "\(number) \(CallLine.text($0))\n" }
}
