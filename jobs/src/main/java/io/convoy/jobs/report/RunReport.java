package io.convoy.jobs.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.convoy.jobs.outcome.ExitCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The report of a run that is over.
 *
 * @param job the name of the job: {@code transport}
 * @param exitCode what the run returned
 * @param settings all settings by key, without secrets
 * @param roles of columns, by table
 * @param input {@code paths}, {@code rows}, {@code columns} and {@code fingerprint}, each by table
 * @param result the numbers the job was run for, by key
 * @param headline the same for people, in a few words
 * @param timings in seconds, by phase
 * @param outputs paths relative to the output directory, by table
 */
public record RunReport(
    String job,
    Status status,
    ExitCode exitCode,
    Map<String, Object> settings,
    Map<String, Object> roles,
    long seed,
    Map<String, Object> input,
    Map<String, Object> result,
    Headline headline,
    List<TraceRow> trace,
    Map<String, Double> timings,
    Map<String, String> outputs,
    Environment environment) {

  /** Grows when a key changes its meaning; a new key alone does not count. */
  public static final int SCHEMA_VERSION = 1;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** How a run that has a report ended. */
  public enum Status {
    /** The error fell below the tolerance. */
    CONVERGED,
    /** The budget was spent first; the result is usable and its error is in the report. */
    EXHAUSTED,
    /** The job does not iterate and did what was asked. */
    DONE;

    private static Status of(String name) {
      return Arrays.stream(values())
          .filter(status -> status.toString().equals(name))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("its status is '" + name + "'"));
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What the run ran on. */
  public record Environment(
      String convoy, String spark, String java, String kernels, String engine) {}

  public RunReport {
    settings = ordered(settings);
    roles = ordered(roles);
    input = ordered(input);
    result = ordered(result);
    trace = List.copyOf(trace);
    timings = ordered(timings);
    outputs = ordered(outputs);
    Optional<String> notFinite = notFinite(result);
    if (status != Status.EXHAUSTED && notFinite.isPresent()) {
      throw new IllegalArgumentException(
          "the result of a run that is " + status + " must be finite, got " + notFinite.get());
    }
  }

  /**
   * Returns the first number of a result that is not finite, as {@code "cost is NaN"}. A figure
   * that a result does not have is null.
   */
  public static Optional<String> notFinite(Map<String, Object> result) {
    return result.entrySet().stream()
        .flatMap(
            entry ->
                numbers(entry.getValue())
                    .filter(number -> !Double.isFinite(number))
                    .map(number -> entry.getKey() + " is " + number))
        .findFirst();
  }

  private static Stream<Double> numbers(Object value) {
    if (value instanceof Number number) {
      return Stream.of(number.doubleValue());
    }
    if (value instanceof double[] numbers) {
      return Arrays.stream(numbers).boxed();
    }
    if (value instanceof Collection<?> values) {
      return values.stream().flatMap(RunReport::numbers);
    }
    return value instanceof Map<?, ?> map ? numbers(map.values()) : Stream.empty();
  }

  /** Returns whether some budget in {@code budgets} is larger than this run had. */
  public boolean isOutspentBy(Map<String, Object> budgets) {
    return budgets.entrySet().stream()
        .anyMatch(
            budget ->
                budget.getValue() instanceof Number now
                    && settings.get(budget.getKey()) instanceof Number then
                    && now.doubleValue() > then.doubleValue());
  }

  /** Returns the code a rerun returns without doing any work. */
  public ExitCode judged(boolean strict) {
    if (status != Status.EXHAUSTED) {
      return exitCode;
    }
    return strict ? ExitCode.NOT_CONVERGED : ExitCode.DONE;
  }

  /** Returns the document; numbers that are not finite are null. */
  public ObjectNode toJson() {
    ObjectNode node = JSON.createObjectNode();
    node.put("schema-version", SCHEMA_VERSION);
    node.put("job", job);
    node.put("status", status.toString());
    node.put("exit-code", exitCode.number());
    node.set("settings", tree(settings));
    node.set("roles", tree(roles));
    node.put("seed", seed);
    node.set("input", tree(input));
    node.set("result", tree(result));
    ObjectNode brief = node.putObject("headline");
    brief.put("effort", headline.effort());
    brief.set("sentences", tree(headline.sentences()));
    ArrayNode figures = brief.putArray("figures");
    for (Figure figure : headline.figures()) {
      ObjectNode entry = figures.addObject();
      entry.put("name", figure.name());
      entry.set("value", tree(figure.value()));
      entry.put("remark", figure.remark());
    }
    ArrayNode rows = node.putArray("trace");
    for (TraceRow row : trace) {
      ObjectNode entry = rows.addObject();
      entry.put("iteration", row.iteration());
      entry.set("epsilon", tree(row.epsilon()));
      entry.set("error", tree(row.error()));
      entry.set("seconds", tree(row.seconds()));
    }
    node.set("timings", tree(timings));
    node.set("outputs", tree(outputs));
    node.putObject("environment")
        .put("convoy", environment.convoy())
        .put("spark", environment.spark())
        .put("java", environment.java())
        .put("kernels", environment.kernels())
        .put("engine", environment.engine());
    return node;
  }

  /** Returns the report that {@link #toJson} wrote. */
  public static RunReport parse(JsonNode node) {
    List<TraceRow> trace = new ArrayList<>();
    for (JsonNode row : node.path("trace")) {
      trace.add(
          new TraceRow(
              row.path("iteration").asInt(),
              row.path("epsilon").asDouble(Double.NaN),
              row.path("error").asDouble(Double.NaN),
              row.path("seconds").asDouble(Double.NaN)));
    }
    JsonNode environment = node.path("environment");
    return new RunReport(
        node.path("job").asText(),
        Status.of(node.path("status").asText()),
        ExitCode.of(node.path("exit-code").asInt()),
        map(node, "settings"),
        map(node, "roles"),
        node.path("seed").asLong(),
        map(node, "input"),
        map(node, "result"),
        headline(node.path("headline")),
        trace,
        map(node, "timings"),
        map(node, "outputs"),
        new Environment(
            environment.path("convoy").asText(),
            environment.path("spark").asText(),
            environment.path("java").asText(),
            environment.path("kernels").asText(),
            environment.path("engine").asText()));
  }

  /** Reports of earlier versions have none. */
  private static Headline headline(JsonNode node) {
    List<String> sentences = new ArrayList<>();
    node.path("sentences").forEach(sentence -> sentences.add(sentence.asText()));
    List<Figure> figures = new ArrayList<>();
    for (JsonNode figure : node.path("figures")) {
      figures.add(
          new Figure(
              figure.path("name").asText(),
              JSON.convertValue(figure.path("value"), Object.class),
              figure.path("remark").asText()));
    }
    return new Headline(node.path("effort").asText(), sentences, figures);
  }

  /** Returns the report in a few lines for a terminal. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    Double seconds = timings.get("total");
    lines.add(
        job
            + " "
            + status
            + (headline.effort().isEmpty() ? "" : " after " + headline.effort())
            + (seconds == null ? "" : " in " + Numbers.brief(seconds) + " s"));
    lines.addAll(headline.sentences());
    return lines;
  }

  @SuppressWarnings("unchecked") // the caller knows what the schema holds under the key
  private static <V> Map<String, V> map(JsonNode node, String key) {
    Map<String, V> values = JSON.convertValue(node.path(key), LinkedHashMap.class);
    return values == null ? Map.of() : values;
  }

  private static <V> Map<String, V> ordered(Map<String, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  private static JsonNode tree(Object value) {
    return JSON.valueToTree(finite(value));
  }

  private static Object finite(Object value) {
    if (value instanceof Number number && !Double.isFinite(number.doubleValue())) {
      return null;
    }
    if (value instanceof double[] numbers) {
      return Arrays.stream(numbers).mapToObj(RunReport::finite).collect(Collectors.toList());
    }
    if (value instanceof List<?> list) {
      return list.stream().map(RunReport::finite).collect(Collectors.toList());
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> finite = new LinkedHashMap<>();
      map.forEach((key, entry) -> finite.put(key, finite(entry)));
      return finite;
    }
    return value;
  }
}
