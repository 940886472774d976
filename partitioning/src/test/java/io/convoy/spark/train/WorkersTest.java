package io.convoy.spark.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.convoy.geometry.PointBlock;
import io.convoy.random.SeedStream;
import io.convoy.robust.Attack;
import io.convoy.spark.LocalSpark;
import io.convoy.spark.checkpoint.CheckpointStore;
import io.convoy.spark.checkpoint.MomentumFiles;
import io.convoy.training.Batches;
import io.convoy.training.LabeledRows;
import io.convoy.training.LinearModel;
import io.convoy.training.Order;
import io.convoy.training.Worker;
import io.convoy.training.Workers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTest {

  private static final int COUNT = 4;
  private static final int FEATURES = 3;

  /** The worker whose gradients are never finite, so that it has nothing to remember. */
  private static final int BROKEN = 2;

  private static final int LENGTH = FEATURES + 1;

  @TempDir Path directory;

  private CheckpointStore store() {
    return new CheckpointStore(
        new org.apache.hadoop.fs.Path(directory.toUri()), new Configuration());
  }

  private Workers workers(String kind) {
    List<LabeledRows> rows = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      SplittableRandom random = new SplittableRandom(i);
      int n = 12;
      float[] points = new float[n * FEATURES];
      double[] labels = new double[n];
      double[] weights = new double[n];
      long[] keys = new long[n];
      for (int row = 0; row < n; row++) {
        for (int k = 0; k < FEATURES; k++) {
          points[row * FEATURES + k] = i == BROKEN ? Float.NaN : (float) random.nextDouble(-1, 1);
        }
        labels[row] = random.nextDouble(-1, 1);
        weights[row] = 1;
        keys[row] = random.nextLong();
      }
      rows.add(new LabeledRows(PointBlock.of(i, FEATURES, points, weights), labels, keys));
    }
    Timed timed =
        new Timed(
            new Worker(
                new LinearModel(LinearModel.Loss.SQUARED, FEATURES, 1),
                new Batches(new SeedStream(7), 3)),
            0);
    return kind.equals("spark")
        ? new SparkWorkers(
            LocalSpark.CONTEXT.parallelize(rows, COUNT).cache(), timed, LENGTH, store())
        : new MemoryWorkers(rows, timed, LENGTH, ForkJoinPool.commonPool(), store());
  }

  private static Order order(long step) {
    double[] parameters = new double[LENGTH];
    Arrays.fill(parameters, 0.1 * step);
    return new Order(step, parameters, new double[0], 0.9, Attack.NONE, new int[0]);
  }

  /** Returns what stands for the vectors that were sent: their counts and sums of squares. */
  private static List<Object> answers(Workers workers, long step) {
    return workers.compute(order(step)).stream()
        .<Object>map(arrival -> List.of(arrival.loss(), arrival.contribution()))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"memory, memory", "memory, spark", "spark, memory", "spark, spark"})
  void eitherKindGoesOnFromWhatEitherKindKept(String first, String second) {
    double[] receipt;
    List<Object> expected;
    List<Object> after;
    try (Workers workers = workers(first)) {
      assertThat(workers.save(0)).isEmpty();
      for (int step = 0; step < 3; step++) {
        answers(workers, step);
      }
      expected = answers(workers, 3);
      receipt = workers.save(3);
      after = answers(workers, 4);
    }
    assertThat(receipt).hasSize(COUNT);
    assertThat(receipt[BROKEN]).isEqualTo(MomentumFiles.NOTHING);
    try (Workers workers = workers(second)) {
      assertThat(answers(workers, 3)).isNotEqualTo(expected);
    }
    try (Workers workers = workers(second)) {
      assertThat(workers.restore(3, receipt)).isTrue();
      assertThat(answers(workers, 3)).isEqualTo(expected);
      assertThat(answers(workers, 4)).isEqualTo(after);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "spark"})
  void whatIsMissingOrDamagedIsNotTakenOver(String kind) throws IOException {
    double[] receipt;
    try (Workers workers = workers(kind)) {
      answers(workers, 0);
      answers(workers, 1);
      receipt = workers.save(1);
    }
    List<Path> files = files("momenta-1");
    assertThat(files).hasSize(COUNT - 1);
    for (Path file : files) {
      byte[] whole = Files.readAllBytes(file);
      byte[] flipped = whole.clone();
      flipped[whole.length / 2] ^= 8;
      for (byte[] bad : new byte[][] {flipped, Arrays.copyOf(whole, 9), {}}) {
        Files.write(file, bad);
        assertUnknown(kind, receipt);
      }
      Files.delete(file);
      assertUnknown(kind, receipt);
      Files.write(file, whole);
    }
    try (Workers workers = workers(kind)) {
      assertThat(workers.restore(2, receipt)).isFalse();
      assertThat(workers.restore(1, receipt)).isTrue();
    }
  }

  private void assertUnknown(String kind, double[] receipt) {
    try (Workers workers = workers(kind)) {
      assertThat(workers.restore(1, receipt)).isFalse();
    }
  }

  /** The last two that a snapshot may name, and the one for which there may be no snapshot yet. */
  @Test
  void filesThatNoSnapshotNamesGo() throws IOException {
    Files.createDirectories(directory.resolve("momenta-77"));
    double[] receipt = {};
    try (Workers workers = workers("memory")) {
      answers(workers, 0);
      for (int step = 1; step < 6; step++) {
        answers(workers, step);
        receipt = workers.save(step);
      }
      assertThat(momenta()).containsExactly("momenta-3", "momenta-4", "momenta-5");
    }
    try (Workers workers = workers("memory")) {
      assertThat(workers.restore(5, receipt)).isTrue();
      answers(workers, 5);
      answers(workers, 6);
      workers.save(6);
      assertThat(momenta()).containsExactly("momenta-5", "momenta-6");
    }
  }

  /** Files of a step that is gone from the history would be missed when a machine is lost. */
  @Test
  void whatWasRestoredIsNotReadFromItsFilesAgain() throws IOException {
    double[] receipt;
    List<Object> expected;
    try (Workers workers = workers("spark")) {
      answers(workers, 0);
      expected = answers(workers, 1);
      receipt = workers.save(1);
    }
    try (Workers workers = workers("spark")) {
      assertThat(workers.restore(1, receipt)).isTrue();
      for (Path file : files("momenta-1")) {
        Files.delete(file);
      }
      assertThat(answers(workers, 1)).isEqualTo(expected);
    }
  }

  private List<String> momenta() {
    try (Stream<Path> all = Files.list(directory)) {
      return all.map(path -> path.getFileName().toString())
          .filter(name -> name.startsWith("momenta"))
          .sorted()
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private List<Path> files(String step) throws IOException {
    try (Stream<Path> all = Files.list(directory.resolve(step))) {
      List<Path> files = all.sorted().toList();
      for (Path file : files) {
        // Hadoop's own checksum would find the damage before ours
        if (file.toString().endsWith(".crc")) {
          Files.delete(file);
        }
      }
      return files.stream().filter(file -> !file.toString().endsWith(".crc")).toList();
    }
  }
}
