package io.convoy.network;

/** What labels of two classes are. */
final class Labels {

  private Labels() {}

  /** Checks that every label is -1 or 1. */
  static void check(NodeRows rows) {
    for (int row = 0; row < rows.labels().length; row++) {
      double label = rows.labels()[row];
      if (label != 1 && label != -1) {
        throw new IllegalArgumentException(
            "labels of two classes must be -1 or 1, got " + label + " in row " + row);
      }
    }
  }
}
