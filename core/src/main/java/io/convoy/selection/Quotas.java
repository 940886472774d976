package io.convoy.selection;

import java.util.Arrays;
import java.util.List;

/**
 * How much of the budget each group gets, in its unit: rows or tokens. Group 0 is of the rows
 * without a quota.
 *
 * @param names of the groups, the first of those without
 * @param least per group, {@code >= 0}
 * @param most per group, {@code >= least}
 */
public record Quotas(List<String> names, long[] least, long[] most) {

  public Quotas {
    names = List.copyOf(names);
    for (int g = 0; g < least.length; g++) {
      if (least[g] < 0 || most[g] < least[g] || names.size() != most.length) {
        throw new IllegalArgumentException(
            "a quota must be at least 0 and at most what is allowed, got "
                + least[g]
                + " to "
                + most[g]);
      }
    }
  }

  /** Returns that all rows are in one group without bounds. */
  public static Quotas none() {
    return new Quotas(List.of("any"), new long[1], new long[] {Long.MAX_VALUE});
  }

  /** Returns the number of groups, that of rows without a quota included. */
  public int groups() {
    return least.length;
  }

  /** Returns whether there is nothing to hold. */
  public boolean isEmpty() {
    return least.length == 1;
  }

  /** Returns the sum of what groups must get. */
  public long reserved() {
    return Arrays.stream(least).sum();
  }
}
