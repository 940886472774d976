package io.convoy.spark.checkpoint;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
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
 * files that are not known to be damaged are kept. One process at a time may write.
 */
public final class CheckpointStore {

  private static final Logger LOG = LoggerFactory.getLogger(CheckpointStore.class);
  private static final Pattern NAME = Pattern.compile("snapshot-(\\d{1,18})\\.bin");
  private static final int KEPT = 2;

  private final Path directory;
  private final Configuration hadoop;
  private final Runnable permit;
  private final Set<Long> damaged = new HashSet<>();

  /** Keeps snapshots in {@code directory}, which need not exist yet. */
  public CheckpointStore(Path directory, Configuration hadoop) {
    this(directory, hadoop, () -> {});
  }

  /**
   * Keeps snapshots in {@code directory}, which need not exist yet.
   *
   * @param permit called before every save; throws if this process may write here no longer
   */
  public CheckpointStore(Path directory, Configuration hadoop, Runnable permit) {
    this.directory = directory;
    this.hadoop = hadoop;
    this.permit = permit;
  }

  private record Entry(long number, FileStatus file) {}

  /** Returns where the snapshots are, and what else of the run may be kept beside them. */
  public Path directory() {
    return directory;
  }

  /**
   * Returns where Spark may keep checkpoints of its own for the run of this process. They are read
   * back by Java deserialisation, so no later run may.
   */
  public Path ofSpark() {
    return new Path(directory, "spark");
  }

  /** Returns what the file system is reached by. */
  public Configuration hadoop() {
    return hadoop;
  }

  /** Throws if this process may write here no longer: before what is kept beside a snapshot. */
  public void requirePermit() {
    permit.run();
  }

  /**
   * Saves a snapshot.
   *
   * @throws UncheckedIOException if it could not be written whole; earlier ones are untouched
   */
  public void save(Snapshot snapshot) {
    requirePermit();
    try {
      FileSystem files = directory.getFileSystem(hadoop);
      List<Entry> earlier = newestFirst(files);
      long number = earlier.isEmpty() ? 1 : earlier.get(0).number() + 1;
      Path file = new Path(directory, String.format("snapshot-%09d.bin", number));
      try (OutputStream out = files.create(file, false, SnapshotFile.BUFFER_BYTES)) {
        SnapshotFormat.write(snapshot, out);
      }
      int whole = 1;
      for (Entry old : earlier) {
        if (damaged.contains(old.number()) || whole == KEPT) {
          OldFiles.delete(old.file().getPath(), hadoop);
        } else {
          whole++;
        }
      }
    } catch (IOException | FSError e) { // the second is how a full local disk is told of
      throw new UncheckedIOException(
          "cannot save a checkpoint to " + directory + ": " + e.getMessage(),
          e instanceof IOException io ? io : new IOException(e));
    }
  }

  /** Returns the newest snapshot of {@code problem} that is whole, as below. */
  public Optional<Snapshot> latest(String problem) {
    return latest(problem, snapshot -> true);
  }

  /**
   * Returns the newest snapshot of {@code problem} that is whole. Damaged files are skipped with a
   * warning, and go when there are newer ones.
   *
   * @param complete whether what belongs to a snapshot and is kept elsewhere is whole too; asked of
   *     the newest first, until it is
   * @throws UncheckedIOException if the directory or a snapshot is there and cannot be read: that
   *     may pass, so an earlier one is no answer
   */
  public Optional<Snapshot> latest(String problem, Predicate<Snapshot> complete) {
    try {
      FileSystem files = directory.getFileSystem(hadoop);
      for (Entry entry : newestFirst(files)) {
        Path path = entry.file().getPath();
        Optional<Snapshot> found = read(files, entry);
        if (found.isEmpty()) {
          continue;
        }
        Snapshot snapshot = found.get();
        if (!snapshot.problem().equals(problem)) {
          continue;
        }
        if (complete.test(snapshot)) {
          LOG.info("the checkpoint {} is that of iteration {}", path, snapshot.iteration());
          return found;
        }
        skip(entry, "what belongs to it is missing or damaged");
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot list the checkpoints in " + directory + ": " + e.getMessage(), e);
    }
  }

  /** Returns a snapshot unless it is damaged. */
  private Optional<Snapshot> read(FileSystem files, Entry entry) {
    Path path = entry.file().getPath();
    try {
      return Optional.of(SnapshotFile.read(files, path));
    } catch (DamagedSnapshotException broken) {
      skip(entry, broken.getMessage());
      return Optional.empty();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(
          "cannot read the checkpoint " + path + ": " + unreadable.getMessage(), unreadable);
    }
  }

  private void skip(Entry entry, String why) {
    damaged.add(entry.number());
    LOG.warn("skipping the checkpoint {}: {}", entry.file().getPath(), why);
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
