package io.convoy.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.convoy.jobs.moments.MomentsJob;
import io.convoy.jobs.table.Sessions;
import io.convoy.jobs.work.Job;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job that nothing but its own room knows is a whole job: CONTRIBUTING.md shows it. */
class NewJobTest {

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void table() throws IOException {
    Sessions.shared();
    Files.writeString(folder.resolve("a.csv"), "id,x,y\n1,0,1\n2,2,1\n");
  }

  @Test
  void itHasHelpReportPageStatusAndRefusals() throws IOException {
    assertThat(run("--help")).isZero();
    assertThat(run("moments", "--help")).isZero();
    assertThat(told()).contains("Describes a table", "--factor=NUMBER", "(default: 1)", "--config");
    assertThat(run("moments", "--data", folder + "/a.csv", "--out", folder + "/o")).isZero();
    assertThat(told()).contains("2 features, the widest 1\n", "report: file:" + folder);
    JsonNode report = new ObjectMapper().readTree(folder.resolve("o/report.json").toFile());
    assertThat(report.at("/headline/sentences/0").asText()).isEqualTo("2 features, the widest 1");
    assertThat(report.at("/settings/factor").asDouble()).isEqualTo(1);
    assertThat(folder.resolve("o/report.html")).content().contains("widest", "over all rows");
    out.reset();
    assertThat(run("status", "--out", folder + "/o")).isZero();
    assertThat(told()).contains("2 features, the widest 1\n");
    assertThat(run("moments", "--data", folder + "/a.csv", "--out", folder + "/o")).isZero();
    assertThat(told()).contains("already done");
    assertThat(run("moments", "--factor", "0", "--data", "a", "--out", "o")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("convoy: factor must be > 0, got 0.0\n");
  }

  private String told() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private int run(String... args) {
    List<Job<?>> jobs = Stream.concat(Convoy.JOBS.stream(), Stream.of(new MomentsJob())).toList();
    return Convoy.run(args, new PrintStream(out), new PrintStream(err), jobs);
  }
}
