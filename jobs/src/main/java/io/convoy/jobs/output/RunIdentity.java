package io.convoy.jobs.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.convoy.jobs.outcome.Redaction;
import io.convoy.jobs.table.Fingerprint;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What makes two runs the same run: the job, the settings that are part of the problem, and the
 * fingerprints of the inputs.
 *
 * <p>Settings are compared without their secrets, so that a rotated key is the same problem.
 */
public final class RunIdentity {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String job;
  private final ObjectNode settings;
  private final ObjectNode fingerprints;
  private final Map<String, String> formerly;

  private RunIdentity(
      String job, ObjectNode settings, ObjectNode fingerprints, Map<String, String> formerly) {
    this.job = job;
    this.settings = settings;
    this.fingerprints = fingerprints;
    this.formerly = formerly;
  }

  /**
   * Returns the identity of a run.
   *
   * @param settings the settings that concern the problem, by key
   * @param fingerprints of the inputs, by the name of the table
   */
  public static RunIdentity of(
      String job, Map<String, Object> settings, Map<String, String> fingerprints) {
    // A round trip through text makes values compare as a manifest holds them.
    return parse(
        JSON.createObjectNode()
            .put("job", job)
            .<ObjectNode>set("settings", JSON.valueToTree(Redaction.current().settings(settings)))
            .<ObjectNode>set("fingerprints", JSON.valueToTree(fingerprints)));
  }

  /**
   * Returns this identity, of a job that once recorded settings of use no more.
   *
   * @param settings the only value that each had, by key
   */
  public RunIdentity formerly(Map<String, String> settings) {
    return new RunIdentity(job, this.settings, fingerprints, Map.copyOf(settings));
  }

  static RunIdentity parse(JsonNode node) {
    return new RunIdentity(
        node.required("job").asText(),
        (ObjectNode) node.required("settings"),
        (ObjectNode) node.required("fingerprints"),
        Map.of());
  }

  ObjectNode toJson() {
    ObjectNode node = JSON.createObjectNode();
    node.put("job", job);
    node.set("settings", settings);
    node.set("fingerprints", fingerprints);
    return node;
  }

  /** Returns a hash of the whole identity; a checkpoint that carries it belongs to this run. */
  public String hash() {
    return Fingerprint.of(toJson().toString());
  }

  /**
   * Returns the first difference from {@code earlier} in words, or nothing if the two are one run.
   */
  Optional<String> differenceFrom(RunIdentity earlier) {
    if (!job.equals(earlier.job)) {
      return Optional.of("job was " + earlier.job + " and is now " + job);
    }
    ObjectNode before = earlier.settings.deepCopy();
    formerly.forEach(
        (key, value) -> {
          if (text(before, key).equals(value)) {
            before.remove(key);
          }
        });
    return difference(before, settings)
        .or(
            () ->
                difference(earlier.fingerprints, fingerprints)
                    .map(change -> "the input changed: fingerprint of " + change));
  }

  private static Optional<String> difference(ObjectNode before, ObjectNode now) {
    Set<String> keys = new LinkedHashSet<>();
    before.fieldNames().forEachRemaining(keys::add);
    now.fieldNames().forEachRemaining(keys::add);
    return keys.stream()
        .filter(key -> !text(before, key).equals(text(now, key)))
        .findFirst()
        .map(key -> key + " was " + text(before, key) + " and is now " + text(now, key));
  }

  private static String text(ObjectNode node, String key) {
    JsonNode value = node.path(key);
    return value.isMissingNode() ? "none" : value.isTextual() ? value.asText() : value.toString();
  }
}
