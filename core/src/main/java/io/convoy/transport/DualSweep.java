package io.convoy.transport;

import io.convoy.geometry.PointBlock;
import io.convoy.geometry.Precision;
import io.convoy.geometry.Tile;
import io.convoy.iterate.Shared;
import io.convoy.iterate.Sweep;
import io.convoy.numerics.BulkArrays;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;

/**
 * The value of the dual's row part and the plan's column masses: one exponential and one cost per
 * pair. For a few rows at a time the exponents, their maxima and their sums are computed, then the
 * powers, times the rows' masses, are added to the column masses in the same visit.
 */
record DualSweep(Shared<ProblemOnSite> problem)
    implements Sweep<PointBlock, DualPoint, DualSweep.Part> {

  @Override
  public Part visit(DualPoint point, PointBlock block) {
    TransportProblem fixed = problem.value().problem();
    RowRule rule = fixed.rowRule();
    double epsilon = point.epsilon();
    Tile tile = problem.value().exponents(point).open(point.skips());
    double[] factors = new double[tile.capacity()];
    double value = 0;
    double mass = 0;
    for (int row = 0, count; row < block.rows(); row += count) {
      count = tile.load(block, row);
      for (int r = 0; r < tile.capacity(); r++) {
        if (r >= count) {
          factors[r] = 0;
          continue;
        }
        double sum = tile.exponentiate(r);
        double s = SoftMin.of(tile, r, sum, epsilon);
        double weight = block.weight(tile.row(r));
        double moved = weight * Math.exp(rule.rowLogFraction(s, epsilon));
        value += weight * rule.rowValue(s, epsilon);
        mass += moved;
        factors[r] = moved / sum;
      }
      tile.accumulate(factors);
    }
    return new Part(
        value, mass, tile.pairs(), tile.allPairs(), tile.columnSums(), point.precision());
  }

  @Override
  public Part merge(Part left, Part right) {
    return left.add(right);
  }

  /**
   * What some rows contribute. Column masses travel, and are added, in the sweep's own precision:
   * pairwise addition of floats costs no more than {@code log2(blocks)} of their last bits, and
   * halves the bytes.
   */
  static final class Part implements Externalizable {

    private static final long serialVersionUID = 1L;

    private double value;
    private double mass;
    private long pairs;
    private long all;
    private float[] floats;
    private double[] doubles;

    /** For deserialization only. */
    public Part() {}

    Part(
        double value, double mass, long pairs, long all, double[] columnMass, Precision precision) {
      this.value = value;
      this.mass = mass;
      this.pairs = pairs;
      this.all = all;
      if (precision == Precision.FLOAT) {
        floats = new float[columnMass.length];
        for (int j = 0; j < floats.length; j++) {
          floats[j] = (float) columnMass[j];
        }
      } else {
        doubles = columnMass;
      }
    }

    Part add(Part right) {
      value += right.value;
      mass += right.mass;
      pairs += right.pairs;
      all += right.all;
      if (floats != null) {
        for (int j = 0; j < floats.length; j++) {
          floats[j] += right.floats[j];
        }
      } else {
        for (int j = 0; j < doubles.length; j++) {
          doubles[j] += right.doubles[j];
        }
      }
      return this;
    }

    double value() {
      return value;
    }

    double mass() {
      return mass;
    }

    /** Returns the number of pairs computed. */
    long pairs() {
      return pairs;
    }

    /** Returns the number of all pairs, counted in the same way. */
    long all() {
      return all;
    }

    double[] columnMass() {
      if (floats == null) {
        return doubles;
      }
      double[] wide = new double[floats.length];
      for (int j = 0; j < wide.length; j++) {
        wide[j] = floats[j];
      }
      return wide;
    }

    @Override
    public void writeExternal(ObjectOutput out) throws IOException {
      out.writeDouble(value);
      out.writeDouble(mass);
      out.writeLong(pairs);
      out.writeLong(all);
      out.writeBoolean(floats != null);
      if (floats != null) {
        BulkArrays.write(out, floats);
      } else {
        BulkArrays.write(out, doubles);
      }
    }

    @Override
    public void readExternal(ObjectInput in) throws IOException {
      value = in.readDouble();
      mass = in.readDouble();
      pairs = in.readLong();
      all = in.readLong();
      if (in.readBoolean()) {
        floats = BulkArrays.readFloats(in);
      } else {
        doubles = BulkArrays.readDoubles(in);
      }
    }
  }
}
