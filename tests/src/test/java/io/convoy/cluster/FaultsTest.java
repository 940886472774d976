package io.convoy.cluster;

import io.convoy.it.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs on a cluster while processes die and stop. {@code -Dconvoy.faults} asks for another number
 * of runs than 60 in the profile {@code faults}; {@code -Dconvoy.faults-from} for other seeds.
 */
class FaultsTest {

  @TempDir static Path dir;

  private static StandaloneCluster cluster;

  @BeforeAll
  static void start() throws Exception {
    ClusterJob.prepare(dir);
    cluster = StandaloneCluster.start(dir, 2);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  private static Path expected(ClusterJob job) {
    Path expected = dir.resolve("expected-" + job);
    if (!Files.exists(expected.resolve("report.json"))
        && Command.run(job.arguments(dir, expected)).exitCode() != 0) {
      throw new IllegalStateException("the undisturbed run of " + job + " failed");
    }
    return expected;
  }

  /** A handful, each job that iterates and each kind of process once. */
  @Tag("faults")
  @ParameterizedTest
  @CsvSource({
    "TRANSPORT, KILL_EXECUTOR, 1",
    "LASSO, DAMAGE_CHECKPOINT, 2",
    "TRAIN, KILL_WORKER, 3",
    "SELECT, STOP_EXECUTOR, 4"
  })
  void aHandful(ClusterJob job, Fault fault, long seed) throws Exception {
    new FaultRun(cluster, dir).survive(job, fault, seed, expected(job));
  }

  static Stream<Arguments> seeded() {
    int count = Integer.getInteger("convoy.faults", 60);
    long from = Long.getLong("convoy.faults-from", 100);
    return LongStream.range(from, from + count)
        .mapToObj(
            seed -> {
              SplittableRandom random = new SplittableRandom(~seed);
              // every job under every fault in turn, so that sixty runs are all pairs once
              int pair = (int) (seed - from);
              List<ClusterJob> jobs = List.copyOf(EnumSet.allOf(ClusterJob.class));
              List<Fault> faults = List.copyOf(EnumSet.allOf(Fault.class));
              return Arguments.of(
                  jobs.get(pair % jobs.size()),
                  faults.get((pair / jobs.size() + pair % jobs.size()) % faults.size()),
                  random.nextLong());
            });
  }

  @Tag("faults")
  @ParameterizedTest
  @MethodSource("seeded")
  void many(ClusterJob job, Fault fault, long seed) throws Exception {
    new FaultRun(cluster, dir).survive(job, fault, seed, expected(job));
  }
}
