/// What an errno means, for a beginner.
package protocol ErrnoWords {
}
