package io.convoy.jobs;

import java.io.PrintStream;

/**
 * Where a command speaks: results on {@code out}, everything about getting there on {@code err}.
 */
record Console(PrintStream out, PrintStream err) {}
