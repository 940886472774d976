package io.convoy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.convoy.cluster.StandaloneCluster.Submitted;
import io.convoy.it.Checkpoints;
import io.convoy.it.Command;
import io.convoy.jobs.report.RunReport;
import io.convoy.spark.checkpoint.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One run that a fault meets: it must end in the result of an undisturbed one, if need be by the
 * same command given again, go on from its checkpoint if it has one, and leave nothing.
 */
record FaultRun(StandaloneCluster cluster, Path models, ClusterJob job, Fault fault, long seed) {

  /** Milliseconds within which the fault comes; where a run was faster than that, sooner. */
  private static final List<Integer> LATEST = List.of(4000, 1000, 250, 0);

  private static final int COMMANDS = 3;

  /**
   * How a run met the fault.
   *
   * @param struck whether the fault came in time
   * @param tries runs that were made until it did
   * @param exitCodes of the same command, given until it succeeded
   * @param resumed the iteration of the checkpoint that the last command went on from
   */
  record Met(boolean struck, int tries, List<Integer> exitCodes, Optional<Long> resumed) {}

  @Override
  public String toString() {
    return job + ", " + fault + ", seed " + seed;
  }

  /**
   * Runs the job until the fault strikes it.
   *
   * @param dir empty, for what this leaves
   * @param table the main table as one parquet file
   * @param expected where an undisturbed run on that table left its result
   */
  Met survive(Path dir, Path table, Path expected) throws Exception {
    Met met = null;
    for (int tries = 1; tries <= LATEST.size() && (met == null || !met.struck()); tries++) {
      Path home = Files.createDirectories(dir.resolve("try-" + tries));
      Path disk = Files.createDirectory(home.resolve("disk"));
      if (fault.needsSmallDisk()) {
        try (SmallDisk small = SmallDisk.at(disk)) {
          met = survive(home, Optional.of(small), table, expected, tries);
        }
      } else {
        met = survive(home, Optional.empty(), table, expected, tries);
      }
    }
    return met;
  }

  private Met survive(Path home, Optional<SmallDisk> disk, Path intact, Path expected, int tries)
      throws Exception {
    SplittableRandom random = new SplittableRandom(seed + tries);
    Path table = intact;
    if (fault.spoilsTable()) {
      table = Files.copy(intact, home.resolve(intact.getFileName()));
      fault.spoil(table, random);
    }
    Path out = home.resolve("disk").resolve("out");
    String[] arguments = job.arguments(models, table, out);
    Submitted application = cluster.submit(fault.conf(), arguments);
    boolean struck =
        fault.strike(
            new Struck(
                cluster,
                application,
                job,
                out,
                disk,
                table,
                intact,
                random,
                LATEST.get(tries - 1)));
    Checkpoints checkpoints = new Checkpoints(out);
    Optional<Snapshot> checkpoint = Optional.empty();
    List<Integer> exitCodes = new ArrayList<>(List.of(application.exitCode()));
    boolean late = false;
    while (exitCodes.size() < COMMANDS && application.exitCode() != 0) {
      late |= assertEndedWell(application, out);
      checkpoint = checkpoints.newest();
      application = cluster.submit(List.of(), arguments);
      exitCodes.add(application.exitCode());
    }
    assertThat(application.exitCode()).as(this + ": " + application.said()).isZero();
    assertSame(out, table, expected, intact);
    if (late) {
      return new Met(false, tries, exitCodes, Optional.empty());
    }
    if (checkpoint.isPresent()) {
      checkpoints.assertResumedFrom(checkpoint.get());
    }
    if (struck && fault.isOfDriver() && job.keepsCheckpoints()) {
      assertThat(checkpoint).as(this + ": a checkpoint to go on from").isPresent();
      assertThat(application.said()).as(toString()).contains(fault.warning());
    }
    assertNothingLeft(out);
    return new Met(struck, tries, exitCodes, checkpoint.map(Snapshot::iteration));
  }

  private void assertSame(Path out, Path table, Path expected, Path intact) {
    if (table.equals(intact)) {
      Outcome.assertSame(out, expected);
    } else {
      Outcome.assertSame(out, expected, table, intact);
    }
  }

  /** Returns whether it came to its end before the signal came. */
  private boolean assertEndedWell(Submitted application, Path out)
      throws IOException, InterruptedException {
    int code = application.exitCode();
    assertThat(fault.mayEndWith(job, code))
        .as(this + ": " + code + " " + application.said())
        .isTrue();
    boolean signalled = code >= 128;
    if (!signalled) {
      assertThat(application.said().lines().filter(line -> line.startsWith("convoy: ")))
          .as(this + ": " + application.said())
          .hasSizeBetween(1, 2);
    }
    if (signalled && Files.exists(out.resolve("report.json"))) {
      assertWhole(out.resolve("report.json"));
      return true;
    }
    assertThat(out.resolve("report.json")).as(toString()).doesNotExist();
    return false;
  }

  private static void assertWhole(Path report) throws IOException {
    try {
      RunReport.parse(new ObjectMapper().readTree(report.toFile()));
    } catch (JsonProcessingException | IllegalArgumentException broken) {
      throw new AssertionError("half a report: " + Files.readString(report), broken);
    }
  }

  private void assertNothingLeft(Path out) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!cluster.executors().isEmpty() && System.nanoTime() < end) {
      Thread.sleep(100);
    }
    assertThat(cluster.executors()).as(toString()).isEmpty();
    new Checkpoints(out).assertTidy();
    try (Stream<Path> files = Files.walk(out)) {
      assertThat(files.filter(file -> file.toString().contains("_temporary"))).isEmpty();
    }
  }

  /** Writes the main table of the job as one parquet file and returns the file. */
  static Path asParquet(ClusterJob job, Path models, Path dir) throws IOException {
    Command.spark()
        .read()
        .option("header", true)
        .option("inferSchema", true)
        .csv(job.table(models))
        .coalesce(1)
        .write()
        .parquet(dir.toString());
    try (Stream<Path> files = Files.list(dir)) {
      return files.filter(file -> file.toString().endsWith(".parquet")).findFirst().orElseThrow();
    }
  }
}
