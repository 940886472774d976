package io.convoy.jobs.table;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.apache.hadoop.fs.FileStatus;

/** What changes when an input changes, found without reading it. */
public final class Fingerprint {

  private Fingerprint() {}

  /**
   * Returns a hash of the paths, lengths and modification times of {@code files}, whatever their
   * order. Credentials in a path do not count: a rotated key is the same input.
   */
  static String ofFiles(List<FileStatus> files) {
    Function<FileStatus, String> place = file -> place(file.getPath().toUri());
    StringBuilder lines = new StringBuilder();
    files.stream()
        .sorted(Comparator.comparing(place))
        .forEach(
            file ->
                lines
                    .append(place.apply(file))
                    .append('\t')
                    .append(file.getLen())
                    .append('\t')
                    .append(file.getModificationTime())
                    .append('\n'));
    return of(lines.toString());
  }

  /** Returns a hash of {@code text}: 128 bits in hexadecimal. */
  public static String of(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-256", impossible);
    }
  }

  private static String place(URI uri) {
    String authority = uri.getAuthority() == null ? "" : uri.getAuthority();
    String host = authority.substring(authority.lastIndexOf('@') + 1);
    return uri.getScheme() + "://" + host + uri.getPath();
  }
}
