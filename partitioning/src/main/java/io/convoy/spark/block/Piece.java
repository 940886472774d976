package io.convoy.spark.block;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.ArrayList;
import java.util.List;

/** Consecutive rows of the whole table, on their way to their blocks. */
public final class Piece implements Externalizable {

  private static final long serialVersionUID = 1L;

  private long rank;
  private TableBlock rows;

  /** For deserialization only. */
  public Piece() {}

  /**
   * Holds rows that stand together.
   *
   * @param rank the place of the first
   */
  public Piece(long rank, TableBlock rows) {
    this.rank = rank;
    this.rows = rows;
  }

  /** Returns the place of the first row. */
  public long rank() {
    return rank;
  }

  /** Returns the rows. */
  public TableBlock rows() {
    return rows;
  }

  /** Returns the piece cut wherever the place is a multiple of {@code every}. */
  List<Piece> cut(long every, boolean floats) {
    if (rank / every == (rank + rows.rows() - 1) / every) {
      return List.of(this);
    }
    List<Piece> pieces = new ArrayList<>();
    Rows all = Rows.inOrder(List.of(rows));
    int from = 0;
    while (from < all.size()) {
      int to = (int) Math.min(all.size(), from + every - (rank + from) % every);
      pieces.add(new Piece(rank + from, all.block(0, from, to, floats)));
      from = to;
    }
    return pieces;
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    out.writeLong(rank);
    rows.writeExternal(out);
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    rank = in.readLong();
    rows = new TableBlock();
    rows.readExternal(in);
  }
}
