package io.convoy.jobs.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.OptionSpec;

class DefaultsTest {

  private static final Path COPY = Path.of("..", "conf", "defaults.conf");

  private final Config shipped = ConfigFactory.parseResources(Settings.class, "defaults.conf");

  @Test
  void theCommentedCopySaysWhatTheJarSays() {
    assertThat(ConfigFactory.parseFile(COPY.toFile())).isEqualTo(shipped);
  }

  @Test
  void theCommentedCopyExplainsEveryOption() throws IOException {
    String text = Files.readString(COPY);
    assertThat(options())
        .allSatisfy(
            option ->
                assertThat(text)
                    .containsPattern(
                        Pattern.compile(
                            "^(# )?" + option.longestName().substring(2) + " = ",
                            Pattern.MULTILINE)));
  }

  @Test
  void everyDefaultBelongsToAnOption() {
    assertThat(options().stream().map(option -> option.longestName().substring(2)).toList())
        .containsAll(shipped.root().keySet());
  }

  @Test
  void theCommentedCopyIsAValidJobFile() {
    Settings plain = TestCommand.parsed().resolve();
    Settings copied = TestCommand.parsed("--config", COPY.toString()).resolve();
    assertThat(copied.all()).isEqualTo(plain.all());
  }

  @Test
  void everyOptionIsDescribedWithItsDefaultAndAnExample() {
    assertThat(options())
        .allSatisfy(
            option -> {
              String description = String.join(" ", option.description());
              assertThat(description).containsAnyOf("(default: ", "Required.").contains("e.g. --");
            });
  }

  private static List<OptionSpec> options() {
    return TestCommand.parsed().line().getCommandSpec().options().stream()
        .filter(option -> !option.longestName().equals(Settings.CONFIG))
        .collect(Collectors.toList());
  }
}
