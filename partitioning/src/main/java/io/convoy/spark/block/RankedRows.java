package io.convoy.spark.block;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;

/** Some rows of a table and the place of each in the whole of it, on their way to their blocks. */
final class RankedRows implements Externalizable {

  private static final long serialVersionUID = 1L;

  private long[] ranks;
  private TableBlock rows;

  /** For deserialization only. */
  public RankedRows() {}

  RankedRows(long[] ranks, TableBlock rows) {
    this.ranks = ranks;
    this.rows = rows;
  }

  /** Returns the place of a row. */
  long rank(int row) {
    return ranks[row];
  }

  TableBlock rows() {
    return rows;
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    BulkIo.write(out, ranks);
    rows.writeExternal(out);
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    ranks = BulkIo.readLongs(in);
    rows = new TableBlock();
    rows.readExternal(in);
  }
}
