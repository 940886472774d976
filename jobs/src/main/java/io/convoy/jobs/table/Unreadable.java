package io.convoy.jobs.table;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.SparkThrowable;

/** What is wrong with files, out of what Spark says when it cannot read them. */
public final class Unreadable {

  /** Spark's conditions of files that are not what their suffix or schema says. */
  private static final Pattern OF_FILES =
      Pattern.compile("(FAILED_READ_FILE|CANNOT_READ|PARQUET_|MALFORMED_|INVALID_BUCKET).*");

  private static final Pattern CLASSES = Pattern.compile("^(?:[\\w.$]+(?:Exception|Error): )+");

  private Unreadable() {}

  /**
   * Returns a sentence if {@code failure} says that a file of a table is damaged, found out only
   * when its rows were read.
   */
  public static Optional<String> sentence(Throwable failure) {
    return causes(failure)
        .filter(cause -> cause instanceof SparkThrowable)
        .map(cause -> (SparkThrowable) cause)
        .filter(cause -> cause.getCondition() != null)
        .filter(cause -> OF_FILES.matcher(cause.getCondition()).matches())
        .findFirst()
        .map(
            cause -> {
              String path = cause.getMessageParameters().get("path");
              return "cannot read " + (path == null ? "a table" : path) + ": " + reason(failure);
            });
  }

  /**
   * Returns the first line of the innermost cause: the outer ones name stages of Spark, not what is
   * wrong.
   */
  static String reason(Throwable failure) {
    Throwable innermost =
        causes(failure)
            .filter(cause -> cause.getMessage() != null)
            .reduce((outer, inner) -> inner)
            .orElse(failure);
    String message = Objects.requireNonNullElse(innermost.getMessage(), innermost.toString());
    String line = message.lines().findFirst().orElse("").strip();
    return CLASSES.matcher(line).replaceFirst("");
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
  }
}
