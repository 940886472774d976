package io.convoy.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * The umask of this process, as a setting.
 *
 * <p>Hadoop does not ask the process: it gives every file, on local disks too, the rights that a
 * setting of its own leaves, and by default everybody may read.
 */
final class Umask {

  /** Spark hands what follows {@code spark.hadoop.} to Hadoop, on executors too. */
  static final String FOR_HADOOP = "spark.hadoop." + FsPermission.UMASK_LABEL;

  /** In octal digits; nothing where the user configured Hadoop's own, or without POSIX rights. */
  static final Optional<String> OF_THIS_PROCESS = isConfigured() ? Optional.empty() : measured();

  private Umask() {}

  private static boolean isConfigured() {
    String[] sources = new Configuration().getPropertySources(FsPermission.UMASK_LABEL);
    return sources != null && !sources[sources.length - 1].equals("core-default.xml");
  }

  /** Java has no call for it, so this looks at what it leaves of a new directory's rights. */
  private static Optional<String> measured() {
    Path probe = Path.of(System.getProperty("java.io.tmpdir"), "convoy-umask-" + UUID.randomUUID());
    try {
      Files.createDirectory(probe);
      try {
        Set<PosixFilePermission> withheld = EnumSet.allOf(PosixFilePermission.class);
        withheld.removeAll(Files.getPosixFilePermissions(probe));
        return Optional.of(octal(withheld));
      } finally {
        Files.delete(probe);
      }
    } catch (IOException | UnsupportedOperationException unknown) {
      return Optional.empty();
    }
  }

  private static String octal(Set<PosixFilePermission> rights) {
    String binary =
        PosixFilePermissions.toString(rights).replace('-', '0').replaceAll("[rwx]", "1");
    return "%03o".formatted(Integer.parseInt(binary, 2));
  }
}
