package io.convoy.jobs.settings;

import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A setting as its record declares it.
 *
 * @param key of job files and reports; the option's name without its dashes
 * @param type of the component
 * @param section the heading it stands under
 * @param help without what holds by default
 * @param fallback the default as written, empty if there is none
 * @param absent what holds instead of a default
 * @param bare what the option alone stands for, empty if it needs a value
 * @param insteadOf the key it replaces, or empty
 * @param home the record that declares it
 */
public record Declaration(
    String key,
    Type type,
    String section,
    String label,
    String help,
    List<String> examples,
    String fallback,
    String absent,
    boolean required,
    String bare,
    String insteadOf,
    Concern concern,
    Class<?> home) {

  static final String FLAG = "on|off";

  /** Returns the declaration of a component, adjusted by the groups around it. */
  static Declaration of(RecordComponent component, String section, List<Adjust> adjusted) {
    RecordComponent home = home(component);
    Setting said = home.getAnnotation(Setting.class);
    String key = key(component);
    Declaration plain =
        new Declaration(
            key,
            component.getGenericType(),
            section,
            label(said, component.getType()),
            said.help(),
            List.of(said.example()),
            said.fallback(),
            said.absent(),
            said.required(),
            said.bare(),
            said.insteadOf(),
            said.concern(),
            home.getDeclaringRecord());
    return adjusted.stream()
        .filter(change -> change.key().isEmpty() || change.key().equals(key))
        .reduce(plain, Declaration::with, (one, other) -> other);
  }

  /** Returns whether a component is a setting of its own, and no group. */
  static boolean isSetting(RecordComponent component) {
    return component.isAnnotationPresent(Setting.class)
        || component.isAnnotationPresent(Shared.class);
  }

  /** Returns the component that declares the setting: the same, or the shared one. */
  private static RecordComponent home(RecordComponent component) {
    if (component.isAnnotationPresent(Setting.class)) {
      return component;
    }
    String key = key(component);
    return Arrays.stream(SharedSettings.class.getRecordComponents())
        .filter(shared -> kebab(shared.getName()).equals(key))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no shared setting is called " + key));
  }

  static String key(RecordComponent component) {
    Setting said = component.getAnnotation(Setting.class);
    Shared shared = component.getAnnotation(Shared.class);
    String key = said != null ? said.key() : shared != null ? shared.value() : "";
    return key.isEmpty() ? kebab(component.getName()) : key;
  }

  /** Returns a name of Java's as users write it. */
  static String kebab(String name) {
    return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  private static String label(Setting said, Class<?> type) {
    return said.label().isEmpty() && type == boolean.class ? FLAG : said.label();
  }

  private Declaration with(Adjust change) {
    return new Declaration(
        key,
        type,
        section,
        label,
        change.help().isEmpty() ? help : change.help(),
        change.example().length == 0 ? examples : List.of(change.example()),
        change.fallback().isEmpty() ? fallback : change.fallback(),
        change.absent().isEmpty() ? absent : change.absent(),
        required && change.absent().isEmpty(),
        bare,
        insteadOf,
        concern,
        home);
  }

  /** Returns the option's name. */
  String option() {
    return "--" + key;
  }

  /** Returns whether there may be several values. */
  boolean isList() {
    return ValueText.isList(type);
  }

  /** Returns what it does and what holds by default, as a sentence. */
  public String sentence() {
    String holds =
        required ? "Required." : "(default: " + (fallback.isEmpty() ? absent : fallback) + ").";
    boolean ended = help.endsWith(".");
    return (required && !ended ? help + "." : help) + " " + holds;
  }

  /** Returns uses of the option to learn from, such as {@code --features x,y,z}. */
  public List<String> uses() {
    if (examples.isEmpty()) {
      return List.of(option());
    }
    return examples.stream()
        .map(value -> value.startsWith("-") ? value : option() + " " + value)
        .toList();
  }

  /** Returns the option for the parser of command lines. */
  public OptionSpec toOption() {
    List<String> lines = new ArrayList<>(Arrays.asList(sentence().split("\n", -1)));
    lines.add("e.g. " + String.join("; ", uses()));
    OptionSpec.Builder option =
        OptionSpec.builder(option())
            .paramLabel(label)
            .arity(bare.isEmpty() ? "1" : "0..1")
            .description(
                lines.stream()
                    .map(line -> line.replace("%", "%%")) // picocli formats them
                    .toArray(String[]::new));
    if (!bare.isEmpty()) {
      option.fallbackValue(bare);
    }
    if (isList()) {
      return option.type(List.class).auxiliaryTypes(String.class).splitRegex(",").build();
    }
    return option.type(String.class).build();
  }

  /** Returns the setting as a line of a job file: its default, or an example in a comment. */
  public String line() {
    if (!fallback.isEmpty()) {
      return key + " = " + written(fallback);
    }
    String shown = examples.isEmpty() ? bare : examples.get(examples.size() - 1);
    return "# " + key + " = " + written(shown.replaceFirst("^--\\S+ ", ""));
  }

  private String written(String text) {
    if (isList()) {
      return Arrays.stream(text.split(",", -1))
          .map(Declaration::quoted)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    return quoted(text);
  }

  /** What HOCON would read as something else stands in quotes. */
  private static String quoted(String text) {
    boolean plain = text.matches("[A-Za-z0-9._/-]+( [A-Za-z0-9._/-]+)*");
    return plain || text.startsWith("\"") ? text : '"' + text + '"';
  }
}
