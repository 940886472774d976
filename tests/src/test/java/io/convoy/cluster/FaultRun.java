package io.convoy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.convoy.cluster.Fault.Struck;
import io.convoy.cluster.StandaloneCluster.Submitted;
import io.convoy.it.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One run that a fault meets: it must end in the result of an undisturbed one, if need be by the
 * same command given again, and leave nothing.
 */
record FaultRun(StandaloneCluster cluster, Path models, ClusterJob job, Fault fault, long seed) {

  private static final int ATTEMPTS = 3;

  @Override
  public String toString() {
    return job + ", " + fault + ", seed " + seed;
  }

  /**
   * Runs the job under the fault.
   *
   * @param dir empty, for what this leaves
   * @param table the main table as one parquet file
   * @param expected where an undisturbed run on that table left its result
   */
  void survive(Path dir, Path table, Path expected) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    Path disk = Files.createDirectories(dir.resolve("disk"));
    if (fault.needsSmallDisk()) {
      try (SmallDisk small = SmallDisk.at(disk)) {
        survive(disk.resolve("out"), Optional.of(small), table, expected, random);
      }
    } else {
      survive(disk.resolve("out"), Optional.empty(), table, expected, random);
    }
  }

  private void survive(
      Path out, Optional<SmallDisk> disk, Path table, Path expected, SplittableRandom random)
      throws Exception {
    String[] arguments = job.arguments(models, table, out);
    fault.before(new Struck(cluster, null, out, disk, table), random);
    Submitted application = cluster.submit(fault.conf(), arguments);
    fault.strike(new Struck(cluster, application, out, disk, table), random);
    for (int attempt = 1; attempt < ATTEMPTS && application.exitCode() != 0; attempt++) {
      assertEndedWell(application, out);
      application = cluster.submit(List.of(), arguments);
    }
    assertThat(application.exitCode()).as(this + ": " + application.said()).isZero();
    Outcome.assertSame(out, expected);
    assertNothingLeft(out);
  }

  private void assertEndedWell(Submitted application, Path out) throws InterruptedException {
    int code = application.exitCode();
    assertThat(fault.mayEndWith(code)).as(this + ": " + code + " " + application.said()).isTrue();
    assertThat(out.resolve("report.json")).as(toString()).doesNotExist();
    if (code < 128) { // not ended by a signal
      assertThat(application.said().lines().filter(line -> line.startsWith("convoy: ")))
          .as(this + ": " + application.said())
          .hasSizeBetween(1, 2);
    }
  }

  private void assertNothingLeft(Path out) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!cluster.executors().isEmpty() && System.nanoTime() < end) {
      Thread.sleep(100);
    }
    assertThat(cluster.executors()).as(toString()).isEmpty();
    // a run that exhausted its iterations may get more
    boolean mayGoOn = Command.report(out).get("status").asText().equals("exhausted");
    assertThat(mayGoOn || !Files.exists(out.resolve("_checkpoint"))).as(toString()).isTrue();
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
