package io.convoy.network;

import io.convoy.numerics.BulkArrays;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;

/**
 * What one block knows after some rounds: the parameters of its nodes, the flows at its ends of
 * edges, and what its local models remember. Immutable; a round makes a new one.
 */
public final class GraphState implements Externalizable {

  private static final long serialVersionUID = 1L;

  private double[] x;
  private double[] flows;
  private double[] memory;

  /** For deserialization only. */
  public GraphState() {}

  /** A state as {@link #x}, {@link #flows} and {@link #memory} returned it. */
  public GraphState(double[] x, double[] flows, double[] memory) {
    this.x = x;
    this.flows = flows;
    this.memory = memory;
  }

  /** Returns the state without flows in which every node has its own best model. */
  public static GraphState start(GraphBlock block) {
    return new GraphState(
        block.home(), // states are never written to
        new double[block.ends() * block.parameters()],
        new double[block.fits().memory()]);
  }

  /** Returns the parameters, node by node; do not write to them. */
  public double[] x() {
    return x;
  }

  /** Returns the flows, one per end of an edge, away from the end's node; do not write to them. */
  public double[] flows() {
    return flows;
  }

  /** Returns what the local models remember between rounds; do not write to it. */
  public double[] memory() {
    return memory;
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    BulkArrays.write(out, x);
    BulkArrays.write(out, flows);
    BulkArrays.write(out, memory);
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    x = BulkArrays.readDoubles(in);
    flows = BulkArrays.readDoubles(in);
    memory = BulkArrays.readDoubles(in);
  }
}
