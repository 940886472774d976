package io.convoy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.convoy.it.Command;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every job gives on a cluster what it gives in local mode, to the last bit. */
class ClusterJobsTest {

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

  @ParameterizedTest
  @EnumSource(names = {"TRANSPORT", "LASSO", "SELECT"})
  void aClusterGivesWhatLocalModeGives(ClusterJob job) throws Exception {
    compare(job);
  }

  @Tag("faults")
  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"TRANSPORT", "LASSO", "SELECT"})
  void soDoesEveryOtherJob(ClusterJob job) throws Exception {
    compare(job);
  }

  private static void compare(ClusterJob job) throws Exception {
    Path local = dir.resolve(job + "-local");
    Path here = dir.resolve(job + "-cluster");
    assertThat(Command.run(job.arguments(dir, local)).exitCode()).isZero();
    StandaloneCluster.Submitted submitted = cluster.submit(List.of(), job.arguments(dir, here));
    assertThat(submitted.exitCode()).as(submitted.said()).isZero();
    Outcome.assertSame(here, local);
    assertThat(cluster.executors()).isEmpty();
  }
}
