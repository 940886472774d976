package io.convoy.spark.block;

import io.convoy.geometry.PointBlock;
import io.convoy.spark.column.TableException;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;

/** Some consecutive rows of a table: their points and weights, and their ids. Immutable. */
public final class TableBlock implements Externalizable {

  private static final long serialVersionUID = 1L;

  private PointBlock points;
  private Ids ids;

  /** For deserialization only. */
  public TableBlock() {}

  /**
   * Holds points and their ids.
   *
   * @throws IllegalArgumentException if there are not as many ids as points
   */
  public TableBlock(PointBlock points, Ids ids) {
    if (points.rows() != ids.size()) {
      throw new IllegalArgumentException(
          "a block of " + points.rows() + " points cannot have " + ids.size() + " ids");
    }
    this.points = points;
    this.ids = ids;
  }

  /** Returns the block's place in its table, from 0. */
  public int index() {
    return points.index();
  }

  /** Returns the number of rows. */
  public int rows() {
    return points.rows();
  }

  /** Returns the points and the weights. */
  public PointBlock points() {
    return points;
  }

  /** Returns the ids, in the order of the points. */
  public Ids ids() {
    return ids;
  }

  /**
   * Returns the same rows with every weight multiplied by {@code factor}.
   *
   * @throws TableException if a weight, so small beside the sum, becomes 0
   */
  public TableBlock withWeightsTimes(double factor, String table) {
    PointBlock scaled = points.withWeightsTimes(factor);
    for (int row = 0; row < rows(); row++) {
      if (scaled.weight(row) == 0) {
        throw new TableException(
            table
                + ": the row with id '"
                + ids.text(row)
                + "' has weight "
                + points.weight(row)
                + ", which is nothing beside the sum of all weights, "
                + 1 / factor
                + "; leave such rows out or give them weight 0");
      }
    }
    return new TableBlock(scaled, ids);
  }

  /** Returns about the number of bytes held. */
  public long bytes() {
    return points.bytes() + ids.bytes();
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    points.writeExternal(out);
    ids.writeExternal(out);
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    points = new PointBlock();
    points.readExternal(in);
    ids = new Ids();
    ids.readExternal(in);
  }
}
