package io.convoy.jobs.progress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether a person watches standard error, which Java cannot say: System.console() looks at input
 * and output.
 */
final class Terminal {

  private Terminal() {}

  /**
   * Returns whether the log goes elsewhere, to the file that the launcher names. On a cluster
   * standard error is the log, and a line of its own beside it would say the same twice.
   */
  static boolean isApartFromLog() {
    return System.getProperty("convoy.log") != null;
  }

  /**
   * Believes the launcher, which may stand in between; else looks at where standard error leads.
   */
  static boolean isWatched() {
    String launcher = System.getProperty("convoy.terminal");
    if (launcher != null) {
      return Boolean.parseBoolean(launcher);
    }
    try {
      Path end = Files.readSymbolicLink(Path.of("/proc/self/fd/2"));
      return end.startsWith("/dev/pts")
          || end.startsWith("/dev/tty")
          || end.startsWith("/dev/console");
    } catch (IOException | UnsupportedOperationException notLinux) {
      return false;
    }
  }
}
