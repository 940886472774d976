package io.convoy.selection;

import io.convoy.geometry.PointBlock;
import java.io.Serializable;

/**
 * What stands before the features of a row: its label if labels cost something, its size and the
 * number of its group.
 *
 * @param labelled whether the first coordinate is the label
 */
public record Lead(boolean labelled) implements Serializable {

  /** Returns the number of coordinates that are no features. */
  public int count() {
    return labelled ? 3 : 2;
  }

  /** Returns the number of the label. */
  public double label(PointBlock rows, int row) {
    return labelled ? rows.coordinate(row, 0) : 0;
  }

  /** Returns what a row takes of the budget, {@code >= 0}: 1, or its tokens. */
  public long size(PointBlock rows, int row) {
    return (long) rows.coordinate(row, count() - 2);
  }

  /** Returns the group of a row, 0 if it is in none that has a quota. */
  public int group(PointBlock rows, int row) {
    return (int) rows.coordinate(row, count() - 1);
  }

  /** Returns the features alone. */
  public PointBlock features(PointBlock rows) {
    return rows.coordinatesOfAll(count(), rows.dimension());
  }
}
