package io.convoy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.convoy.cluster.StandaloneCluster.Submitted;
import io.convoy.it.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every job gives on a cluster what it gives in local mode, to the last bit. */
class ClusterJobsTest {

  @TempDir static Path dir;

  private static StandaloneCluster cluster;
  private static int runs;

  @BeforeAll
  static void start() throws Exception {
    ClusterJob.prepare(dir);
    cluster = StandaloneCluster.start(dir, 2);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void aClusterGivesWhatLocalModeGives() throws Exception {
    compare(ClusterJob.SELECT);
  }

  @Tag("faults")
  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"TRANSPORT", "SELECT"})
  void soDoesEveryOtherJob(ClusterJob job) throws Exception {
    compare(job);
  }

  /** What a cluster's sizes are derived from; in three dimensions rows are sent. */
  @Tag("faults")
  @Test
  void soMuchIsMeasuredOfACluster() throws Exception {
    for (int dimension : new int[] {3, 32}) {
      Path out = dir.resolve("bench-" + dimension);
      Submitted submitted =
          cluster.submit(
              List.of(),
              "bench",
              "sweep",
              "--engine=spark",
              "--rows=3000",
              "--columns=2000",
              "--dimension=" + dimension,
              "--out=" + out);
      assertThat(submitted.exitCode()).as(submitted.said()).isZero();
      assertThat(Command.json(out.resolve("report.json")).at("/environment/engine").asText())
          .isEqualTo("spark");
      assertThat(submitted.said()).contains("pairs/s");
    }
  }

  private static Submitted compare(ClusterJob job, String... conf) throws Exception {
    Path local = dir.resolve(job + "-local");
    Path here = dir.resolve(job + "-cluster-" + runs++);
    if (!Files.exists(local)) {
      assertThat(Command.run(job.arguments(dir, local)).exitCode()).isZero();
    }
    Submitted submitted = cluster.submit(List.of(conf), job.arguments(dir, here));
    assertThat(submitted.exitCode()).as(submitted.said()).isZero();
    Outcome.assertSame(here, local);
    assertThat(cluster.executors()).isEmpty();
    return submitted;
  }

  /** One executor does what two do, and two with four times the tasks. */
  @Tag("faults")
  @ParameterizedTest
  @EnumSource
  void theNumberOfExecutorsAndTasksIsNotSeenInTheResult(ClusterJob job) throws Exception {
    compare(job, "spark.cores.max=1");
    compare(job, "spark.default.parallelism=8", "spark.sql.shuffle.partitions=8");
  }

  @Test
  void whatIsLoggedSaysOfWhichRunItIs() throws Exception {
    Submitted submitted = compare(ClusterJob.TRANSPORT, "spark.log.structuredLogging.enabled=true");
    List<JsonNode> driver = structured(submitted.said());
    assertThat(driver)
        .anySatisfy(
            line -> assertThat(line.at("/context/mdc.convoy_job").asText()).isEqualTo("transport"))
        .anySatisfy(
            line ->
                assertThat(line.at("/context/mdc.convoy_out").asText())
                    .contains("transport-cluster"))
        .anySatisfy(
            line -> assertThat(line.at("/context/mdc.convoy_iteration").asInt()).isPositive());
    assertThat(structured(cluster.saidByExecutors()))
        .anySatisfy(
            line -> assertThat(line.at("/context/mdc.convoy_job").asText()).isEqualTo("transport"))
        .anySatisfy(
            line ->
                assertThat(line.at("/context/mdc.convoy_work").asText()).startsWith("iteration "));
  }

  private static List<JsonNode> structured(String log) {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> lines = new ArrayList<>();
    for (String line : log.lines().filter(line -> line.startsWith("{")).toList()) {
      try {
        lines.add(json.readTree(line));
      } catch (JsonProcessingException broken) {
        throw new AssertionError(line, broken);
      }
    }
    return lines;
  }
}
