package io.convoy.spark.graph;

import io.convoy.numerics.BulkArrays;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;

/** The parameters that one block of a graph sends to another in a round. Immutable. */
final class GraphMessage implements Externalizable {

  private static final long serialVersionUID = 1L;

  private int from;
  private double[] values;

  /** For deserialization only. */
  public GraphMessage() {}

  GraphMessage(int from, double[] values) {
    this.from = from;
    this.values = values;
  }

  int from() {
    return from;
  }

  double[] values() {
    return values;
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    out.writeInt(from);
    BulkArrays.write(out, values);
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    from = in.readInt();
    values = BulkArrays.readDoubles(in);
  }
}
