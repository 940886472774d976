package io.convoy.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.convoy.spark.checkpoint.CheckpointStore;
import io.convoy.spark.checkpoint.Snapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/**
 * The checkpoints in an output directory. No run says that it resumed, but the trace shows it: the
 * seconds in it are measured, so only a run that went on from a checkpoint has those of that
 * checkpoint, to the last bit.
 */
public record Checkpoints(Path out) {

  private static final Configuration HADOOP = new Configuration();
  private static final int KEPT = 2;
  private static final List<String> TRACE = List.of("iteration", "epsilon", "error", "seconds");

  /** Returns the files, the newest last, whole or not. */
  public List<Path> files() throws IOException {
    if (!Files.isDirectory(directory())) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(directory())) {
      return all.filter(file -> name(file).matches("snapshot-\\d+\\.bin")).sorted().toList();
    }
  }

  /** Returns how many were ever saved, the one that is being written included. */
  public int saved() throws IOException {
    List<Path> files = files();
    return files.isEmpty()
        ? 0
        : Integer.parseInt(name(files.get(files.size() - 1)).replaceAll("\\D", ""));
  }

  /** Returns the newest that is whole, from which the same command must go on. */
  public Optional<Snapshot> newest() {
    JsonNode manifest;
    try {
      manifest = new ObjectMapper().readTree(out.resolve("_state/manifest.json").toFile());
    } catch (IOException none) {
      return Optional.empty();
    }
    return new CheckpointStore(new org.apache.hadoop.fs.Path(directory().toUri()), HADOOP)
        .latest(
            manifest.path("problem-hash").asText(),
            snapshot -> momenta(snapshot).stream().noneMatch(Checkpoints::isEmpty));
  }

  /** Returns the files of what workers remembered before the iteration of a snapshot. */
  private List<Path> momenta(Snapshot snapshot) {
    Path files = directory().resolve("momenta-" + (snapshot.iteration() - 1));
    if (!Files.isDirectory(files)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(files)) {
      return all.filter(file -> name(file).matches("\\d+-\\d+\\.bin")).sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static boolean isEmpty(Path file) {
    return file.toFile().length() == 0;
  }

  /**
   * Inverts a bit of the newest snapshot, or empties a file that belongs to it; returns which file
   * that is, if there is one.
   */
  public Optional<Path> damageNewest(SplittableRandom random) throws IOException {
    List<Path> files = files();
    if (files.isEmpty() || isEmpty(files.get(files.size() - 1))) {
      return Optional.empty();
    }
    List<Path> momenta = newest().map(this::momenta).orElse(List.of());
    if (!momenta.isEmpty() && random.nextBoolean()) {
      Path one = momenta.get(random.nextInt(momenta.size()));
      Files.write(one, new byte[0]);
      return Optional.of(one);
    }
    Path newest = files.get(files.size() - 1);
    byte[] bytes = Files.readAllBytes(newest);
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    Files.write(newest, bytes);
    return Optional.of(newest);
  }

  /** Asserts that the run whose report is here went on from {@code snapshot}. */
  public void assertResumedFrom(Snapshot snapshot) {
    double[] before = snapshot.arrays().get("trace");
    assertThat(before).as("iterations before the checkpoint").isNotEmpty();
    assertThat(snapshot.iteration()).isPositive();
    JsonNode trace = Command.report(out).get("trace");
    double[] found = new double[before.length];
    for (int at = 0; at < found.length; at++) {
      JsonNode row = trace.path(at / TRACE.size());
      found[at] = row.path(TRACE.get(at % TRACE.size())).asDouble();
    }
    assertThat(found)
        .as("the trace up to the checkpoint of iteration %d, and its seconds", snapshot.iteration())
        .isEqualTo(before);
  }

  /**
   * Asserts that the run whose report is here left no checkpoint, or, if it may get more
   * iterations, no more than it needs to go on.
   */
  public void assertTidy() throws IOException {
    if (!Command.report(out).get("status").asText().equals("exhausted")) {
      assertThat(directory()).doesNotExist();
      return;
    }
    assertThat(files()).hasSizeBetween(1, KEPT);
    try (Stream<Path> all = Files.list(directory())) {
      assertThat(all.map(Checkpoints::name))
          .allMatch(
              file ->
                  file.matches("snapshot-\\d+\\.bin|\\.snapshot-\\d+\\.bin\\.crc|momenta-\\d+"));
    }
  }

  private Path directory() {
    return out.resolve("_checkpoint");
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
