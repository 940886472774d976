package io.convoy.spark.checkpoint;

import java.util.Map;
import java.util.Objects;

/**
 * All that an iteration needs to go on later.
 *
 * @param problem a hash of the problem's settings and input; a snapshot of another problem is never
 *     used
 * @param iteration the iteration to go on with
 * @param arrays named arrays, never written to
 * @param numbers named numbers, each a {@code Double} or a {@code Long}
 */
public record Snapshot(
    String problem, long iteration, Map<String, double[]> arrays, Map<String, Number> numbers) {

  public Snapshot {
    Objects.requireNonNull(problem, "problem");
    arrays = Map.copyOf(arrays);
    numbers = Map.copyOf(numbers);
    numbers.forEach(
        (name, number) -> {
          if (!(number instanceof Double || number instanceof Long)) {
            throw new IllegalArgumentException(
                "number '" + name + "' must be a Double or a Long, got " + number.getClass());
          }
        });
  }
}
