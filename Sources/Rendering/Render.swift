import Transcripts

/// The whole screen of a run, or of its first `step` steps. Ends with a newline.
package func render(_ transcript: Transcript, options: RenderOptions, upTo step: Int? = nil) -> String {
    let scene = Scene(transcript, options)
    var output = ""
    let kind = layoutKind(of: transcript, options)
    if kind == .plain { return PlainView(scene).text(upTo: step) }
    var layout: any Layout = switch kind {
    case .wide: WideLanes(scene)
    case .compact: CompactLanes(scene)
    default: Rails(scene)
    }
    draw(scene, &layout, upTo: step, to: &output)
    return output
}

private func draw(_ scene: Scene, _ layout: inout any Layout, upTo step: Int?, to output: inout String) {
    let color = scene.options.color
    let frame = Frame(scene: scene)
    for line in frame.title() + [frame.rule()] + layout.head() { line.write(to: &output, color: color) }
    var rows = Rows.rows(of: scene, upTo: step)
    if !scene.options.unfolded, (scene.lessonNumber ?? 4) >= 4 { rows = rows.foldingSetUp() }
    if !scene.options.unfolded { rows = layout.folding(rows) }
    for row in rows {
        for line in layout.lines(for: row) + layout.below.lines(row) { line.write(to: &output, color: color) }
    }
    layout.signs.note(rows, scene)
    for line in [frame.rule()] + frame.legend(layout.signs) { line.write(to: &output, color: color) }
}

extension Signs {
    fileprivate mutating func note(_ rows: [Row], _ scene: Scene) {
        for row in rows { degrees.formUnion(row.findings.lazy.filter { !$0.kind.isRemark }.map(\.degree)) }
        let origins = rows.lazy.flatMap(\.events).filter(\.takesBytes).flatMap { scene.index.origins(of: $0) }
        uncertain = origins.first { $0.isUncertain && $0.send != nil }?.send
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
