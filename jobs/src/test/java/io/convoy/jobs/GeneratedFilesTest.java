package io.convoy.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.convoy.jobs.bench.Benchmark;
import io.convoy.jobs.settings.Declaration;
import io.convoy.jobs.settings.Resolved;
import io.convoy.jobs.settings.SettingsType;
import io.convoy.jobs.settings.Typed;
import io.convoy.jobs.work.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.text.WordUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The files in conf/ and docs/options.md say what the settings records declare. Run with {@code
 * -Dconvoy.generate=true} to write them anew.
 */
class GeneratedFilesTest {

  private static final int WIDTH = 130;
  private static final Path ROOT = Path.of("..");

  /**
   * Settings of one name that mean something else in every job that has them; all others are
   * declared once.
   */
  private static final Set<String> HOMONYMS =
      Set.of(
          "batch",
          "edges",
          "engine",
          "knn",
          "label-cost",
          "lambda",
          "map",
          "max-iterations",
          "method",
          "model",
          "size",
          "tolerance");

  /** Something that is told settings: a job, or a benchmark. */
  record Told(String command, String file, String sentence, SettingsType<?> type) {
    @Override
    public String toString() {
      return command;
    }
  }

  static Stream<Told> all() {
    Stream<Told> jobs =
        Convoy.JOBS.stream()
            .map(
                (Job<?> job) ->
                    new Told(
                        job.name(), job.name(), job.sentence(), SettingsType.of(job.settings())));
    Stream<Told> benchmarks =
        Convoy.BENCHMARKS.stream()
            .map(
                (Benchmark<?> bench) ->
                    new Told(
                        "bench " + bench.name(),
                        "bench-" + bench.name(),
                        bench.sentence(),
                        SettingsType.of(bench.settings())));
    return Stream.concat(jobs, benchmarks);
  }

  @ParameterizedTest
  @MethodSource("all")
  void theJobFileToCopyFromIsUpToDate(Told told) throws IOException {
    check(ROOT.resolve("conf/" + told.file() + ".conf"), conf(told));
  }

  @Test
  void theTablesOfOptionsAreUpToDate() throws IOException {
    StringBuilder page =
        new StringBuilder(
            """
            # Options

            Every job's options, as `./convoy JOB --help` shows them. A key of a job file is an option without its dashes. This page is generated
            from the settings (`./mvnw verify -pl jobs -am -Dtest=GeneratedFilesTest -Dconvoy.generate=true -Dsurefire.failIfNoSpecifiedTests=false`).
            """);
    all().forEach(told -> page.append('\n').append(table(told)));
    check(ROOT.resolve("docs/options.md"), page.toString());
  }

  @ParameterizedTest
  @MethodSource("all")
  void theJobFileToCopyFromChangesNothing(Told told) throws IOException {
    theJobFileToCopyFromIsUpToDate(told);
    String file = ROOT.resolve("conf/" + told.file() + ".conf").toString();
    Resolved plain = Typed.resolved(told.type());
    assertThat(Typed.resolved(told.type(), "--config", file).all()).isEqualTo(plain.all());
  }

  @ParameterizedTest
  @MethodSource("all")
  void everySettingHasALabelAndAnExample(Told told) {
    assertThat(told.type().declarations())
        .allSatisfy(
            declared -> {
              assertThat(declared.label()).as(declared.key()).isNotEmpty();
              assertThat(declared.examples().isEmpty())
                  .isEqualTo(declared.examples().isEmpty() && !declared.bare().isEmpty());
              assertThat(declared.section()).as(declared.key()).isNotEmpty();
            });
  }

  @Test
  void noSettingIsDeclaredTwice() {
    Map<String, Set<String>> homes = new TreeMap<>();
    all()
        .flatMap(told -> told.type().declarations().stream())
        .forEach(
            declared ->
                homes
                    .computeIfAbsent(declared.key(), key -> new TreeSet<>())
                    .add(declared.home().getName()));
    homes.keySet().removeAll(HOMONYMS);
    assertThat(homes).allSatisfy((key, places) -> assertThat(places).as(key).hasSize(1));
  }

  private static void check(Path file, String content) throws IOException {
    if (Boolean.getBoolean("convoy.generate")) {
      Files.writeString(file, content);
    }
    assertThat(file).as("generate it anew with -Dconvoy.generate=true").hasContent(content);
  }

  private static Map<String, List<Declaration>> sections(SettingsType<?> type) {
    return type.declarations().stream()
        .collect(
            Collectors.groupingBy(
                Declaration::section, LinkedHashMap::new, Collectors.toCollection(ArrayList::new)));
  }

  private static String conf(Told told) {
    StringBuilder file = new StringBuilder();
    comment(
        file,
        "Every setting of `convoy "
            + told.command()
            + "` with its default or an example. Copy the lines you want to change into a job file and"
            + " pass it with --config FILE.conf; any Hadoop path works. A key is an option of the"
            + " command line without its dashes, and the command line wins over the job file. The"
            + " defaults themselves are inside the jar: changing this file changes nothing.");
    sections(told.type())
        .forEach(
            (section, settings) -> {
              file.append("\n# --- ").append(section).append(".\n");
              for (Declaration declared : settings) {
                file.append('\n');
                comment(file, declared.sentence());
                file.append(declared.line()).append('\n');
              }
            });
    return file.toString();
  }

  private static void comment(StringBuilder file, String text) {
    WordUtils.wrap(text, WIDTH - 2)
        .lines()
        .forEach(line -> file.append("# ").append(line.strip()).append('\n'));
  }

  private static String table(Told told) {
    StringBuilder table =
        new StringBuilder("## " + told.command() + "\n\n" + told.sentence() + "\n");
    sections(told.type())
        .forEach(
            (section, settings) -> {
              table.append("\n| ").append(section).append(" | | for example |\n|---|---|---|\n");
              settings.forEach(
                  declared ->
                      table
                          .append("| `")
                          .append(cell("--" + declared.key() + " " + declared.label()))
                          .append("` | ")
                          .append(cell(declared.sentence()))
                          .append(" | `")
                          .append(cell(String.join("; ", declared.uses())))
                          .append("` |\n"));
            });
    return table.toString();
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
