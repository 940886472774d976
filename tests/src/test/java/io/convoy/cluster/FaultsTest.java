package io.convoy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.convoy.cluster.FaultRun.Met;
import io.convoy.it.Command;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * -Dconvoy.faults-from} for runs from another than the first on. {@code target/faults.csv} says of
 * every run whether the fault struck it.
 */
class FaultsTest {

  @TempDir static Path dir;

  /** The main table of each job whose undisturbed run is there. */
  private static final Map<ClusterJob, Path> TABLES = new EnumMap<>(ClusterJob.class);

  private static final Tally TALLY = new Tally(Path.of("target", "faults.csv"));

  private static StandaloneCluster cluster;

  @BeforeAll
  static void start() throws Exception {
    ClusterJob.prepare(dir);
    cluster = StandaloneCluster.start(dir, 2);
  }

  @AfterAll
  static void stop() {
    cluster.close();
    System.out.println(TALLY.lines());
  }

  /** A handful: a process, a checkpoint, a disk and a table. */
  @ParameterizedTest
  @CsvSource({
    "TRANSPORT, KILL_EXECUTOR, 1",
    "LASSO, DAMAGE_CHECKPOINT, 2",
    "TRANSPORT, FILL_DISK, 3",
    "DISTANCE, TRUNCATE_INPUT, 4"
  })
  void aHandful(ClusterJob job, Fault fault, long seed) throws Exception {
    survive("chosen", job, fault, seed);
  }

  static Stream<Arguments> seeded() {
    List<ClusterJob> jobs = List.copyOf(EnumSet.allOf(ClusterJob.class));
    List<Fault> faults = List.copyOf(EnumSet.allOf(Fault.class));
    int count = Integer.getInteger("convoy.faults", jobs.size() * faults.size());
    int from = Integer.getInteger("convoy.faults-from", 0);
    return IntStream.range(from, from + count)
        .boxed()
        .flatMap(
            run -> {
              // every job under every fault in turn, so that all pairs come once
              ClusterJob job = jobs.get(run % jobs.size());
              Fault fault = faults.get((run / jobs.size() + run % jobs.size()) % faults.size());
              long seed = new SplittableRandom(~run).nextLong();
              return fault.appliesTo(job)
                  ? Stream.of(Arguments.of(run, job, fault, seed))
                  : Stream.empty();
            });
  }

  @Tag("faults")
  @ParameterizedTest
  @MethodSource("seeded")
  void many(int run, ClusterJob job, Fault fault, long seed) throws Exception {
    survive(Integer.toString(run), job, fault, seed);
  }

  private static void survive(String name, ClusterJob job, Fault fault, long seed)
      throws Exception {
    Path home = dir.resolve(job.toString() + "-undisturbed");
    Path table = TABLES.get(job);
    if (table == null) {
      table = FaultRun.asParquet(job, dir, home.resolve("table"));
      assertThat(Command.run(job.arguments(dir, table, home.resolve("out"))).exitCode()).isZero();
      TABLES.put(job, table);
    }
    FaultRun run = new FaultRun(cluster, dir, job, fault, seed);
    long began = System.nanoTime();
    Met met;
    try {
      met = run.survive(dir.resolve(job + "-" + seed), table, home.resolve("out"));
    } catch (AssertionError failure) {
      TALLY.add(name, run, new Met(false, 0, List.of(), Optional.empty()), seconds(began));
      throw failure;
    }
    TALLY.add(name, run, met, seconds(began));
    assertThat(met.struck()).as("%s: struck in one of %d runs", run, met.tries()).isTrue();
  }

  private static double seconds(long began) {
    return (System.nanoTime() - began) / 1e9;
  }
}
