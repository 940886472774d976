package io.convoy.numerics;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The provider on jdk.incubator.vector, at the machine's preferred lane width.
 *
 * <p>Vectors are plain locals of each loop: kept in a field, an array or a lambda they would be
 * boxed. A group of four rows times two vectors of columns keeps eight independent sums in flight,
 * enough to hide the latency of a fused multiply-add, and loads each column vector once for all
 * four rows. Powers are raised one vector at a time: two of them are more than HotSpot inlines into
 * one loop (its limit on nodes), and what is not inlined is boxed too.
 */
final class VectorKernels extends Kernels {

  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;

  @Override
  public String description() {
    return "vector-" + FLOATS.vectorBitSize();
  }

  @Override
  void productK(float[] x, int d, float[] panels, float[] bias, float[] tile, float[] max) {
    int lanes = FLOATS.length();
    int columns = bias.length;
    FloatVector m0 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
    FloatVector m1 = m0;
    FloatVector m2 = m0;
    FloatVector m3 = m0;
    for (int panel = 0; panel < columns; panel += FLOAT_PANEL) {
      for (int v = 0; v < FLOAT_PANEL; v += 2 * lanes) {
        FloatVector low = FloatVector.fromArray(FLOATS, bias, panel + v);
        FloatVector high = FloatVector.fromArray(FLOATS, bias, panel + v + lanes);
        FloatVector a0 = FloatVector.zero(FLOATS);
        FloatVector b0 = FloatVector.zero(FLOATS);
        FloatVector a1 = FloatVector.zero(FLOATS);
        FloatVector b1 = FloatVector.zero(FLOATS);
        FloatVector a2 = FloatVector.zero(FLOATS);
        FloatVector b2 = FloatVector.zero(FLOATS);
        FloatVector a3 = FloatVector.zero(FLOATS);
        FloatVector b3 = FloatVector.zero(FLOATS);
        int at = panel * d + v;
        for (int k = 0; k < d; k++, at += FLOAT_PANEL) {
          FloatVector y0 = FloatVector.fromArray(FLOATS, panels, at);
          FloatVector y1 = FloatVector.fromArray(FLOATS, panels, at + lanes);
          FloatVector x0 = FloatVector.broadcast(FLOATS, x[k]);
          a0 = x0.fma(y0, a0);
          b0 = x0.fma(y1, b0);
          FloatVector x1 = FloatVector.broadcast(FLOATS, x[d + k]);
          a1 = x1.fma(y0, a1);
          b1 = x1.fma(y1, b1);
          FloatVector x2 = FloatVector.broadcast(FLOATS, x[2 * d + k]);
          a2 = x2.fma(y0, a2);
          b2 = x2.fma(y1, b2);
          FloatVector x3 = FloatVector.broadcast(FLOATS, x[3 * d + k]);
          a3 = x3.fma(y0, a3);
          b3 = x3.fma(y1, b3);
        }
        a0 = a0.add(low);
        b0 = b0.add(high);
        a1 = a1.add(low);
        b1 = b1.add(high);
        a2 = a2.add(low);
        b2 = b2.add(high);
        a3 = a3.add(low);
        b3 = b3.add(high);
        int to = panel + v;
        a0.intoArray(tile, to);
        b0.intoArray(tile, to + lanes);
        m0 = m0.max(a0).max(b0);
        a1.intoArray(tile, columns + to);
        b1.intoArray(tile, columns + to + lanes);
        m1 = m1.max(a1).max(b1);
        a2.intoArray(tile, 2 * columns + to);
        b2.intoArray(tile, 2 * columns + to + lanes);
        m2 = m2.max(a2).max(b2);
        a3.intoArray(tile, 3 * columns + to);
        b3.intoArray(tile, 3 * columns + to + lanes);
        m3 = m3.max(a3).max(b3);
      }
    }
    max[0] = m0.reduceLanes(VectorOperators.MAX);
    max[1] = m1.reduceLanes(VectorOperators.MAX);
    max[2] = m2.reduceLanes(VectorOperators.MAX);
    max[3] = m3.reduceLanes(VectorOperators.MAX);
  }

  @Override
  void distanceK(
      float[] x, int d, float[] panels, float scale, float[] bias, float[] tile, float[] max) {
    int lanes = FLOATS.length();
    int columns = bias.length;
    FloatVector m0 = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
    FloatVector m1 = m0;
    FloatVector m2 = m0;
    FloatVector m3 = m0;
    for (int panel = 0; panel < columns; panel += FLOAT_PANEL) {
      for (int v = 0; v < FLOAT_PANEL; v += 2 * lanes) {
        FloatVector low = FloatVector.fromArray(FLOATS, bias, panel + v);
        FloatVector high = FloatVector.fromArray(FLOATS, bias, panel + v + lanes);
        FloatVector a0 = FloatVector.zero(FLOATS);
        FloatVector b0 = FloatVector.zero(FLOATS);
        FloatVector a1 = FloatVector.zero(FLOATS);
        FloatVector b1 = FloatVector.zero(FLOATS);
        FloatVector a2 = FloatVector.zero(FLOATS);
        FloatVector b2 = FloatVector.zero(FLOATS);
        FloatVector a3 = FloatVector.zero(FLOATS);
        FloatVector b3 = FloatVector.zero(FLOATS);
        int at = panel * d + v;
        for (int k = 0; k < d; k++, at += FLOAT_PANEL) {
          FloatVector y0 = FloatVector.fromArray(FLOATS, panels, at);
          FloatVector y1 = FloatVector.fromArray(FLOATS, panels, at + lanes);
          FloatVector x0 = FloatVector.broadcast(FLOATS, x[k]);
          FloatVector p0 = x0.sub(y0);
          FloatVector q0 = x0.sub(y1);
          a0 = p0.fma(p0, a0);
          b0 = q0.fma(q0, b0);
          FloatVector x1 = FloatVector.broadcast(FLOATS, x[d + k]);
          FloatVector p1 = x1.sub(y0);
          FloatVector q1 = x1.sub(y1);
          a1 = p1.fma(p1, a1);
          b1 = q1.fma(q1, b1);
          FloatVector x2 = FloatVector.broadcast(FLOATS, x[2 * d + k]);
          FloatVector p2 = x2.sub(y0);
          FloatVector q2 = x2.sub(y1);
          a2 = p2.fma(p2, a2);
          b2 = q2.fma(q2, b2);
          FloatVector x3 = FloatVector.broadcast(FLOATS, x[3 * d + k]);
          FloatVector p3 = x3.sub(y0);
          FloatVector q3 = x3.sub(y1);
          a3 = p3.fma(p3, a3);
          b3 = q3.fma(q3, b3);
        }
        FloatVector factor = FloatVector.broadcast(FLOATS, -scale);
        a0 = a0.lanewise(VectorOperators.SQRT).fma(factor, low);
        b0 = b0.lanewise(VectorOperators.SQRT).fma(factor, high);
        a1 = a1.lanewise(VectorOperators.SQRT).fma(factor, low);
        b1 = b1.lanewise(VectorOperators.SQRT).fma(factor, high);
        a2 = a2.lanewise(VectorOperators.SQRT).fma(factor, low);
        b2 = b2.lanewise(VectorOperators.SQRT).fma(factor, high);
        a3 = a3.lanewise(VectorOperators.SQRT).fma(factor, low);
        b3 = b3.lanewise(VectorOperators.SQRT).fma(factor, high);
        int to = panel + v;
        a0.intoArray(tile, to);
        b0.intoArray(tile, to + lanes);
        m0 = m0.max(a0).max(b0);
        a1.intoArray(tile, columns + to);
        b1.intoArray(tile, columns + to + lanes);
        m1 = m1.max(a1).max(b1);
        a2.intoArray(tile, 2 * columns + to);
        b2.intoArray(tile, 2 * columns + to + lanes);
        m2 = m2.max(a2).max(b2);
        a3.intoArray(tile, 3 * columns + to);
        b3.intoArray(tile, 3 * columns + to + lanes);
        m3 = m3.max(a3).max(b3);
      }
    }
    max[0] = m0.reduceLanes(VectorOperators.MAX);
    max[1] = m1.reduceLanes(VectorOperators.MAX);
    max[2] = m2.reduceLanes(VectorOperators.MAX);
    max[3] = m3.reduceLanes(VectorOperators.MAX);
  }

  @Override
  void affineK(float[] costs, float scale, float[] bias, float[] tile, float[] max) {
    int columns = bias.length;
    FloatVector factor = FloatVector.broadcast(FLOATS, -scale);
    for (int r = 0; r < ROWS; r++) {
      FloatVector highest = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
      for (int j = 0; j < columns; j += FLOATS.length()) {
        FloatVector u =
            FloatVector.fromArray(FLOATS, costs, r * columns + j)
                .fma(factor, FloatVector.fromArray(FLOATS, bias, j));
        u.intoArray(tile, r * columns + j);
        highest = highest.max(u);
      }
      max[r] = highest.reduceLanes(VectorOperators.MAX);
    }
  }

  @Override
  double exponentiateK(float[] tile, int from, float max, float[] weight) {
    int columns = weight.length;
    FloatVector top = FloatVector.broadcast(FLOATS, max);
    float[] strip = new float[FLOAT_PANEL];
    double[] sums = new double[FLOAT_PANEL];
    for (int start = 0; start < columns; start += STRIP * FLOAT_PANEL) {
      int end = Math.min(columns, start + STRIP * FLOAT_PANEL);
      for (int v = 0; v < FLOAT_PANEL; v += FLOATS.length()) {
        FloatVector sum = FloatVector.zero(FLOATS);
        for (int j = start + v; j < end; j += FLOAT_PANEL) {
          FloatVector power = powerOfHalf(top.sub(FloatVector.fromArray(FLOATS, tile, from + j)));
          power.intoArray(tile, from + j);
          sum = power.fma(FloatVector.fromArray(FLOATS, weight, j), sum);
        }
        sum.intoArray(strip, v);
      }
      for (int lane = 0; lane < FLOAT_PANEL; lane++) {
        sums[lane] += strip[lane];
      }
    }
    return join(sums);
  }

  private static FloatVector powerOfHalf(FloatVector depth) {
    FloatVector x = floats(ints(depth).min(FLOAT_DEPTH));
    FloatVector rounded = x.add(FLOAT_ROUND);
    FloatVector f = rounded.sub(FLOAT_ROUND).sub(x);
    FloatVector p = f.fma(FloatVector.broadcast(FLOATS, F5), FloatVector.broadcast(FLOATS, F4));
    p = p.fma(f, FloatVector.broadcast(FLOATS, F3));
    p = p.fma(f, FloatVector.broadcast(FLOATS, F2));
    p = p.fma(f, FloatVector.broadcast(FLOATS, F1));
    p = p.fma(f, FloatVector.broadcast(FLOATS, 1f));
    return floats(ints(p).sub(ints(rounded).lanewise(VectorOperators.LSHL, 23)));
  }

  // reinterpretAsInts() and its like look their species up, which HotSpot may fail to see through
  // once the kernel is inlined elsewhere; then the vector is boxed

  private static IntVector ints(FloatVector v) {
    return (IntVector) v.reinterpretShape(INTS, 0);
  }

  private static FloatVector floats(IntVector v) {
    return (FloatVector) v.reinterpretShape(FLOATS, 0);
  }

  @Override
  void accumulateK(float[] tile, float[] factors, float[] sums) {
    int columns = sums.length;
    FloatVector w0 = FloatVector.broadcast(FLOATS, factors[0]);
    FloatVector w1 = FloatVector.broadcast(FLOATS, factors[1]);
    FloatVector w2 = FloatVector.broadcast(FLOATS, factors[2]);
    FloatVector w3 = FloatVector.broadcast(FLOATS, factors[3]);
    for (int j = 0; j < columns; j += FLOATS.length()) {
      FloatVector sum = FloatVector.fromArray(FLOATS, sums, j);
      sum = FloatVector.fromArray(FLOATS, tile, j).fma(w0, sum);
      sum = FloatVector.fromArray(FLOATS, tile, columns + j).fma(w1, sum);
      sum = FloatVector.fromArray(FLOATS, tile, 2 * columns + j).fma(w2, sum);
      sum = FloatVector.fromArray(FLOATS, tile, 3 * columns + j).fma(w3, sum);
      sum.intoArray(sums, j);
    }
  }

  @Override
  void productK(double[] x, int d, double[] panels, double[] bias, double[] tile, double[] max) {
    int lanes = DOUBLES.length();
    int columns = bias.length;
    DoubleVector m0 = DoubleVector.broadcast(DOUBLES, Double.NEGATIVE_INFINITY);
    DoubleVector m1 = m0;
    DoubleVector m2 = m0;
    DoubleVector m3 = m0;
    for (int panel = 0; panel < columns; panel += DOUBLE_PANEL) {
      for (int v = 0; v < DOUBLE_PANEL; v += 2 * lanes) {
        DoubleVector low = DoubleVector.fromArray(DOUBLES, bias, panel + v);
        DoubleVector high = DoubleVector.fromArray(DOUBLES, bias, panel + v + lanes);
        DoubleVector a0 = DoubleVector.zero(DOUBLES);
        DoubleVector b0 = DoubleVector.zero(DOUBLES);
        DoubleVector a1 = DoubleVector.zero(DOUBLES);
        DoubleVector b1 = DoubleVector.zero(DOUBLES);
        DoubleVector a2 = DoubleVector.zero(DOUBLES);
        DoubleVector b2 = DoubleVector.zero(DOUBLES);
        DoubleVector a3 = DoubleVector.zero(DOUBLES);
        DoubleVector b3 = DoubleVector.zero(DOUBLES);
        int at = panel * d + v;
        for (int k = 0; k < d; k++, at += DOUBLE_PANEL) {
          DoubleVector y0 = DoubleVector.fromArray(DOUBLES, panels, at);
          DoubleVector y1 = DoubleVector.fromArray(DOUBLES, panels, at + lanes);
          DoubleVector x0 = DoubleVector.broadcast(DOUBLES, x[k]);
          a0 = x0.fma(y0, a0);
          b0 = x0.fma(y1, b0);
          DoubleVector x1 = DoubleVector.broadcast(DOUBLES, x[d + k]);
          a1 = x1.fma(y0, a1);
          b1 = x1.fma(y1, b1);
          DoubleVector x2 = DoubleVector.broadcast(DOUBLES, x[2 * d + k]);
          a2 = x2.fma(y0, a2);
          b2 = x2.fma(y1, b2);
          DoubleVector x3 = DoubleVector.broadcast(DOUBLES, x[3 * d + k]);
          a3 = x3.fma(y0, a3);
          b3 = x3.fma(y1, b3);
        }
        a0 = a0.add(low);
        b0 = b0.add(high);
        a1 = a1.add(low);
        b1 = b1.add(high);
        a2 = a2.add(low);
        b2 = b2.add(high);
        a3 = a3.add(low);
        b3 = b3.add(high);
        int to = panel + v;
        a0.intoArray(tile, to);
        b0.intoArray(tile, to + lanes);
        m0 = m0.max(a0).max(b0);
        a1.intoArray(tile, columns + to);
        b1.intoArray(tile, columns + to + lanes);
        m1 = m1.max(a1).max(b1);
        a2.intoArray(tile, 2 * columns + to);
        b2.intoArray(tile, 2 * columns + to + lanes);
        m2 = m2.max(a2).max(b2);
        a3.intoArray(tile, 3 * columns + to);
        b3.intoArray(tile, 3 * columns + to + lanes);
        m3 = m3.max(a3).max(b3);
      }
    }
    max[0] = m0.reduceLanes(VectorOperators.MAX);
    max[1] = m1.reduceLanes(VectorOperators.MAX);
    max[2] = m2.reduceLanes(VectorOperators.MAX);
    max[3] = m3.reduceLanes(VectorOperators.MAX);
  }

  @Override
  void distanceK(
      double[] x,
      int d,
      double[] panels,
      double scale,
      double[] bias,
      double[] tile,
      double[] max) {
    int lanes = DOUBLES.length();
    int columns = bias.length;
    DoubleVector m0 = DoubleVector.broadcast(DOUBLES, Double.NEGATIVE_INFINITY);
    DoubleVector m1 = m0;
    DoubleVector m2 = m0;
    DoubleVector m3 = m0;
    for (int panel = 0; panel < columns; panel += DOUBLE_PANEL) {
      for (int v = 0; v < DOUBLE_PANEL; v += 2 * lanes) {
        DoubleVector low = DoubleVector.fromArray(DOUBLES, bias, panel + v);
        DoubleVector high = DoubleVector.fromArray(DOUBLES, bias, panel + v + lanes);
        DoubleVector a0 = DoubleVector.zero(DOUBLES);
        DoubleVector b0 = DoubleVector.zero(DOUBLES);
        DoubleVector a1 = DoubleVector.zero(DOUBLES);
        DoubleVector b1 = DoubleVector.zero(DOUBLES);
        DoubleVector a2 = DoubleVector.zero(DOUBLES);
        DoubleVector b2 = DoubleVector.zero(DOUBLES);
        DoubleVector a3 = DoubleVector.zero(DOUBLES);
        DoubleVector b3 = DoubleVector.zero(DOUBLES);
        int at = panel * d + v;
        for (int k = 0; k < d; k++, at += DOUBLE_PANEL) {
          DoubleVector y0 = DoubleVector.fromArray(DOUBLES, panels, at);
          DoubleVector y1 = DoubleVector.fromArray(DOUBLES, panels, at + lanes);
          DoubleVector x0 = DoubleVector.broadcast(DOUBLES, x[k]);
          DoubleVector p0 = x0.sub(y0);
          DoubleVector q0 = x0.sub(y1);
          a0 = p0.fma(p0, a0);
          b0 = q0.fma(q0, b0);
          DoubleVector x1 = DoubleVector.broadcast(DOUBLES, x[d + k]);
          DoubleVector p1 = x1.sub(y0);
          DoubleVector q1 = x1.sub(y1);
          a1 = p1.fma(p1, a1);
          b1 = q1.fma(q1, b1);
          DoubleVector x2 = DoubleVector.broadcast(DOUBLES, x[2 * d + k]);
          DoubleVector p2 = x2.sub(y0);
          DoubleVector q2 = x2.sub(y1);
          a2 = p2.fma(p2, a2);
          b2 = q2.fma(q2, b2);
          DoubleVector x3 = DoubleVector.broadcast(DOUBLES, x[3 * d + k]);
          DoubleVector p3 = x3.sub(y0);
          DoubleVector q3 = x3.sub(y1);
          a3 = p3.fma(p3, a3);
          b3 = q3.fma(q3, b3);
        }
        DoubleVector factor = DoubleVector.broadcast(DOUBLES, -scale);
        a0 = a0.lanewise(VectorOperators.SQRT).fma(factor, low);
        b0 = b0.lanewise(VectorOperators.SQRT).fma(factor, high);
        a1 = a1.lanewise(VectorOperators.SQRT).fma(factor, low);
        b1 = b1.lanewise(VectorOperators.SQRT).fma(factor, high);
        a2 = a2.lanewise(VectorOperators.SQRT).fma(factor, low);
        b2 = b2.lanewise(VectorOperators.SQRT).fma(factor, high);
        a3 = a3.lanewise(VectorOperators.SQRT).fma(factor, low);
        b3 = b3.lanewise(VectorOperators.SQRT).fma(factor, high);
        int to = panel + v;
        a0.intoArray(tile, to);
        b0.intoArray(tile, to + lanes);
        m0 = m0.max(a0).max(b0);
        a1.intoArray(tile, columns + to);
        b1.intoArray(tile, columns + to + lanes);
        m1 = m1.max(a1).max(b1);
        a2.intoArray(tile, 2 * columns + to);
        b2.intoArray(tile, 2 * columns + to + lanes);
        m2 = m2.max(a2).max(b2);
        a3.intoArray(tile, 3 * columns + to);
        b3.intoArray(tile, 3 * columns + to + lanes);
        m3 = m3.max(a3).max(b3);
      }
    }
    max[0] = m0.reduceLanes(VectorOperators.MAX);
    max[1] = m1.reduceLanes(VectorOperators.MAX);
    max[2] = m2.reduceLanes(VectorOperators.MAX);
    max[3] = m3.reduceLanes(VectorOperators.MAX);
  }

  @Override
  void affineK(double[] costs, double scale, double[] bias, double[] tile, double[] max) {
    int columns = bias.length;
    DoubleVector factor = DoubleVector.broadcast(DOUBLES, -scale);
    for (int r = 0; r < ROWS; r++) {
      DoubleVector highest = DoubleVector.broadcast(DOUBLES, Double.NEGATIVE_INFINITY);
      for (int j = 0; j < columns; j += DOUBLES.length()) {
        DoubleVector u =
            DoubleVector.fromArray(DOUBLES, costs, r * columns + j)
                .fma(factor, DoubleVector.fromArray(DOUBLES, bias, j));
        u.intoArray(tile, r * columns + j);
        highest = highest.max(u);
      }
      max[r] = highest.reduceLanes(VectorOperators.MAX);
    }
  }

  @Override
  double exponentiateK(double[] tile, int from, double max, double[] weight) {
    DoubleVector top = DoubleVector.broadcast(DOUBLES, max);
    double[] sums = new double[DOUBLE_PANEL];
    for (int v = 0; v < DOUBLE_PANEL; v += DOUBLES.length()) {
      DoubleVector sum = DoubleVector.zero(DOUBLES);
      for (int j = v; j < weight.length; j += DOUBLE_PANEL) {
        DoubleVector power = powerOfHalf(top.sub(DoubleVector.fromArray(DOUBLES, tile, from + j)));
        power.intoArray(tile, from + j);
        sum = power.fma(DoubleVector.fromArray(DOUBLES, weight, j), sum);
      }
      sum.intoArray(sums, v);
    }
    return join(sums);
  }

  private static DoubleVector powerOfHalf(DoubleVector depth) {
    DoubleVector x = doubles(longs(depth).min(DOUBLE_DEPTH));
    DoubleVector rounded = x.add(DOUBLE_ROUND);
    DoubleVector f = rounded.sub(DOUBLE_ROUND).sub(x);
    DoubleVector p =
        f.fma(DoubleVector.broadcast(DOUBLES, D11), DoubleVector.broadcast(DOUBLES, D10));
    p = p.fma(f, DoubleVector.broadcast(DOUBLES, D9));
    p = p.fma(f, DoubleVector.broadcast(DOUBLES, D8));
    p = p.fma(f, DoubleVector.broadcast(DOUBLES, D7));
    p = p.fma(f, DoubleVector.broadcast(DOUBLES, D6));
    p = p.fma(f, DoubleVector.broadcast(DOUBLES, D5));
    p = p.fma(f, DoubleVector.broadcast(DOUBLES, D4));
    p = p.fma(f, DoubleVector.broadcast(DOUBLES, D3));
    p = p.fma(f, DoubleVector.broadcast(DOUBLES, D2));
    p = p.fma(f, DoubleVector.broadcast(DOUBLES, D1));
    p = p.fma(f, DoubleVector.broadcast(DOUBLES, 1.0));
    return doubles(longs(p).sub(longs(rounded).lanewise(VectorOperators.LSHL, 52)));
  }

  private static LongVector longs(DoubleVector v) {
    return (LongVector) v.reinterpretShape(LONGS, 0);
  }

  private static DoubleVector doubles(LongVector v) {
    return (DoubleVector) v.reinterpretShape(DOUBLES, 0);
  }

  @Override
  void accumulateK(double[] tile, double[] factors, double[] sums) {
    int columns = sums.length;
    DoubleVector w0 = DoubleVector.broadcast(DOUBLES, factors[0]);
    DoubleVector w1 = DoubleVector.broadcast(DOUBLES, factors[1]);
    DoubleVector w2 = DoubleVector.broadcast(DOUBLES, factors[2]);
    DoubleVector w3 = DoubleVector.broadcast(DOUBLES, factors[3]);
    for (int j = 0; j < columns; j += DOUBLES.length()) {
      DoubleVector sum = DoubleVector.fromArray(DOUBLES, sums, j);
      sum = DoubleVector.fromArray(DOUBLES, tile, j).fma(w0, sum);
      sum = DoubleVector.fromArray(DOUBLES, tile, columns + j).fma(w1, sum);
      sum = DoubleVector.fromArray(DOUBLES, tile, 2 * columns + j).fma(w2, sum);
      sum = DoubleVector.fromArray(DOUBLES, tile, 3 * columns + j).fma(w3, sum);
      sum.intoArray(sums, j);
    }
  }

  @Override
  double dotK(double[] tile, int from, double[] v) {
    double[] joined = new double[DOUBLE_PANEL];
    for (int part = 0; part < DOUBLE_PANEL; part += DOUBLES.length()) {
      DoubleVector sum = DoubleVector.zero(DOUBLES);
      for (int j = part; j < v.length; j += DOUBLE_PANEL) {
        sum =
            DoubleVector.fromArray(DOUBLES, tile, from + j)
                .fma(DoubleVector.fromArray(DOUBLES, v, j), sum);
      }
      sum.intoArray(joined, part);
    }
    return join(joined);
  }

  @Override
  double dotK(double[] a, double[] b, int from, double[] v) {
    double[] joined = new double[DOUBLE_PANEL];
    for (int part = 0; part < DOUBLE_PANEL; part += DOUBLES.length()) {
      DoubleVector sum = DoubleVector.zero(DOUBLES);
      for (int j = part; j < v.length; j += DOUBLE_PANEL) {
        sum =
            DoubleVector.fromArray(DOUBLES, a, from + j)
                .mul(DoubleVector.fromArray(DOUBLES, b, from + j))
                .fma(DoubleVector.fromArray(DOUBLES, v, j), sum);
      }
      sum.intoArray(joined, part);
    }
    return join(joined);
  }

  @Override
  void powerSumsK(
      double[] powers, double[] exponents, int from, double[] v, double[] y, double[] sums) {
    double[] joined = new double[POWER_SUMS * DOUBLE_PANEL];
    for (int part = 0; part < DOUBLE_PANEL; part += DOUBLES.length()) {
      DoubleVector s0 = DoubleVector.zero(DOUBLES);
      DoubleVector s1 = s0;
      DoubleVector s2 = s0;
      DoubleVector s3 = s0;
      DoubleVector s4 = s0;
      for (int j = part; j < v.length; j += DOUBLE_PANEL) {
        DoubleVector e = DoubleVector.fromArray(DOUBLES, powers, from + j);
        DoubleVector u = DoubleVector.fromArray(DOUBLES, exponents, from + j);
        DoubleVector value = DoubleVector.fromArray(DOUBLES, v, j);
        DoubleVector kept = e.mul(DoubleVector.fromArray(DOUBLES, y, j));
        s0 = e.fma(value, s0);
        s1 = e.fma(u, s1);
        s2 = s2.add(kept);
        s3 = kept.fma(value, s3);
        s4 = kept.fma(u, s4);
      }
      s0.intoArray(joined, part);
      s1.intoArray(joined, DOUBLE_PANEL + part);
      s2.intoArray(joined, 2 * DOUBLE_PANEL + part);
      s3.intoArray(joined, 3 * DOUBLE_PANEL + part);
      s4.intoArray(joined, 4 * DOUBLE_PANEL + part);
    }
    for (int k = 0; k < POWER_SUMS; k++) {
      sums[k] = join(Arrays.copyOfRange(joined, k * DOUBLE_PANEL, (k + 1) * DOUBLE_PANEL));
    }
  }

  @Override
  double minAffineK(double[] tile, int from, double scale, double[] v) {
    DoubleVector factor = DoubleVector.broadcast(DOUBLES, -scale);
    DoubleVector lowest = DoubleVector.broadcast(DOUBLES, Double.POSITIVE_INFINITY);
    for (int j = 0; j < v.length; j += DOUBLES.length()) {
      lowest =
          lowest.min(
              DoubleVector.fromArray(DOUBLES, tile, from + j)
                  .fma(factor, DoubleVector.fromArray(DOUBLES, v, j)));
    }
    return lowest.reduceLanes(VectorOperators.MIN);
  }
}
