package io.convoy.spark.checkpoint;

import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A snapshot in a file, and the one place that tells damage from what may be read later. */
final class SnapshotFile {

  /** Of streams that read and write snapshots. */
  static final int BUFFER_BYTES = 1 << 16;

  private SnapshotFile() {}

  /**
   * Reads a snapshot.
   *
   * @throws DamagedSnapshotException if there is no whole one, and never will be
   * @throws IOException if it cannot be read now
   */
  static Snapshot read(FileSystem files, Path path) throws IOException {
    try {
      long length = files.getFileStatus(path).getLen();
      try (FSDataInputStream in = files.open(path, BUFFER_BYTES)) {
        return SnapshotFormat.read(in, length);
      }
    } catch (ChecksumException | FileNotFoundException broken) {
      throw new DamagedSnapshotException(broken.getMessage());
    }
  }
}
