/// Where everything of a layered graph stands: layers from the top down, long edges bent at every layer.
///
/// K. Sugiyama, S. Tagawa, M. Toda, "Methods for visual understanding of hierarchical system structures" (1981): layers
/// by the longest way, an order within them by barycentres, then places that are near to their neighbours.
struct GraphLayout {
    struct Box {
        var width: Double
        var height: Double
        var layer: Int
        /// The middle.
        var x = 0.0
        /// The upper edge.
        var y = 0.0
    }

    private(set) var boxes: [Box] = []
    /// From a box to one of the next layer.
    private var links: [(from: Int, to: Int)] = []
    private var layers: [[Int]] = []
    private var above: [[Int]] = []
    private var below: [[Int]] = []

    static let gap = 22.0
    static let layerGap = 20.0

    mutating func add(width: Double, height: Double, layer: Int) -> Int {
        boxes.append(Box(width: width, height: height, layer: layer))
        return boxes.count - 1
    }

    /// Connects two boxes. Returns the boxes on the way, with bends for the layers between.
    mutating func connect(_ from: Int, _ to: Int) -> [Int] {
        var path = [from]
        for layer in (boxes[from].layer + 1)..<max(boxes[to].layer, boxes[from].layer + 1) {
            path.append(add(width: 2, height: 0, layer: layer))
        }
        path.append(to)
        for (a, b) in zip(path, path.dropFirst()) { links.append((a, b)) }
        return path
    }

    /// The width and height of all.
    mutating func place() -> (width: Double, height: Double) {
        prepare()
        for _ in 0..<12 {
            for layer in layers.indices.dropFirst() { order(layer, by: above) }
            for layer in layers.indices.dropLast().reversed() { order(layer, by: below) }
        }
        for layer in layers.indices { spread(layer) }
        for _ in 0..<30 {
            for layer in layers.indices.dropFirst() { align(layer, by: above) }
            for layer in layers.indices.dropLast().reversed() { align(layer, by: below) }
        }
        return settle()
    }

    private mutating func prepare() {
        layers = Array(repeating: [], count: (boxes.map(\.layer).max() ?? 0) + 1)
        above = Array(repeating: [], count: boxes.count)
        below = above
        for index in boxes.indices { layers[boxes[index].layer].append(index) }
        for (from, to) in links {
            below[from].append(to)
            above[to].append(from)
        }
        for layer in layers.indices { spread(layer) }
    }

    private func mean(_ neighbours: [Int]) -> Double? {
        neighbours.isEmpty ? nil : neighbours.reduce(0) { $0 + boxes[$1].x } / Double(neighbours.count)
    }

    private mutating func order(_ layer: Int, by neighbours: [[Int]]) {
        let keyed = layers[layer].enumerated().map { place, box in (mean(neighbours[box]) ?? boxes[box].x, place, box) }
        layers[layer] = keyed.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
        spread(layer)
    }

    /// Side by side around 0.
    private mutating func spread(_ layer: Int) {
        let total = layers[layer].reduce(0) { $0 + boxes[$1].width + Self.gap } - Self.gap
        var x = -total / 2
        for box in layers[layer] {
            boxes[box].x = x + boxes[box].width / 2
            x += boxes[box].width + Self.gap
        }
    }

    /// As near to the neighbours as the order and the widths allow: least squares under these bounds, by pooling
    /// adjacent violators.
    private mutating func align(_ layer: Int, by neighbours: [[Int]]) {
        var offset = 0.0
        var offsets: [Double] = []
        var pools: [(sum: Double, count: Int)] = []
        for (place, box) in layers[layer].enumerated() {
            if place > 0 { offset += (boxes[layers[layer][place - 1]].width + boxes[box].width) / 2 + Self.gap }
            offsets.append(offset)
            pools.append(((mean(neighbours[box]) ?? boxes[box].x) - offset, 1))
            while pools.count > 1, average(pools[pools.count - 2]) > average(pools[pools.count - 1]) {
                let last = pools.removeLast()
                pools[pools.count - 1].sum += last.sum
                pools[pools.count - 1].count += last.count
            }
        }
        let places = pools.flatMap { Array(repeating: average($0), count: $0.count) }
        for (place, box) in layers[layer].enumerated() { boxes[box].x = places[place] + offsets[place] }
    }

    private func average(_ pool: (sum: Double, count: Int)) -> Double { pool.sum / Double(pool.count) }

    /// Heights from the top, and nothing left of 0.
    private mutating func settle() -> (width: Double, height: Double) {
        var y = 0.0
        for layer in layers {
            let height = layer.map { boxes[$0].height }.max() ?? 0
            for box in layer { boxes[box].y = y + (height - boxes[box].height) / 2 }
            y += height + Self.layerGap
        }
        let left = boxes.map { $0.x - $0.width / 2 }.min() ?? 0
        for index in boxes.indices { boxes[index].x -= left }
        return (boxes.map { $0.x + $0.width / 2 }.max() ?? 0, y - Self.layerGap)
    }
}
