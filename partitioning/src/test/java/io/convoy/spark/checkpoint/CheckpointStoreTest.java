package io.convoy.spark.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointStoreTest {

  @TempDir Path directory;

  private CheckpointStore store() {
    return new CheckpointStore(
        new org.apache.hadoop.fs.Path(directory.resolve("deep/er").toUri()), new Configuration());
  }

  private static Snapshot snapshot(long iteration) {
    return new Snapshot(
        "hash",
        iteration,
        Map.of("g", new double[] {iteration, -0.0, Double.NaN, 1e-320}, "none", new double[0]),
        Map.of("epsilon", 0.1, "level", 3L));
  }

  private static void assertEqual(Snapshot actual, Snapshot expected) {
    assertThat(actual.problem()).isEqualTo(expected.problem());
    assertThat(actual.iteration()).isEqualTo(expected.iteration());
    assertThat(actual.numbers()).isEqualTo(expected.numbers());
    assertThat(actual.arrays().keySet()).isEqualTo(expected.arrays().keySet());
    expected
        .arrays()
        .forEach((name, array) -> assertThat(actual.arrays().get(name)).containsExactly(array));
  }

  private List<Path> snapshots() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("deep/er"))) {
      return files.filter(file -> !file.getFileName().toString().startsWith(".")).sorted().toList();
    }
  }

  @Test
  void theNewestSnapshotComesBackAsItWas() throws IOException {
    assertThat(store().latest("hash")).isEmpty();
    for (int iteration = 1; iteration <= 12; iteration++) {
      store().save(snapshot(iteration));
      assertEqual(store().latest("hash").orElseThrow(), snapshot(iteration));
    }
    assertThat(snapshots()).hasSize(2);
    assertThat(store().latest("another")).isEmpty();
  }

  @Test
  void damagedFilesAreSkippedAndNeverCountAsTheLastTwo() throws IOException {
    store().save(snapshot(1));
    store().save(snapshot(2));
    Path newest = snapshots().get(1);
    byte[] whole = Files.readAllBytes(newest);
    Path sidecar = newest.resolveSibling("." + newest.getFileName() + ".crc");
    Files.deleteIfExists(sidecar); // Hadoop's own checksum would find the damage before ours
    Files.write(newest, Arrays.copyOf(whole, whole.length - 5));
    assertEqual(store().latest("hash").orElseThrow(), snapshot(1));
    whole[whole.length / 2] ^= 4;
    Files.write(newest, whole);
    assertEqual(store().latest("hash").orElseThrow(), snapshot(1));
    Files.write(newest, new byte[0]);
    assertEqual(store().latest("hash").orElseThrow(), snapshot(1));
    CheckpointStore store = store();
    assertEqual(store.latest("hash").orElseThrow(), snapshot(1));
    store.save(snapshot(3));
    assertThat(snapshots()).doesNotContain(newest).hasSize(2);
    assertEqual(store.latest("hash").orElseThrow(), snapshot(3));
    Files.delete(snapshots().get(1));
    assertEqual(store().latest("hash").orElseThrow(), snapshot(1));
  }

  @Test
  void aSnapshotOfWhichSomethingIsMissingIsSkipped() throws IOException {
    store().save(snapshot(1));
    store().save(snapshot(2));
    CheckpointStore store = store();
    assertEqual(
        store.latest("hash", snapshot -> snapshot.iteration() == 1).orElseThrow(), snapshot(1));
    store.save(snapshot(3));
    assertThat(snapshots()).hasSize(2);
    assertEqual(
        store().latest("hash", snapshot -> snapshot.iteration() < 3).orElseThrow(), snapshot(1));
    assertThat(store().latest("hash", snapshot -> false)).isEmpty();
  }

  /** What cannot be read now may be read later: an earlier one would lose work without a need. */
  @Test
  void aSnapshotThatCannotBeReadIsNotSkipped() throws IOException {
    store().save(snapshot(1));
    store().save(snapshot(2));
    Configuration flaky = new Configuration();
    flaky.set("fs.file.impl", FlakyFileSystem.class.getName());
    flaky.setBoolean("fs.file.impl.disable.cache", true);
    CheckpointStore store =
        new CheckpointStore(
            new org.apache.hadoop.fs.Path(directory.resolve("deep/er").toUri()), flaky);
    assertThatThrownBy(() -> store.latest("hash"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("snapshot-000000002.bin")
        .hasRootCauseMessage("the name node is restarting");
    assertThat(snapshots()).hasSize(2);
  }

  /** A file system of which nothing can be read now. */
  public static final class FlakyFileSystem extends org.apache.hadoop.fs.LocalFileSystem {

    @Override
    public org.apache.hadoop.fs.FSDataInputStream open(org.apache.hadoop.fs.Path file, int buffer)
        throws IOException {
      throw new IOException("the name node is restarting");
    }
  }

  @Test
  void whoMayNotWriteAnyMoreDoesNot() throws IOException {
    store().save(snapshot(1));
    CheckpointStore store =
        new CheckpointStore(
            new org.apache.hadoop.fs.Path(directory.resolve("deep/er").toUri()),
            new Configuration(),
            () -> {
              throw new IllegalStateException("another run took over");
            });
    assertThatThrownBy(() -> store.save(snapshot(2))).hasMessage("another run took over");
    assertThat(snapshots()).hasSize(1);
    assertEqual(store.latest("hash").orElseThrow(), snapshot(1));
  }

  @Test
  void clearingLeavesNothingOfItsOwnAndNothingElseUndone() throws IOException {
    store().clear();
    store().save(snapshot(1));
    Files.writeString(directory.resolve("deep/er/notes.txt"), "keep");
    store().clear();
    assertThat(snapshots()).hasSize(1);
    Files.delete(directory.resolve("deep/er/notes.txt"));
    store().save(snapshot(1));
    store().clear();
    assertThat(directory.resolve("deep/er")).doesNotExist();
    assertThat(store().latest("hash")).isEqualTo(Optional.empty());
  }

  @Test
  void onlyDoublesAndLongsAreNumbers() {
    assertThatThrownBy(() -> new Snapshot("hash", 0, Map.of(), Map.of("n", 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'n' must be a Double or a Long");
  }

  @Property(tries = 200)
  void anyBytesComeBackAndAnyDamageIsSeen(
      @ForAll @Size(max = 40) double[] values,
      @ForAll String problem,
      @ForAll long iteration,
      @ForAll @IntRange(max = 1 << 20) int where,
      @ForAll @IntRange(max = 7) int bit)
      throws IOException {
    Snapshot snapshot =
        new Snapshot(problem, iteration, Map.of("a", values), Map.of("x", Double.NaN, "n", -1L));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SnapshotFormat.write(snapshot, out);
    byte[] bytes = out.toByteArray();
    assertThat(new String(bytes, 0, 7, java.nio.charset.StandardCharsets.US_ASCII))
        .isEqualTo("CVYSNAP");
    Snapshot back = SnapshotFormat.read(new ByteArrayInputStream(bytes), bytes.length);
    // a lone surrogate has no UTF-8
    if (java.nio.charset.StandardCharsets.UTF_8.newEncoder().canEncode(problem)) {
      assertEqual(back, snapshot);
    }
    byte[] damaged = bytes.clone();
    damaged[where % bytes.length] ^= (byte) (1 << bit);
    assertThatThrownBy(() -> SnapshotFormat.read(new ByteArrayInputStream(damaged), damaged.length))
        .isInstanceOf(IOException.class);
    byte[] cut = Arrays.copyOf(bytes, where % bytes.length);
    assertThatThrownBy(() -> SnapshotFormat.read(new ByteArrayInputStream(cut), cut.length))
        .isInstanceOf(IOException.class);
  }
}
