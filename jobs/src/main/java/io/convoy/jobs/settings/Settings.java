package io.convoy.jobs.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.outcome.Nearest;
import java.lang.reflect.AnnotatedElement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The resolved settings of one command: command line over job file over shipped defaults.
 *
 * <p>Keys are the long option names without dashes, in the order of {@code --help}; an option
 * nobody set and that has no default is absent.
 */
public final class Settings {

  static final String CONFIG = "--config";

  /** A job with defaults of its own: its engine is never left to chance. */
  public static final String BENCH = "bench";

  /** A job with defaults of its own: its cost is the one that the papers of its methods have. */
  public static final String PAIR = "pair";

  /** A job with defaults of its own: its tolerance is one of samples. */
  public static final String SEMI_DISCRETE = "semidiscrete";

  /** A job with defaults of its own: its features are standardised and its tolerance is a gap. */
  public static final String LASSO = "lasso";

  /** A job with defaults of its own: its features are standardised and it makes many steps. */
  public static final String TRAIN = "train";

  /** A job with defaults of its own: it alone mixes sources. */
  public static final String PROJECT = "project";

  private static final Config DEFAULTS =
      ConfigFactory.parseResources(Settings.class, "defaults.conf");

  /** The defaults of jobs that have some of their own, over those of all. */
  private static final Map<String, Config> OWN_DEFAULTS =
      Stream.of(BENCH, PAIR, SEMI_DISCRETE, LASSO, TRAIN, PROJECT)
          .collect(Collectors.toUnmodifiableMap(job -> job, Settings::ownDefaults));

  private static final String RUN_DATE = "run-date";
  private static final String RUN_DATE_MARK = "{" + RUN_DATE + "}";

  private final Map<String, OptionSpec> options;
  private final ParseResult typed;
  private final Config file;

  private Settings(Map<String, OptionSpec> options, ParseResult typed, Config file) {
    this.options = options;
    this.typed = typed;
    this.file = file;
  }

  /** Returns the provider of the shipped defaults, for parsing before a job file is known. */
  public static IDefaultValueProvider defaults() {
    return provider(ConfigFactory.empty());
  }

  /**
   * Fills the options of a parsed command from the job file it names and from the defaults.
   *
   * @throws JobFailure if the job file cannot be read or holds an unknown key or a bad value
   */
  public static Settings resolve(CommandSpec command, Configuration hadoop) {
    ParseResult typed = command.commandLine().getParseResult();
    String location = typed.matchedOptionValue(CONFIG, null);
    Config file = location == null ? ConfigFactory.empty() : JobFile.read(location, hadoop);
    Map<String, OptionSpec> options = settable(command);
    file.root().keySet().forEach(key -> check(key, file, options, location));

    CommandLine root = command.root().commandLine();
    root.setDefaultValueProvider(provider(file));
    try {
      root.parseArgs(typed.originalArgs().toArray(String[]::new));
    } catch (ParameterException badValue) {
      throw JobFailure.usage("job file " + location + ": " + Choices.sentence(badValue), badValue);
    }
    Settings settings = new Settings(options, command.commandLine().getParseResult(), file);
    settings.replaceRunDate();
    return settings;
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
    options.forEach(
        (key, option) -> {
          Object value = option.getValue();
          if (value != null && wanted.contains(concern(option))) {
            values.put(key, plain(value));
          }
        });
    return values;
  }

  /**
   * Keeps the one of two settings that was given with higher precedence and forgets the other.
   *
   * @throws JobFailure if both were given in the same place
   */
  void eitherOr(String one, String other) {
    Origin first = origin(one);
    Origin second = origin(other);
    if (first == second && first != Origin.DEFAULT) {
      throw JobFailure.usage(one + " and " + other + " set the same thing: give one of them");
    }
    boolean firstWins = first.compareTo(second) < 0 || options.get(other).getValue() == null;
    options.get(firstWins ? other : one).setValue(null);
  }

  /** Returns whether a setting was given, on the command line or in the job file. */
  boolean isGiven(String key) {
    return origin(key) != Origin.DEFAULT;
  }

  /** Where a value came from, highest precedence first. */
  private enum Origin {
    COMMAND_LINE,
    JOB_FILE,
    DEFAULT
  }

  private Origin origin(String key) {
    if (typed.hasMatchedOption("--" + key)) {
      return Origin.COMMAND_LINE;
    }
    return file.hasPath(key) ? Origin.JOB_FILE : Origin.DEFAULT;
  }

  private void replaceRunDate() {
    Object date = options.containsKey(RUN_DATE) ? options.get(RUN_DATE).getValue() : null;
    options.forEach(
        (key, option) -> {
          if (option.getValue() instanceof String text && text.contains(RUN_DATE_MARK)) {
            if (date == null) {
              throw JobFailure.usage(
                  key + " holds " + RUN_DATE_MARK + " but there is no --run-date: '" + text + "'");
            }
            option.setValue(text.replace(RUN_DATE_MARK, date.toString()));
          }
        });
  }

  /** Returns the defaults of every job, under those that the job of {@code command} has alone. */
  private static Config shipped(CommandSpec command) {
    CommandSpec job = command;
    while (job.parent() != null && job.parent().parent() != null) {
      job = job.parent();
    }
    return OWN_DEFAULTS.getOrDefault(job.name(), DEFAULTS);
  }

  private static Config ownDefaults(String job) {
    return ConfigFactory.parseResources(Settings.class, job + ".conf").withFallback(DEFAULTS);
  }

  private static IDefaultValueProvider provider(Config file) {
    return argument -> {
      if (argument instanceof OptionSpec option) {
        Config config = file.withFallback(shipped(option.command()));
        return config.hasPath(key(option)) ? text(config.getValue(key(option))) : null;
      }
      return null;
    };
  }

  private static Map<String, OptionSpec> settable(CommandSpec command) {
    return command.options().stream()
        .filter(option -> !option.usageHelp() && !option.versionHelp())
        .filter(option -> !option.longestName().equals(CONFIG))
        .collect(
            Collectors.toMap(
                Settings::key, option -> option, (one, same) -> one, LinkedHashMap::new));
  }

  private static void check(
      String key, Config file, Map<String, OptionSpec> options, String location) {
    if (!options.containsKey(key)) {
      throw JobFailure.usage(
          "job file "
              + location
              + ": unknown key '"
              + key
              + "'"
              + Nearest.hint(key, options.keySet()));
    }
    if (file.root().get(key).valueType() == ConfigValueType.OBJECT) {
      throw JobFailure.usage(
          "job file " + location + ": " + key + " must be a plain value, got an object");
    }
  }

  private static String text(ConfigValue value) {
    return value instanceof ConfigList list
        ? list.stream().map(Settings::text).collect(Collectors.joining(","))
        : value.unwrapped() instanceof Number
            ? value.atKey("number").getString("number") // as written, so 1e-4 stays 1e-4
            : String.valueOf(value.unwrapped());
  }

  private static String key(OptionSpec option) {
    return option.longestName().substring(2);
  }

  private static Concern concern(OptionSpec option) {
    return Optional.ofNullable(
            ((AnnotatedElement) option.userObject()).getAnnotation(Concerns.class))
        .map(Concerns::value)
        .orElse(Concern.PROBLEM);
  }

  private static Object plain(Object value) {
    return value instanceof Number || value instanceof Boolean || value instanceof List<?>
        ? value
        : value.toString();
  }
}
