/// What the shell and the lessons' frame say.
package protocol ShellWords {
}
