package io.convoy.spark.intake;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * How a table is read.
 *
 * @param name what messages call the table: {@code source}, {@code target}
 * @param tasks the number of tasks a sweep over the blocks should have at least, as far as there
 *     are blocks; empty for about twice as many as run at once, fewer for small tables. It affects
 *     speed only, never a result
 * @param quarantine whether rows whose features are not finite numbers, or not as many as in most
 *     rows, are set aside instead of ending the reading
 */
public record ReadOptions(String name, OptionalInt tasks, boolean quarantine) {

  public ReadOptions {
    Objects.requireNonNull(name, "name");
    if (tasks.isPresent() && tasks.getAsInt() < 1) {
      throw new IllegalArgumentException("tasks must be >= 1, got " + tasks.getAsInt());
    }
  }

  /** Returns the defaults: the tasks that suit the table, bad rows are errors. */
  public static ReadOptions of(String name) {
    return new ReadOptions(name, OptionalInt.empty(), false);
  }

  /** Returns these options with a number of tasks. */
  public ReadOptions withTasks(int count) {
    return new ReadOptions(name, OptionalInt.of(count), quarantine);
  }

  /** Returns these options with bad rows set aside or not. */
  public ReadOptions withQuarantine(boolean setAside) {
    return new ReadOptions(name, tasks, setAside);
  }
}
