#ifndef CREADLINE_SHIM_H
#define CREADLINE_SHIM_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <readline/readline.h>
#include <readline/history.h>

// Readline is steered by global variables, which Swift 6 rightly refuses. One function for each that the lab needs.

/// The lab handles the signals itself, readline touches neither them nor COLUMNS and LINES.
static inline void lab_readline_leave_signals_alone(void) {
    rl_catch_signals = 0;
    rl_catch_sigwinch = 0;
    rl_change_environment = 0;
}

/// What `$if socketlab` in an inputrc means.
static inline void lab_readline_set_name(const char *name) { rl_readline_name = name; }

/// `complete` returns matches as `rl_completion_matches` does; NULL means none.
static inline void lab_readline_set_completion(char **(*complete)(const char *, int, int)) {
    rl_attempted_completion_function = complete;
    rl_completer_word_break_characters = " \t\n\"'";
    rl_completer_quote_characters = "\"'";
}

/// No file names where the lab knows better; a space after a whole word or not.
static inline void lab_readline_completion_is(int over, int appends_space) {
    rl_attempted_completion_over = over;
    rl_completion_suppress_append = !appends_space;
}

/// Where readline takes its bytes from.
static inline void lab_readline_set_getc(int (*get)(FILE *)) { rl_getc_function = get; }

/// What readline has written so far reaches the terminal.
static inline void lab_readline_flush(void) { fflush(rl_outstream ? rl_outstream : stdout); }

static inline const char *lab_readline_line(void) { return rl_line_buffer ? rl_line_buffer : ""; }

/// Ctrl-C at the prompt: an empty line below.
static inline void lab_readline_clear_line(void) {
    rl_free_line_state();
    rl_callback_sigcleanup();
    rl_replace_line("", 1);
    rl_point = rl_end = rl_mark = 0;
    rl_done = 0;
}

#endif
