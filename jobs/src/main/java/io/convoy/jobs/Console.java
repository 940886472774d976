package io.convoy.jobs;

import io.convoy.jobs.outcome.Printable;
import io.convoy.jobs.outcome.Redaction;
import java.io.PrintStream;

/**
 * Where a command speaks: results on {@code out}, everything about getting there on {@code err}.
 */
record Console(PrintStream out, PrintStream err) {

  /** Prints a line of the result without its secrets. */
  void say(String line) {
    out.println(Printable.line(Redaction.current().text(line)));
  }
}
