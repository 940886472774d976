package io.convoy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A file system of 64 MB in memory, mounted on a directory; only root may do that. */
final class SmallDisk implements AutoCloseable {

  private final Path directory;
  private final Path ballast;

  private SmallDisk(Path directory) {
    this.directory = directory;
    this.ballast = directory.resolve("ballast");
  }

  /** Mounts one on {@code directory}, which must exist; skips the test where that is forbidden. */
  static SmallDisk at(Path directory) throws IOException {
    int code = command("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", directory.toString());
    Assumptions.assumeTrue(code == 0, "may not mount a file system here");
    return new SmallDisk(directory);
  }

  /** Takes all of its room. */
  void fill() throws IOException {
    byte[] some = new byte[1 << 12];
    try (OutputStream bytes = Files.newOutputStream(ballast)) {
      while (true) {
        bytes.write(some);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }

  /** Gives it back. */
  void free() throws IOException {
    Files.deleteIfExists(ballast);
  }

  @Override
  public void close() throws IOException {
    assertThat(command("umount", "--lazy", directory.toString())).isZero();
  }

  private static int command(String... words) throws IOException {
    return new ProcessBuilder(words).redirectErrorStream(true).start().onExit().join().exitValue();
  }
}
