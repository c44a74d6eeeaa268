/// What a program sees of the machine it runs on.
package final class Host: Sendable {
    init() {}
}
