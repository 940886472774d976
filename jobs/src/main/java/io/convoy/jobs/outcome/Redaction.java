package io.convoy.jobs.outcome;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;

/**
 * Removes secrets from everything Convoy prints, logs or stores.
 *
 * <p>Follows Spark: a value whose name matches {@code spark.redaction.regex} is masked, and so is
 * any text that matches {@code spark.redaction.string.regex}. Beyond Spark, credentials inside URIs
 * are masked: {@code s3a://key:secret@bucket} and signatures such as {@code ?sig=...}.
 */
public final class Redaction {

  private static final String MASK = "*********(redacted)";

  private static final String SPARK_DEFAULT = "(?i)secret|password|token|access[.]?key";

  /** Query parameters by which clouds sign URIs: Azure, AWS, Google. */
  private static final Pattern SIGNATURE =
      Pattern.compile("(?i)sig|(x-(amz|goog)-)?(signature|credential)|awsaccesskeyid");

  /** user:password before an @; a port and a path (nn:8020/...) is neither. */
  private static final Pattern USER_INFO =
      Pattern.compile("(?<=://)[^\\s/?#@:]++:(?!\\d{1,5}(?:[/?#\\s]|$))[^\\s@]++(?=@)");

  /**
   * From the start of a word on and never back, so that time grows with the text, not its square.
   */
  private static final Pattern PAIR =
      Pattern.compile(
          "(?<![\\w.-])([\\w.-]++)([\"']?\\s*[=:]\\s*)(\"[^\"]*\"|'[^']*'|[^\\s&;,\"'/][^\\s&;,\"']*)");

  /** Budgets are in tokens, the words of a row; only the singular is a secret. */
  private static final String COUNTS = "tokens";

  private final Pattern names;
  private final Optional<Pattern> texts;

  Redaction(String names, Optional<String> texts) {
    this.names = Pattern.compile(names);
    this.texts = texts.map(Pattern::compile);
  }

  /** Returns the redaction that the Spark configuration of this process asks for. */
  public static Redaction current() {
    SparkConf conf = new SparkConf();
    return new Redaction(
        conf.get("spark.redaction.regex", SPARK_DEFAULT),
        Optional.of(conf.get("spark.redaction.string.regex", ""))
            .filter(regex -> !regex.isEmpty()));
  }

  /** Returns {@code text} without its secrets; idempotent. */
  public String text(String text) {
    String masked = USER_INFO.matcher(text).replaceAll(Matcher.quoteReplacement(MASK));
    masked = PAIR.matcher(masked).replaceAll(this::maskPair);
    for (Pattern pattern : texts.stream().toList()) {
      masked = pattern.matcher(masked).replaceAll(Matcher.quoteReplacement(MASK));
    }
    return masked;
  }

  /** Returns the settings without their secrets, in the same order. */
  public Map<String, Object> settings(Map<String, Object> settings) {
    Map<String, Object> masked = new LinkedHashMap<>();
    settings.forEach((name, value) -> masked.put(name, isSecret(name) ? MASK : value(value)));
    return masked;
  }

  /** Returns the stack trace of {@code failure} without its secrets, for the log. */
  public String stackTrace(Throwable failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    return text(trace.toString());
  }

  private Object value(Object value) {
    if (value instanceof String text) {
      return text(text);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(this::value).toList();
    }
    return value;
  }

  private String maskPair(java.util.regex.MatchResult pair) {
    boolean secret = isSecret(pair.group(1)) || SIGNATURE.matcher(pair.group(1)).matches();
    String kept = secret ? pair.group(1) + pair.group(2) + MASK : pair.group();
    return Matcher.quoteReplacement(kept);
  }

  private boolean isSecret(String name) {
    if (name.equals(COUNTS)) {
      return false;
    }
    // Spark's names have dots where Convoy's and the clouds' have dashes and underscores.
    return names.matcher(name).find() || names.matcher(name.replaceAll("[-_]", ".")).find();
  }
}
