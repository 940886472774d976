package io.convoy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.convoy.cluster.StandaloneCluster.Submitted;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * One run that a fault meets: it must end in the result of an undisturbed one, and leave nothing.
 */
record FaultRun(StandaloneCluster cluster, Path dir) {

  private static final int TRY_AGAIN = 75;

  /**
   * Runs a job under a fault.
   *
   * @param expected where an undisturbed run left its result
   * @param seed decides when the fault comes and whom it meets
   */
  void survive(ClusterJob job, Fault fault, long seed, Path expected) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    Path out = dir.resolve("out-" + job + "-" + seed);
    String[] arguments = job.arguments(dir, out);
    Submitted application = cluster.submit(fault.conf(), arguments);
    if (fault.endsTheRun()) {
      application.process().waitFor(4000 + random.nextInt(12_000), TimeUnit.MILLISECONDS);
    }
    fault.strike(new Fault.Struck(cluster, application, out), random);
    int code = application.exitCode();
    for (int again = 0;
        again < 2 && code != 0 && (fault.endsTheRun() || code == TRY_AGAIN);
        again++) {
      assertThat(out.resolve("report.json")).doesNotExist();
      application = cluster.submit(List.of(), arguments);
      code = application.exitCode();
    }
    assertThat(code).as(job + ", " + fault + ", seed " + seed + ": " + application.said()).isZero();
    Outcome.assertSame(out, expected);
    awaitNoExecutors();
    // a run that exhausted its iterations may get more
    boolean mayGoOn = Outcome.report(out).get("status").asText().equals("exhausted");
    assertThat(mayGoOn || !Files.exists(out.resolve("_checkpoint"))).isTrue();
  }

  /** The processes of an application end soon after it. */
  private void awaitNoExecutors() throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!cluster.executors().isEmpty() && System.nanoTime() < end) {
      Thread.sleep(100);
    }
    assertThat(cluster.executors()).isEmpty();
  }
}
