package io.convoy.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Snapshots of a run in a directory of any Hadoop file system.
 *
 * <p>Every save is a new file with the next number in its name; nothing is renamed or overwritten.
 * The newest file that is whole wins, so a save that is interrupted costs one save. The last two
 * files are kept. One process at a time may write.
 */
public final class CheckpointStore {

  private static final Logger LOG = LoggerFactory.getLogger(CheckpointStore.class);
  private static final Pattern NAME = Pattern.compile("snapshot-(\\d{1,18})\\.bin");
  private static final int KEPT = 2;
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path directory;
  private final Configuration hadoop;

  /** Keeps snapshots in {@code directory}, which need not exist yet. */
  public CheckpointStore(Path directory, Configuration hadoop) {
    this.directory = directory;
    this.hadoop = hadoop;
  }

  private record Entry(long number, FileStatus file) {}

  /**
   * Saves a snapshot.
   *
   * @throws UncheckedIOException if it could not be written whole; earlier ones are untouched
   */
  public void save(Snapshot snapshot) {
    try {
      FileSystem files = directory.getFileSystem(hadoop);
      List<Entry> earlier = newestFirst(files);
      long number = earlier.isEmpty() ? 1 : earlier.get(0).number() + 1;
      Path file = new Path(directory, String.format("snapshot-%09d.bin", number));
      try (OutputStream out = files.create(file, false, BUFFER_BYTES)) {
        SnapshotFormat.write(snapshot, out);
      }
      for (Entry old : earlier.subList(Math.min(KEPT - 1, earlier.size()), earlier.size())) {
        delete(files, old.file().getPath());
      }
    } catch (IOException | FSError e) { // the second is how a full local disk is told of
      throw new UncheckedIOException(
          "cannot save a checkpoint to " + directory,
          e instanceof IOException io ? io : new IOException(e));
    }
  }

  /** Deletes an old file; to fail at that does not harm the new one. */
  private static void delete(FileSystem files, Path file) {
    try {
      files.delete(file, false);
    } catch (IOException e) {
      LOG.warn("cannot delete the old checkpoint {}", file, e);
    }
  }

  /**
   * Returns the newest snapshot of {@code problem} that is whole. Damaged files are skipped with a
   * warning.
   *
   * @throws UncheckedIOException if the directory exists and cannot be listed
   */
  public Optional<Snapshot> latest(String problem) {
    try {
      FileSystem files = directory.getFileSystem(hadoop);
      for (Entry entry : newestFirst(files)) {
        Path path = entry.file().getPath();
        try (FSDataInputStream in = files.open(path, BUFFER_BYTES)) {
          Snapshot snapshot = SnapshotFormat.read(in, entry.file().getLen());
          if (snapshot.problem().equals(problem)) {
            return Optional.of(snapshot);
          }
        } catch (IOException e) {
          LOG.warn("skipping the checkpoint {}: {}", path, e.getMessage());
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list the checkpoints in " + directory, e);
    }
  }

  /**
   * Deletes the snapshots, and the directory if nothing else is in it.
   *
   * @throws UncheckedIOException if one cannot be deleted
   */
  public void clear() {
    try {
      FileSystem files = directory.getFileSystem(hadoop);
      List<Entry> snapshots = newestFirst(files);
      for (Entry entry : snapshots) {
        files.delete(entry.file().getPath(), false);
      }
      if (files.exists(directory) && files.listStatus(directory).length == 0) {
        files.delete(directory, false);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot clear the checkpoints in " + directory, e);
    }
  }

  private List<Entry> newestFirst(FileSystem files) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try {
      for (FileStatus file : files.listStatus(directory)) {
        Matcher name = NAME.matcher(file.getPath().getName());
        if (name.matches()) {
          entries.add(new Entry(Long.parseLong(name.group(1)), file));
        }
      }
    } catch (FileNotFoundException none) {
      return List.of();
    }
    entries.sort(Comparator.comparingLong(Entry::number).reversed());
    return entries;
  }
}
