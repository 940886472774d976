package io.convoy.spark.checkpoint;

import io.convoy.geometry.PointBlock;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;

/**
 * What workers remember, a file each, beside the snapshots of a training: {@code
 * momenta-STEP/WORKER-ATTEMPT.bin}, written where the worker is.
 *
 * <p>A task that is tried again, or twice at a time, writes another file. Which attempt counts is
 * for the snapshot to say: its receipt has the attempt's number per worker, or {@link #NOTHING}.
 * Files are snapshots, so what is damaged is known, and are the same for all kinds of workers, so
 * that a run may go on with another kind.
 */
public final class MomentumFiles implements Serializable {

  /** The attempt of a worker that remembers nothing. */
  public static final long NOTHING = -1;

  private static final long serialVersionUID = 1L;
  private static final Pattern STEP = Pattern.compile("momenta-(\\d{1,18})");
  private static final int KEPT = 2;

  private final String directory;
  private final SerializableConfiguration hadoop;
  private final ArrayDeque<Long> steps = new ArrayDeque<>();

  /** Keeps files in {@code directory}, which need not exist yet. */
  public MomentumFiles(Path directory, Configuration hadoop) {
    this.directory = directory.toString();
    this.hadoop = new SerializableConfiguration(hadoop);
  }

  /**
   * Makes room for the files of a step: those of steps before the last two go, and those that no
   * snapshot can name.
   */
  public void begin(long step) throws IOException {
    while (steps.size() > KEPT) {
      steps.poll();
    }
    Path all = new Path(directory);
    FileSystem files = all.getFileSystem(hadoop.value());
    FileStatus[] there;
    try {
      there = files.listStatus(all);
    } catch (FileNotFoundException none) {
      there = new FileStatus[0];
    }
    for (FileStatus old : there) {
      Matcher name = STEP.matcher(old.getPath().getName());
      if (name.matches() && !steps.contains(Long.parseLong(name.group(1)))) {
        files.delete(old.getPath(), true);
      }
    }
    steps.add(step);
  }

  /** Keeps the files of a step that a run goes on from. */
  public void resume(long step) {
    steps.clear();
    steps.add(step);
  }

  /**
   * Writes what a worker remembers.
   *
   * @param momentum a block of one row of floats; null if it remembers nothing
   * @return what stands for it in the receipt
   */
  public long write(long step, int worker, long attempt, PointBlock momentum) throws IOException {
    if (momentum == null) {
      return NOTHING;
    }
    Path file = file(step, worker, attempt);
    try (OutputStream out =
        file.getFileSystem(hadoop.value()).create(file, true, SnapshotFile.BUFFER_BYTES)) {
      SnapshotFormat.write(
          new Snapshot(
              owner(worker),
              step,
              Map.of("momentum", packed(momentum)),
              Map.of("length", (long) momentum.dimension())),
          out);
    }
    return attempt;
  }

  /**
   * Returns what a worker remembered, null if nothing; empty if its file is missing or damaged.
   *
   * @throws IOException if it is there and cannot be read
   */
  public Optional<Remembered> read(long step, int worker, long attempt) throws IOException {
    if (attempt == NOTHING) {
      return Optional.of(new Remembered(null));
    }
    Path path = file(step, worker, attempt);
    Snapshot kept;
    try {
      kept = SnapshotFile.read(path.getFileSystem(hadoop.value()), path);
    } catch (DamagedSnapshotException broken) {
      return Optional.empty();
    }
    if (!kept.problem().equals(owner(worker)) || kept.iteration() != step) {
      return Optional.empty();
    }
    float[] floats =
        unpacked(
            kept.arrays().get("momentum"),
            Math.toIntExact(kept.numbers().get("length").longValue()));
    return Optional.of(
        new Remembered(PointBlock.of(worker, floats.length, floats, new double[] {1})));
  }

  /**
   * What a worker remembered.
   *
   * @param momentum null if nothing
   */
  public record Remembered(PointBlock momentum) {}

  private static String owner(int worker) {
    return "worker " + worker;
  }

  private Path file(long step, int worker, long attempt) {
    return new Path(new Path(directory, "momenta-" + step), worker + "-" + attempt + ".bin");
  }

  /** Returns two floats in the bits of each double, which is copied and never computed with. */
  private static double[] packed(PointBlock momentum) {
    int n = momentum.dimension();
    double[] values = new double[(n + 1) / 2];
    ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * values.length);
    for (int k = 0; k < n; k++) {
      bytes.putFloat(k * Float.BYTES, (float) momentum.coordinate(0, k));
    }
    bytes.asDoubleBuffer().get(values);
    return values;
  }

  private static float[] unpacked(double[] values, int n) {
    ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * values.length);
    bytes.asDoubleBuffer().put(values);
    float[] floats = new float[n];
    bytes.asFloatBuffer().get(floats);
    return floats;
  }
}
