import Transcripts

/// The whole screen of a run, or of its first `step` steps. Ends with a newline.
package func render(_ transcript: Transcript, options: RenderOptions, upTo step: Int? = nil) -> String {
    var playback = Playback(transcript, options: options)
    playback.advance(to: step ?? playback.last)
    return (playback.lines + playback.footer).reduce(into: "") { output, line in
        output += line
        output += "\n"
    }
}

/// The layout for a transcript: by the width of a lane, unless the options say otherwise.
func layoutKind(of transcript: Transcript, _ options: RenderOptions) -> LayoutChoice {
    let names = transcript.laneNames
    let lane = (options.width - 4) / max(names.count, 1)
    switch options.layout {
    case .plain, .rails: return options.layout
    // Two lanes have the middle column; more have none, and one has nothing to stand between.
    case .wide: return names.count == 2 ? .wide : .compact
    case .compact: return .compact
    case .automatic: break
    }
    if lane < 18 || transcript.hasThreads { return .rails }
    return lane >= 30 && names.count == 2 ? .wide : .compact
}

extension Transcript {
    fileprivate var hasThreads: Bool { events.contains { $0.thread != nil } }
}
