package io.convoy.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.convoy.jobs.outcome.ExitCode;
import io.convoy.jobs.report.RunReport.Status;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunReportTest {

  @Test
  void theKeysAreTheSchema() {
    List<String> keys = new ArrayList<>();
    Reports.converged().toJson().fieldNames().forEachRemaining(keys::add);
    assertThat(keys)
        .containsExactly(
            "schema-version",
            "job",
            "status",
            "exit-code",
            "settings",
            "roles",
            "seed",
            "input",
            "result",
            "headline",
            "trace",
            "timings",
            "outputs",
            "environment");
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    RunReport report = Reports.converged();
    JsonNode written = new ObjectMapper().readTree(report.toJson().toPrettyString());
    assertThat(RunReport.parse(written).toJson().toString()).isEqualTo(report.toJson().toString());
  }

  @Test
  void numbersAreFiniteOrNull() {
    RunReport report =
        Reports.with(
            Status.EXHAUSTED,
            Map.of("gap", Double.POSITIVE_INFINITY),
            List.of(new TraceRow(1, 0.1, Double.NaN, 0.2)));
    JsonNode json = report.toJson();
    assertThat(json.at("/result/gap").isNull()).isTrue();
    assertThat(json.at("/trace/0/error").isNull()).isTrue();
    assertThat(json.toString()).doesNotContain("NaN", "Infinity");
  }

  @Test
  void aConvergedRunHasFiniteResults() {
    assertThatThrownBy(() -> Reports.with(Status.CONVERGED, Map.of("gap", Double.NaN), List.of()))
        .hasMessage("the result of a run that is converged must be finite, got gap is NaN");
  }

  @Test
  void strictnessIsJudgedAnew() {
    RunReport exhausted = Reports.with(Status.EXHAUSTED, Map.of(), List.of());
    assertThat(exhausted.judged(true)).isEqualTo(ExitCode.NOT_CONVERGED);
    assertThat(exhausted.judged(false)).isEqualTo(ExitCode.DONE);
    assertThat(Reports.converged().judged(true)).isEqualTo(ExitCode.DONE);
  }

  @Test
  void onlyALargerBudgetOutspends() {
    RunReport report = Reports.with(Status.EXHAUSTED, Map.of(), List.of());
    assertThat(report.isOutspentBy(Map.of("max-iterations", 1001))).isTrue();
    assertThat(report.isOutspentBy(Map.of("max-iterations", 1000))).isFalse();
    assertThat(report.isOutspentBy(Map.of("max-iterations", 10))).isFalse();
  }
}
