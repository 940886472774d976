package io.convoy.spark.intake;

import java.io.Serializable;

/** Rows, seen in order, whose id is the one before's. */
final class Duplicates implements Serializable {

  private static final long serialVersionUID = 1L;

  private long seen;
  private long repeated;
  private Object first;
  private Object last;

  void see(Object key) {
    if (key.equals(last)) {
      repeated++;
      first = first == null ? key : first;
    }
    last = key;
    seen++;
  }

  /** Returns the number of rows seen. */
  long seen() {
    return seen;
  }

  /** Returns the number of rows that repeat an id. */
  long repeated() {
    return repeated;
  }

  /** Returns the first id that is repeated. */
  Object first() {
    return first;
  }
}
