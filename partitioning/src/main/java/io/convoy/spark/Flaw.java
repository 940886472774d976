package io.convoy.spark;

import java.io.Serializable;
import java.util.Comparator;
import java.util.function.Supplier;

/** One kind of bad row: how many there are and which is the first. Grows while rows are read. */
final class Flaw implements Serializable {

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

  /** Counts bad rows of which the one called {@code key} is the first. */
  void add(long count, Object key, Comparator<Object> order, Supplier<String> description) {
    rows += count;
    if (first == null || order.compare(key, first) < 0) {
      first = key;
      what = description.get();
    }
  }
}
