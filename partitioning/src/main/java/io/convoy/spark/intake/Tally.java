package io.convoy.spark.intake;

import java.io.Serializable;
import java.util.Comparator;
import java.util.function.Supplier;

/** Rows that are alike: how many there are and which is the first. Grows while rows are read. */
final class Tally implements Serializable {

  private static final long serialVersionUID = 1L;

  private long rows;
  private Object first;
  private String what;

  long rows() {
    return rows;
  }

  Object first() {
    return first;
  }

  String what() {
    return what;
  }

  /**
   * Counts rows.
   *
   * @param key the first of them
   * @param description what it is like; asked only if it is the first of all so far
   */
  void add(long count, Object key, Comparator<Object> order, Supplier<String> description) {
    rows += count;
    if (first == null || order.compare(key, first) < 0) {
      first = key;
      what = description.get();
    }
  }
}
