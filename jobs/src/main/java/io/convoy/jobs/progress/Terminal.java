package io.convoy.jobs.progress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether a person watches standard error, which Java cannot say: System.console() looks elsewhere.
 */
final class Terminal {

  private Terminal() {}

  /**
   * Looks at where standard error leads; System.console() would look at input and output instead.
   */
  static boolean isWatched() {
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
