/// What a rendered transcript says besides BSD's names.
package protocol ScreenWords {
}
