package io.convoy.cluster;

import io.convoy.cluster.StandaloneCluster.Submitted;
import io.convoy.it.Checkpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * A run that a fault meets.
 *
 * @param out where its result goes
 * @param disk where that is, if the fault needs one
 * @param table what it reads as its main table
 * @param intact the same, undamaged
 * @param random decides when, whom and what
 * @param latest milliseconds after the first moment at which the fault makes sense
 */
record Struck(
    StandaloneCluster cluster,
    Submitted application,
    ClusterJob job,
    Path out,
    Optional<SmallDisk> disk,
    Path table,
    Path intact,
    SplittableRandom random,
    int latest) {

  /** A checkpointed job is over a few seconds after its first checkpoint. */
  private static final int SOONER = 4;

  private interface Moment {
    boolean isReached() throws IOException;
  }

  /** Returns whether something is left to do, so that the run can feel what happens now. */
  boolean isUnderWay() {
    return application.process().isAlive() && Files.notExists(out.resolve("report.json"));
  }

  Checkpoints checkpoints() {
    return new Checkpoints(out);
  }

  /** Waits until the run has taken its output directory, and some time more. */
  void awaitStart() throws IOException, InterruptedException {
    await(() -> Files.exists(out.resolve("_state/manifest.json")));
    pause(latest);
  }

  /**
   * Waits until the run has so much to lose, and some time more: so many checkpoints, if it keeps
   * any.
   */
  void awaitWork(int checkpoints) throws IOException, InterruptedException {
    if (job.keepsCheckpoints()) {
      await(() -> checkpoints().saved() >= checkpoints && checkpoints().newest().isPresent());
      pause(latest / SOONER);
    } else {
      awaitStart();
    }
  }

  /** Returns an executor, some time after the first is there. */
  Optional<ProcessHandle> executor() throws IOException, InterruptedException {
    await(() -> !cluster.executors().isEmpty());
    pause(latest);
    return any(cluster.executors());
  }

  /** Returns a worker with an executor, some time after the first is there. */
  Optional<Process> worker() throws IOException, InterruptedException {
    executor();
    return any(cluster.workersWithExecutors());
  }

  /** Returns the files of blocks of this run, some time after the first is there. */
  List<Path> blockFiles() throws IOException, InterruptedException {
    await(() -> !ownBlockFiles().isEmpty());
    pause(latest);
    return ownBlockFiles();
  }

  private List<Path> ownBlockFiles() throws IOException {
    // a worker that was killed leaves those of earlier runs
    return cluster.blockFilesSince(application.process().info().startInstant().orElseThrow());
  }

  private <T> Optional<T> any(List<T> all) {
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
  }

  private void pause(int atMost) throws InterruptedException {
    application.process().waitFor(random.nextInt(atMost + 1), TimeUnit.MILLISECONDS);
  }

  private void await(Moment moment) throws IOException, InterruptedException {
    while (isUnderWay() && !moment.isReached()) {
      Thread.sleep(10);
    }
  }
}
