package io.convoy.distance;

import io.convoy.numerics.BulkArrays;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;

/** Rows seen along some directions: for each, their places in ascending order, with weights. */
final class SortedShadows implements Externalizable {

  private static final long serialVersionUID = 1L;

  private double[][] places;
  private double[][] weights;

  /** For deserialization only. */
  public SortedShadows() {}

  SortedShadows(double[][] places, double[][] weights) {
    this.places = places;
    this.weights = weights;
  }

  double[] places(int direction) {
    return places[direction];
  }

  double[] weights(int direction) {
    return weights[direction];
  }

  /** Returns the rows of both; of rows at one place those of {@code this} come first. */
  SortedShadows with(SortedShadows other) {
    double[][] joined = new double[places.length][];
    double[][] joinedWeights = new double[places.length][];
    for (int r = 0; r < places.length; r++) {
      double[] a = places[r];
      double[] b = other.places[r];
      double[] all = new double[Math.addExact(a.length, b.length)];
      double[] w = new double[all.length];
      int i = 0;
      int j = 0;
      for (int to = 0; to < all.length; to++) {
        if (j == b.length || (i < a.length && a[i] <= b[j])) {
          w[to] = weights[r][i];
          all[to] = a[i++];
        } else {
          w[to] = other.weights[r][j];
          all[to] = b[j++];
        }
      }
      joined[r] = all;
      joinedWeights[r] = w;
    }
    return new SortedShadows(joined, joinedWeights);
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    out.writeInt(places.length);
    for (int r = 0; r < places.length; r++) {
      BulkArrays.write(out, places[r]);
      BulkArrays.write(out, weights[r]);
    }
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    places = new double[in.readInt()][];
    weights = new double[places.length][];
    for (int r = 0; r < places.length; r++) {
      places[r] = BulkArrays.readDoubles(in);
      weights[r] = BulkArrays.readDoubles(in);
    }
  }
}
