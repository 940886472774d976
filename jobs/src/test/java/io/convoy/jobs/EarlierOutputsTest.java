package io.convoy.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.convoy.jobs.output.OutputDirectory;
import io.convoy.jobs.output.RunIdentity;
import io.convoy.jobs.settings.Concern;
import io.convoy.jobs.settings.JobSettings;
import io.convoy.jobs.settings.Resolved;
import io.convoy.jobs.settings.SettingsType;
import io.convoy.jobs.settings.Typed;
import io.convoy.jobs.work.Job;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What version 0.1 recorded of its runs, when every job declared its settings in several places.
 */
class EarlierOutputsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  static Stream<JsonNode> runs() throws IOException {
    try (InputStream file = EarlierOutputsTest.class.getResourceAsStream("earlier-outputs.json")) {
      return StreamSupport.stream(JSON.readTree(file).spliterator(), false)
          .filter(
              run ->
                  Convoy.JOBS.stream()
                      .anyMatch(job -> job.name().equals(run.path("job").asText())));
    }
  }

  @ParameterizedTest
  @MethodSource("runs")
  void aRunOfAnEarlierVersionIsRecognisedAsDone(JsonNode run) throws IOException {
    Files.createDirectories(folder.resolve("o/_state"));
    ObjectNode manifest = JSON.createObjectNode();
    manifest.set("job", run.path("job"));
    manifest.set("settings", run.path("settings"));
    manifest.putObject("fingerprints");
    manifest.putArray("paths");
    JSON.writeValue(folder.resolve("o/_state/manifest.json").toFile(), manifest);
    ObjectNode report = JSON.createObjectNode().put("status", "done").put("exit-code", 0);
    JSON.writeValue(folder.resolve("o/report.json").toFile(), report.set("job", run.path("job")));

    List<String> words =
        StreamSupport.stream(run.path("arguments").spliterator(), false)
            .map(JsonNode::asText)
            .toList();
    RunIdentity identity = identity(job(words.get(0)), words.subList(1, words.size()));
    try (OutputDirectory out =
        OutputDirectory.at(folder + "/o", Optional.empty(), new Configuration())) {
      assertThat(out.begin(identity, Map.of(), List.of(), List.of(), false).done())
          .as(run.path("run").asText())
          .isPresent();
    }
  }

  private static Job<?> job(String name) {
    return Convoy.JOBS.stream().filter(job -> job.name().equals(name)).findFirst().orElseThrow();
  }

  private static <S extends JobSettings> RunIdentity identity(Job<S> job, List<String> options) {
    SettingsType<S> type = SettingsType.of(job.settings());
    Resolved resolved = Typed.resolved(type, options.toArray(String[]::new));
    return RunIdentity.of(job.name(), resolved.of(Concern.PROBLEM), Map.of())
        .formerly(type.formerly());
  }
}
