package io.convoy.jobs.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class DefaultsTest {

  /** The options of the jobs that share one file of defaults. */
  private enum Jobs {
    ALL("defaults.conf"),
    BENCHMARKS("bench.conf"),
    PAIR("pair.conf"),
    SEMI_DISCRETE("semidiscrete.conf"),
    LASSO("lasso.conf"),
    TRAIN("train.conf"),
    SELECT("select.conf"),
    PROJECT("project.conf");

    private final String file;

    Jobs(String file) {
      this.file = file;
    }

    Config shipped() {
      return ConfigFactory.parseResources(Settings.class, file);
    }

    Path copy() {
      return Path.of("..", "conf", file);
    }

    List<OptionSpec> options() {
      CommandLine line =
          switch (this) {
            case ALL -> TestCommand.parsed().line();
            case BENCHMARKS -> BenchTestCommand.parsed().line();
            case PAIR -> PairTestCommand.parsed().line();
            case SEMI_DISCRETE -> SemiDiscreteTestCommand.parsed().line();
            case LASSO -> LassoTestCommand.parsed().line();
            case TRAIN -> TrainTestCommand.parsed().line();
            case SELECT -> SelectTestCommand.parsed().line();
            case PROJECT -> ProjectTestCommand.parsed().line();
          };
      return line.getCommandSpec().options().stream()
          .filter(option -> !option.longestName().equals(Settings.CONFIG))
          .toList();
    }

    Settings resolve(String... args) {
      return switch (this) {
        case ALL -> TestCommand.parsed(args).resolve();
        case BENCHMARKS -> BenchTestCommand.parsed(args).resolve();
        case PAIR -> PairTestCommand.parsed(args).resolve();
        case SEMI_DISCRETE -> SemiDiscreteTestCommand.parsed(args).resolve();
        case LASSO -> LassoTestCommand.parsed(args).resolve();
        case TRAIN -> TrainTestCommand.parsed(args).resolve();
        case SELECT -> SelectTestCommand.parsed(args).resolve();
        case PROJECT -> ProjectTestCommand.parsed(args).resolve();
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void theCommentedCopySaysWhatTheJarSays(Jobs jobs) {
    assertThat(ConfigFactory.parseFile(jobs.copy().toFile())).isEqualTo(jobs.shipped());
    assertThat(jobs.shipped().root()).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void theCommentedCopyExplainsEveryOption(Jobs jobs) throws IOException {
    String text = Files.readString(jobs.copy());
    String all = Files.readString(Jobs.ALL.copy());
    assertThat(jobs.options())
        .allSatisfy(
            option ->
                assertThat(text + all)
                    .containsPattern(
                        Pattern.compile(
                            "^(# )?" + option.longestName().substring(2) + " = ",
                            Pattern.MULTILINE)));
  }

  @ParameterizedTest
  @EnumSource
  void everyDefaultBelongsToAnOption(Jobs jobs) {
    assertThat(jobs.options().stream().map(option -> option.longestName().substring(2)).toList())
        .containsAll(jobs.shipped().root().keySet());
  }

  @ParameterizedTest
  @EnumSource
  void theCommentedCopyIsAValidJobFile(Jobs jobs) {
    assertThat(jobs.resolve("--config", jobs.copy().toString()).all())
        .isEqualTo(jobs.resolve().all());
  }

  @ParameterizedTest
  @EnumSource
  void everyOptionIsDescribedWithItsDefaultAndAnExample(Jobs jobs) {
    assertThat(jobs.options())
        .allSatisfy(
            option -> {
              String description = String.join(" ", option.description());
              assertThat(description).containsAnyOf("(default: ", "Required.").contains("e.g. --");
            });
  }
}
