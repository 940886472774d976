package io.convoy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.convoy.it.Command;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
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
 * of runs than all pairs of a job and a fault in the profile {@code faults}; {@code
 * -Dconvoy.faults-from} for runs from another than the first on.
 */
class FaultsTest {

  @TempDir static Path dir;

  /** The main table of each job whose undisturbed run is there. */
  private static final Map<ClusterJob, Path> TABLES = new EnumMap<>(ClusterJob.class);

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

  /** A handful, and every kind of process and file that can go once. */
  @ParameterizedTest
  @CsvSource({
    "TRANSPORT, KILL_EXECUTOR, 1",
    "LASSO, DAMAGE_CHECKPOINT, 2",
    "TRAIN, KILL_WORKER, 3",
    "SELECT, FILL_DISK, 4",
    "DISTANCE, TRUNCATE_INPUT, 5"
  })
  void aHandful(ClusterJob job, Fault fault, long seed) throws Exception {
    survive(job, fault, seed);
  }

  static Stream<Arguments> seeded() {
    List<ClusterJob> jobs = List.copyOf(EnumSet.allOf(ClusterJob.class));
    List<Fault> faults = List.copyOf(EnumSet.allOf(Fault.class));
    int count = Integer.getInteger("convoy.faults", jobs.size() * faults.size());
    int from = Integer.getInteger("convoy.faults-from", 0);
    return IntStream.range(from, from + count)
        .mapToObj(
            run -> {
              // every job under every fault in turn, so that all pairs come once
              ClusterJob job = jobs.get(run % jobs.size());
              Fault fault = faults.get((run / jobs.size() + run % jobs.size()) % faults.size());
              return Arguments.of(job, fault, new SplittableRandom(~run).nextLong());
            });
  }

  @Tag("faults")
  @ParameterizedTest
  @MethodSource("seeded")
  void many(ClusterJob job, Fault fault, long seed) throws Exception {
    survive(job, fault, seed);
  }

  private static void survive(ClusterJob job, Fault fault, long seed) throws Exception {
    Path home = dir.resolve(job.toString() + "-undisturbed");
    Path table = TABLES.get(job);
    if (table == null) {
      table = FaultRun.asParquet(job, dir, home.resolve("table"));
      assertThat(Command.run(job.arguments(dir, table, home.resolve("out"))).exitCode()).isZero();
      TABLES.put(job, table);
    }
    Path own = dir.resolve(job + "-" + seed);
    new FaultRun(cluster, dir, job, fault, seed).survive(own, table, home.resolve("out"));
  }
}
