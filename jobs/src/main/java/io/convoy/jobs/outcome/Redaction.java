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
 *
 * <p>Where a secret ends cannot be known, for it may hold any character; so it ends late rather
 * than early. What the launcher's {@code conf/log4j2.properties} masks in log lines follows the
 * same rules.
 */
public final class Redaction {

  private static final String MASK = "*********(redacted)";

  private static final String SPARK_DEFAULT = "(?i)secret|password|token|access[.]?key";

  /** Query parameters by which clouds sign URIs: Azure, AWS, Google. */
  private static final Pattern SIGNATURE =
      Pattern.compile("(?i)sig|(x-(amz|goog)-)?(signature|credential)|awsaccesskeyid");

  private static final Pattern WORD = Pattern.compile("\\S++");

  /** The user before a password; a port and a path (nn:8020/...) is none. */
  private static final Pattern USER =
      Pattern.compile("(?<=://)[^\\s/?#@:]++:(?!\\d{1,5}(?:[/?#]|$))");

  /**
   * From the start of a word on and never back, so that time grows with the text, not its square.
   */
  private static final Pattern NAME =
      Pattern.compile("(?<![\\w.-])([\\w.-]++)\\\\?[\"']?\\s*+(?:[=:]|->)\\s*+(?=\\S)");

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
    String masked =
        userInfos(values(userInfos(text))); // a masked value may join two words to a URI
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

  private static String userInfos(String text) {
    return WORD.matcher(text).replaceAll(Redaction::userInfo);
  }

  /** Masks from the first user with a password to the last @, which a password may hold, too. */
  private static String userInfo(java.util.regex.MatchResult match) {
    String word = match.group();
    int last = word.lastIndexOf('@');
    Matcher user = USER.matcher(word);
    boolean found = last >= 0 && user.find() && user.end() < last;
    return Matcher.quoteReplacement(
        found ? word.substring(0, user.start()) + MASK + word.substring(last) : word);
  }

  private String values(String text) {
    StringBuilder masked = new StringBuilder();
    Matcher name = NAME.matcher(text);
    int kept = 0;
    int from = 0;
    while (name.find(from)) {
      from = name.end();
      boolean signature = SIGNATURE.matcher(name.group(1)).matches();
      if ((signature || isSecret(name.group(1))) && !text.startsWith(MASK, from)) {
        boolean quoted = "\"'".indexOf(text.charAt(from)) >= 0;
        int end =
            signature && !quoted ? endOfParameter(text, from) : endOfSecret(text, from, quoted);
        masked.append(text, kept, from).append(MASK);
        kept = end;
        from = end;
      }
    }
    return masked.append(text, kept, text.length()).toString();
  }

  /** What signs a URI is written in letters, digits and % alone. */
  private static int endOfParameter(String text, int from) {
    int end = from;
    while (end < text.length() && " \t\r\n&;,\"'<>".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  /** After the closing quote; where there is none, at the next blank. */
  private static int endOfSecret(String text, int from, boolean quoted) {
    if (quoted) {
      for (int at = from + 1; at < text.length(); at++) {
        if (text.charAt(at) == text.charAt(from)) {
          return at + 1;
        }
        at += text.charAt(at) == '\\' ? 1 : 0;
      }
    }
    int end = from;
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private boolean isSecret(String name) {
    if (name.equals(COUNTS)) {
      return false;
    }
    // Spark's names have dots where Convoy's and the clouds' have dashes and underscores.
    return names.matcher(name).find() || names.matcher(name.replaceAll("[-_]", ".")).find();
  }
}
