package io.convoy.jobs.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.outcome.Nearest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * What one command was told: its command line over its job file over the defaults that its settings
 * record declares. A setting that nobody gave and that has no default is absent.
 */
public final class Resolved {

  /** The option that names a job file; it is no setting. */
  public static final String CONFIG = "--config";

  private static final String RUN_DATE = "run-date";
  private static final String RUN_DATE_MARK = "{" + RUN_DATE + "}";

  /** Where a value came from, highest precedence first. */
  private enum Origin {
    COMMAND_LINE,
    JOB_FILE,
    DEFAULT
  }

  /** A value, as it was written and as it is read. */
  private record Told(List<String> texts, Origin origin, Object value) {}

  private final SettingsType<?> type;
  private final Map<String, Told> told = new LinkedHashMap<>();

  private Resolved(SettingsType<?> type) {
    this.type = type;
  }

  /**
   * Returns what a parsed command line and the job file it names say.
   *
   * @throws JobFailure if the job file cannot be read or holds an unknown key, a value is not of
   *     its kind, or two say the same thing
   */
  public static Resolved of(SettingsType<?> type, ParseResult typed, Configuration hadoop) {
    String location = typed.matchedOptionValue(CONFIG, null);
    Config file = location == null ? ConfigFactory.empty() : JobFile.read(location, hadoop);
    file.root().keySet().forEach(key -> check(key, file, type.byKey().keySet(), location));
    Map<String, List<String>> given = new LinkedHashMap<>();
    for (OptionSpec option : typed.matchedOptionsSet()) {
      given.put(option.longestName().substring(2), texts(option.getValue()));
    }
    Resolved resolved = new Resolved(type);
    for (Declaration declared : type.declarations()) {
      String key = declared.key();
      if (given.containsKey(key)) {
        resolved.put(declared, given.get(key), Origin.COMMAND_LINE, "");
      } else if (file.hasPath(key)) {
        List<String> texts = texts(file.getValue(key), declared.isList());
        resolved.put(declared, texts, Origin.JOB_FILE, "job file " + location + ": ");
      } else if (!declared.fallback().isEmpty()) {
        resolved.put(declared, split(declared.fallback(), declared.isList()), Origin.DEFAULT, "");
      }
    }
    resolved.choose();
    resolved.replaceRunDate();
    return resolved;
  }

  private static List<String> texts(Object value) {
    return value instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of(String.valueOf(value));
  }

  private static List<String> split(String text, boolean isList) {
    return isList ? Arrays.asList(text.split(",", -1)) : List.of(text);
  }

  private static List<String> texts(ConfigValue value, boolean isList) {
    return value instanceof ConfigList list && isList
        ? list.stream().map(Resolved::text).toList()
        : split(text(value), isList);
  }

  private static String text(ConfigValue value) {
    return value instanceof ConfigList list
        ? list.stream().map(Resolved::text).collect(Collectors.joining(","))
        : value.unwrapped() instanceof Number
            ? value.atKey("number").getString("number") // as written, so 1e-4 stays 1e-4
            : String.valueOf(value.unwrapped());
  }

  private static void check(String key, Config file, Set<String> known, String location) {
    if (!known.contains(key)) {
      throw JobFailure.usage(
          "job file " + location + ": unknown key '" + key + "'" + Nearest.hint(key, known));
    }
    if (file.root().get(key).valueType() == ConfigValueType.OBJECT) {
      throw JobFailure.usage(
          "job file " + location + ": " + key + " must be a plain value, got an object");
    }
  }

  private void put(Declaration declared, List<String> texts, Origin origin, String place) {
    try {
      Object value = ValueText.read(declared.key(), declared.type(), texts);
      told.put(declared.key(), new Told(texts, origin, value));
    } catch (IllegalArgumentException misfit) {
      throw JobFailure.usage(place + misfit.getMessage(), misfit);
    }
  }

  /** Keeps, of two settings for the same thing, the one given with higher precedence. */
  private void choose() {
    for (Declaration declared : type.declarations()) {
      String one = declared.key();
      String other = declared.insteadOf();
      if (!other.isEmpty() && told.containsKey(one) && told.containsKey(other)) {
        int order = told.get(one).origin().compareTo(told.get(other).origin());
        if (order == 0) {
          throw JobFailure.usage(other + " and " + one + " set the same thing: give one of them");
        }
        told.remove(order < 0 ? other : one);
      }
    }
  }

  private void replaceRunDate() {
    Optional<String> date = Optional.ofNullable(told.get(RUN_DATE)).map(given -> text(RUN_DATE));
    for (Map.Entry<String, Told> setting : told.entrySet()) {
      Told given = setting.getValue();
      String text = text(setting.getKey());
      if (!(given.value() instanceof List<?>) && text.contains(RUN_DATE_MARK)) {
        if (date.isEmpty()) {
          throw JobFailure.usage(
              setting.getKey()
                  + " holds "
                  + RUN_DATE_MARK
                  + " but there is no --run-date: '"
                  + text
                  + "'");
        }
        String replaced = text.replace(RUN_DATE_MARK, date.get());
        put(type.byKey().get(setting.getKey()), List.of(replaced), given.origin(), "");
      }
    }
  }

  /**
   * Returns the settings as {@code type}'s record.
   *
   * @throws JobFailure naming the first setting that is missing, out of its range or of no use
   */
  public <S> S as(SettingsType<S> record) {
    try {
      return record.bind(this);
    } catch (IllegalArgumentException outOfRange) {
      throw JobFailure.usage(outOfRange.getMessage(), outOfRange);
    }
  }

  /**
   * Returns every setting by its key. Values are strings, numbers, booleans or lists of strings.
   */
  public Map<String, Object> all() {
    return of(Concern.values());
  }

  /** Returns the settings of the given concerns by their keys, in the order of {@code --help}. */
  public Map<String, Object> of(Concern... concerns) {
    List<Concern> wanted = List.of(concerns);
    Map<String, Object> values = new LinkedHashMap<>();
    for (Declaration declared : type.declarations()) {
      Told given = told.get(declared.key());
      if (given != null && wanted.contains(declared.concern())) {
        values.put(declared.key(), ValueText.recorded(given.value(), given.texts()));
      }
    }
    return values;
  }

  /** Returns the value of a setting, null if it is absent; refuses to be without a required one. */
  Object value(String key) {
    Told given = told.get(key);
    if (type.byKey().get(key).required() && (given == null || text(key).isBlank())) {
      throw new IllegalArgumentException(
          key + " is required: give --" + key + " or " + key + " = ... in the job file");
    }
    return given == null ? null : given.value();
  }

  /** Returns a setting as it was written. */
  String text(String key) {
    return String.join(",", told.get(key).texts());
  }

  Given given() {
    return new Given(
        told.entrySet().stream()
            .filter(setting -> setting.getValue().origin() != Origin.DEFAULT)
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet()));
  }

  /** Returns whether a setting was given and is not what it is by default. */
  boolean isOtherwise(String key) {
    Told given = told.get(key);
    if (given == null || given.origin() == Origin.DEFAULT) {
      return false;
    }
    Declaration declared = type.byKey().get(key);
    return declared.fallback().isEmpty()
        || !given
            .value()
            .equals(
                ValueText.read(
                    key, declared.type(), split(declared.fallback(), declared.isList())));
  }
}
