package io.convoy.numerics;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The provider on jdk.incubator.vector, at the machine's preferred lane width.
 *
 * <p>Vectors are plain locals of each loop: kept in a field, an array or a lambda they would be
 * boxed. So would be whatever HotSpot does not inline, and it stops inlining methods that are not
 * the library's own once a method has some twenty vector operations; hence the long loop bodies
 * that repeat themselves row by row.
 *
 * <p>Products go panel by panel, each panel's coordinates a stretch at a time, eight rows times two
 * vectors (four rows where registers are fewer) summed in registers.
 */
final class VectorDoubleKernels extends DoubleKernels {

  /** The machine's lanes, but no more than 8: two vectors are at most a panel. */
  private static final VectorSpecies<Double> DOUBLES =
      DoubleVector.SPECIES_PREFERRED.length() > 8
          ? DoubleVector.SPECIES_512
          : DoubleVector.SPECIES_PREFERRED;

  private static final VectorSpecies<Long> LONGS =
      LongVector.SPECIES_PREFERRED.length() > 8
          ? LongVector.SPECIES_512
          : LongVector.SPECIES_PREFERRED;

  /** Whether sixteen sums fit the registers: 32 of them come with 512 bits. */
  private static final boolean EIGHT_ROWS = DOUBLES.vectorBitSize() >= 512;

  @Override
  void productK(
      double[] x,
      int first,
      int groups,
      int d,
      double[] panels,
      double[] bias,
      int[] list,
      int from,
      int to,
      double[] tile,
      int at,
      int stride,
      double[] max) {
    int step = 2 * DOUBLES.length();
    double[] highest = newDoubles(groups * GROUP * DOUBLES.length());
    double[] further = new double[d > STRETCH ? groups * GROUP * PANEL : 0];
    for (int p = from; p < to; p++) {
      int out = at + (p - from) * PANEL;
      for (int k0 = 0; k0 < d; k0 += STRETCH) {
        int k1 = Math.min(d, k0 + STRETCH);
        int y = list[p] * PANEL * d + k0 * PANEL;
        int row = (first * d + k0) * GROUP;
        double[] into = k0 == 0 ? tile : further;
        int start = k0 == 0 ? out : 0;
        int apart = k0 == 0 ? stride : PANEL;
        for (int v = 0; v < PANEL; v += step) {
          int g = 0;
          if (EIGHT_ROWS) {
            for (; g + 1 < groups; g += 2) {
              products8(
                  x,
                  row + g * GROUP * d,
                  row + (g + 1) * GROUP * d,
                  k1 - k0,
                  panels,
                  y + v,
                  into,
                  start + g * GROUP * apart + v,
                  apart);
            }
          }
          for (; g < groups; g++) {
            products4(
                x,
                row + g * GROUP * d,
                k1 - k0,
                panels,
                y + v,
                into,
                start + g * GROUP * apart + v,
                apart);
          }
        }
        if (k0 > 0) {
          add(further, tile, out, stride, groups * GROUP);
        }
      }
      addBias(bias, list[p] * PANEL, tile, out, stride, groups * GROUP, highest);
    }
    raise(max, first * GROUP, highest, groups * GROUP);
  }

  /**
   * Writes the products of eight rows, two groups that begin at {@code i} and {@code h}, with two
   * vectors of columns that begin at {@code y}, over {@code length} coordinates.
   */
  private static void products8(
      double[] x,
      int i,
      int h,
      int length,
      double[] panels,
      int y,
      double[] tile,
      int at,
      int stride) {
    int lanes = DOUBLES.length();
    DoubleVector a0 = DoubleVector.zero(DOUBLES);
    DoubleVector b0 = DoubleVector.zero(DOUBLES);
    DoubleVector a1 = DoubleVector.zero(DOUBLES);
    DoubleVector b1 = DoubleVector.zero(DOUBLES);
    DoubleVector a2 = DoubleVector.zero(DOUBLES);
    DoubleVector b2 = DoubleVector.zero(DOUBLES);
    DoubleVector a3 = DoubleVector.zero(DOUBLES);
    DoubleVector b3 = DoubleVector.zero(DOUBLES);
    DoubleVector a4 = DoubleVector.zero(DOUBLES);
    DoubleVector b4 = DoubleVector.zero(DOUBLES);
    DoubleVector a5 = DoubleVector.zero(DOUBLES);
    DoubleVector b5 = DoubleVector.zero(DOUBLES);
    DoubleVector a6 = DoubleVector.zero(DOUBLES);
    DoubleVector b6 = DoubleVector.zero(DOUBLES);
    DoubleVector a7 = DoubleVector.zero(DOUBLES);
    DoubleVector b7 = DoubleVector.zero(DOUBLES);
    for (int k = 0; k < length; k++, y += PANEL, i += GROUP, h += GROUP) {
      DoubleVector y0 = DoubleVector.fromArray(DOUBLES, panels, y);
      DoubleVector y1 = DoubleVector.fromArray(DOUBLES, panels, y + lanes);
      DoubleVector x0 = DoubleVector.broadcast(DOUBLES, x[i + 0]);
      a0 = x0.fma(y0, a0);
      b0 = x0.fma(y1, b0);
      DoubleVector x1 = DoubleVector.broadcast(DOUBLES, x[i + 1]);
      a1 = x1.fma(y0, a1);
      b1 = x1.fma(y1, b1);
      DoubleVector x2 = DoubleVector.broadcast(DOUBLES, x[i + 2]);
      a2 = x2.fma(y0, a2);
      b2 = x2.fma(y1, b2);
      DoubleVector x3 = DoubleVector.broadcast(DOUBLES, x[i + 3]);
      a3 = x3.fma(y0, a3);
      b3 = x3.fma(y1, b3);
      DoubleVector x4 = DoubleVector.broadcast(DOUBLES, x[h + 0]);
      a4 = x4.fma(y0, a4);
      b4 = x4.fma(y1, b4);
      DoubleVector x5 = DoubleVector.broadcast(DOUBLES, x[h + 1]);
      a5 = x5.fma(y0, a5);
      b5 = x5.fma(y1, b5);
      DoubleVector x6 = DoubleVector.broadcast(DOUBLES, x[h + 2]);
      a6 = x6.fma(y0, a6);
      b6 = x6.fma(y1, b6);
      DoubleVector x7 = DoubleVector.broadcast(DOUBLES, x[h + 3]);
      a7 = x7.fma(y0, a7);
      b7 = x7.fma(y1, b7);
    }
    a0.intoArray(tile, at + 0 * stride);
    b0.intoArray(tile, at + 0 * stride + lanes);
    a1.intoArray(tile, at + 1 * stride);
    b1.intoArray(tile, at + 1 * stride + lanes);
    a2.intoArray(tile, at + 2 * stride);
    b2.intoArray(tile, at + 2 * stride + lanes);
    a3.intoArray(tile, at + 3 * stride);
    b3.intoArray(tile, at + 3 * stride + lanes);
    a4.intoArray(tile, at + 4 * stride);
    b4.intoArray(tile, at + 4 * stride + lanes);
    a5.intoArray(tile, at + 5 * stride);
    b5.intoArray(tile, at + 5 * stride + lanes);
    a6.intoArray(tile, at + 6 * stride);
    b6.intoArray(tile, at + 6 * stride + lanes);
    a7.intoArray(tile, at + 7 * stride);
    b7.intoArray(tile, at + 7 * stride + lanes);
  }

  private static void products4(
      double[] x, int i, int length, double[] panels, int y, double[] tile, int at, int stride) {
    int lanes = DOUBLES.length();
    DoubleVector a0 = DoubleVector.zero(DOUBLES);
    DoubleVector b0 = DoubleVector.zero(DOUBLES);
    DoubleVector a1 = DoubleVector.zero(DOUBLES);
    DoubleVector b1 = DoubleVector.zero(DOUBLES);
    DoubleVector a2 = DoubleVector.zero(DOUBLES);
    DoubleVector b2 = DoubleVector.zero(DOUBLES);
    DoubleVector a3 = DoubleVector.zero(DOUBLES);
    DoubleVector b3 = DoubleVector.zero(DOUBLES);
    for (int k = 0; k < length; k++, y += PANEL, i += GROUP) {
      DoubleVector y0 = DoubleVector.fromArray(DOUBLES, panels, y);
      DoubleVector y1 = DoubleVector.fromArray(DOUBLES, panels, y + lanes);
      DoubleVector x0 = DoubleVector.broadcast(DOUBLES, x[i + 0]);
      a0 = x0.fma(y0, a0);
      b0 = x0.fma(y1, b0);
      DoubleVector x1 = DoubleVector.broadcast(DOUBLES, x[i + 1]);
      a1 = x1.fma(y0, a1);
      b1 = x1.fma(y1, b1);
      DoubleVector x2 = DoubleVector.broadcast(DOUBLES, x[i + 2]);
      a2 = x2.fma(y0, a2);
      b2 = x2.fma(y1, b2);
      DoubleVector x3 = DoubleVector.broadcast(DOUBLES, x[i + 3]);
      a3 = x3.fma(y0, a3);
      b3 = x3.fma(y1, b3);
    }
    a0.intoArray(tile, at + 0 * stride);
    b0.intoArray(tile, at + 0 * stride + lanes);
    a1.intoArray(tile, at + 1 * stride);
    b1.intoArray(tile, at + 1 * stride + lanes);
    a2.intoArray(tile, at + 2 * stride);
    b2.intoArray(tile, at + 2 * stride + lanes);
    a3.intoArray(tile, at + 3 * stride);
    b3.intoArray(tile, at + 3 * stride + lanes);
  }

  private static void addBias(
      double[] bias, int j, double[] tile, int out, int stride, int rows, double[] highest) {
    for (int r = 0; r < rows; r++) {
      DoubleVector top = DoubleVector.fromArray(DOUBLES, highest, r * DOUBLES.length());
      for (int v = 0; v < PANEL; v += DOUBLES.length()) {
        DoubleVector u =
            DoubleVector.fromArray(DOUBLES, tile, out + r * stride + v)
                .add(DoubleVector.fromArray(DOUBLES, bias, j + v));
        u.intoArray(tile, out + r * stride + v);
        top = top.max(u);
      }
      top.intoArray(highest, r * DOUBLES.length());
    }
  }

  /** Adds a panel of sums, row after row, to the tile's. */
  private static void add(double[] sums, double[] tile, int out, int stride, int rows) {
    for (int r = 0; r < rows; r++) {
      for (int v = 0; v < PANEL; v += DOUBLES.length()) {
        int to = out + r * stride + v;
        DoubleVector sum = DoubleVector.fromArray(DOUBLES, sums, r * PANEL + v);
        sum.add(DoubleVector.fromArray(DOUBLES, tile, to)).intoArray(tile, to);
      }
    }
  }

  private static double[] newDoubles(int length) {
    double[] lowest = new double[length];
    Arrays.fill(lowest, Double.NEGATIVE_INFINITY);
    return lowest;
  }

  private static void raise(double[] max, int first, double[] highest, int rows) {
    for (int i = 0; i < rows * DOUBLES.length(); i++) {
      int r = first + i / DOUBLES.length();
      max[r] = Math.max(max[r], highest[i]);
    }
  }

  @Override
  void distanceK(
      double[] x,
      int first,
      int groups,
      int d,
      double[] panels,
      double p,
      double scale,
      double[] bias,
      int[] list,
      int from,
      int to,
      double[] tile,
      int at,
      int stride,
      double[] max) {
    int step = 2 * DOUBLES.length();
    double[] highest = newDoubles(groups * GROUP * DOUBLES.length());
    double[] further = new double[d > STRETCH ? groups * GROUP * PANEL : 0];
    for (int q = from; q < to; q++) {
      int out = at + (q - from) * PANEL;
      for (int k0 = 0; k0 < d; k0 += STRETCH) {
        int k1 = Math.min(d, k0 + STRETCH);
        int y = list[q] * PANEL * d + k0 * PANEL;
        int row = (first * d + k0) * GROUP;
        double[] into = k0 == 0 ? tile : further;
        int start = k0 == 0 ? out : 0;
        int apart = k0 == 0 ? stride : PANEL;
        for (int v = 0; v < PANEL; v += step) {
          for (int g = 0; g < groups; g++) {
            int of = row + g * GROUP * d;
            int sums = start + g * GROUP * apart + v;
            if (p == 1) {
              absolutes4(x, of, k1 - k0, panels, y + v, into, sums, apart);
            } else {
              squares4(x, of, k1 - k0, panels, y + v, into, sums, apart);
            }
          }
        }
        if (k0 > 0) {
          add(further, tile, out, stride, groups * GROUP);
        }
      }
      int j = list[q] * PANEL;
      if (p == 1) {
        subtractSums(scale, bias, j, tile, out, stride, groups * GROUP, highest);
      } else {
        subtractRoots(scale, bias, j, tile, out, stride, groups * GROUP, highest);
      }
    }
    raise(max, first * GROUP, highest, groups * GROUP);
  }

  private static void squares4(
      double[] x, int i, int length, double[] panels, int y, double[] tile, int at, int stride) {
    int lanes = DOUBLES.length();
    DoubleVector a0 = DoubleVector.zero(DOUBLES);
    DoubleVector b0 = DoubleVector.zero(DOUBLES);
    DoubleVector a1 = DoubleVector.zero(DOUBLES);
    DoubleVector b1 = DoubleVector.zero(DOUBLES);
    DoubleVector a2 = DoubleVector.zero(DOUBLES);
    DoubleVector b2 = DoubleVector.zero(DOUBLES);
    DoubleVector a3 = DoubleVector.zero(DOUBLES);
    DoubleVector b3 = DoubleVector.zero(DOUBLES);
    for (int k = 0; k < length; k++, y += PANEL, i += GROUP) {
      DoubleVector y0 = DoubleVector.fromArray(DOUBLES, panels, y);
      DoubleVector y1 = DoubleVector.fromArray(DOUBLES, panels, y + lanes);
      DoubleVector x0 = DoubleVector.broadcast(DOUBLES, x[i + 0]);
      DoubleVector p0 = x0.sub(y0);
      DoubleVector q0 = x0.sub(y1);
      a0 = p0.fma(p0, a0);
      b0 = q0.fma(q0, b0);
      DoubleVector x1 = DoubleVector.broadcast(DOUBLES, x[i + 1]);
      DoubleVector p1 = x1.sub(y0);
      DoubleVector q1 = x1.sub(y1);
      a1 = p1.fma(p1, a1);
      b1 = q1.fma(q1, b1);
      DoubleVector x2 = DoubleVector.broadcast(DOUBLES, x[i + 2]);
      DoubleVector p2 = x2.sub(y0);
      DoubleVector q2 = x2.sub(y1);
      a2 = p2.fma(p2, a2);
      b2 = q2.fma(q2, b2);
      DoubleVector x3 = DoubleVector.broadcast(DOUBLES, x[i + 3]);
      DoubleVector p3 = x3.sub(y0);
      DoubleVector q3 = x3.sub(y1);
      a3 = p3.fma(p3, a3);
      b3 = q3.fma(q3, b3);
    }
    a0.intoArray(tile, at + 0 * stride);
    b0.intoArray(tile, at + 0 * stride + lanes);
    a1.intoArray(tile, at + 1 * stride);
    b1.intoArray(tile, at + 1 * stride + lanes);
    a2.intoArray(tile, at + 2 * stride);
    b2.intoArray(tile, at + 2 * stride + lanes);
    a3.intoArray(tile, at + 3 * stride);
    b3.intoArray(tile, at + 3 * stride + lanes);
  }

  private static void absolutes4(
      double[] x, int i, int length, double[] panels, int y, double[] tile, int at, int stride) {
    int lanes = DOUBLES.length();
    DoubleVector a0 = DoubleVector.zero(DOUBLES);
    DoubleVector b0 = DoubleVector.zero(DOUBLES);
    DoubleVector a1 = DoubleVector.zero(DOUBLES);
    DoubleVector b1 = DoubleVector.zero(DOUBLES);
    DoubleVector a2 = DoubleVector.zero(DOUBLES);
    DoubleVector b2 = DoubleVector.zero(DOUBLES);
    DoubleVector a3 = DoubleVector.zero(DOUBLES);
    DoubleVector b3 = DoubleVector.zero(DOUBLES);
    for (int k = 0; k < length; k++, y += PANEL, i += GROUP) {
      DoubleVector y0 = DoubleVector.fromArray(DOUBLES, panels, y);
      DoubleVector y1 = DoubleVector.fromArray(DOUBLES, panels, y + lanes);
      DoubleVector x0 = DoubleVector.broadcast(DOUBLES, x[i + 0]);
      DoubleVector p0 = x0.sub(y0);
      DoubleVector q0 = x0.sub(y1);
      a0 = a0.add(p0.abs());
      b0 = b0.add(q0.abs());
      DoubleVector x1 = DoubleVector.broadcast(DOUBLES, x[i + 1]);
      DoubleVector p1 = x1.sub(y0);
      DoubleVector q1 = x1.sub(y1);
      a1 = a1.add(p1.abs());
      b1 = b1.add(q1.abs());
      DoubleVector x2 = DoubleVector.broadcast(DOUBLES, x[i + 2]);
      DoubleVector p2 = x2.sub(y0);
      DoubleVector q2 = x2.sub(y1);
      a2 = a2.add(p2.abs());
      b2 = b2.add(q2.abs());
      DoubleVector x3 = DoubleVector.broadcast(DOUBLES, x[i + 3]);
      DoubleVector p3 = x3.sub(y0);
      DoubleVector q3 = x3.sub(y1);
      a3 = a3.add(p3.abs());
      b3 = b3.add(q3.abs());
    }
    a0.intoArray(tile, at + 0 * stride);
    b0.intoArray(tile, at + 0 * stride + lanes);
    a1.intoArray(tile, at + 1 * stride);
    b1.intoArray(tile, at + 1 * stride + lanes);
    a2.intoArray(tile, at + 2 * stride);
    b2.intoArray(tile, at + 2 * stride + lanes);
    a3.intoArray(tile, at + 3 * stride);
    b3.intoArray(tile, at + 3 * stride + lanes);
  }

  private static void subtractRoots(
      double scale,
      double[] bias,
      int j,
      double[] tile,
      int out,
      int stride,
      int rows,
      double[] highest) {
    for (int r = 0; r < rows; r++) {
      DoubleVector top = DoubleVector.fromArray(DOUBLES, highest, r * DOUBLES.length());
      for (int v = 0; v < PANEL; v += DOUBLES.length()) {
        DoubleVector root =
            DoubleVector.fromArray(DOUBLES, tile, out + r * stride + v)
                .lanewise(VectorOperators.SQRT);
        DoubleVector u =
            root.fma(
                DoubleVector.broadcast(DOUBLES, -scale),
                DoubleVector.fromArray(DOUBLES, bias, j + v));
        u.intoArray(tile, out + r * stride + v);
        top = top.max(u);
      }
      top.intoArray(highest, r * DOUBLES.length());
    }
  }

  private static void subtractSums(
      double scale,
      double[] bias,
      int j,
      double[] tile,
      int out,
      int stride,
      int rows,
      double[] highest) {
    for (int r = 0; r < rows; r++) {
      DoubleVector top = DoubleVector.fromArray(DOUBLES, highest, r * DOUBLES.length());
      for (int v = 0; v < PANEL; v += DOUBLES.length()) {
        DoubleVector sum = DoubleVector.fromArray(DOUBLES, tile, out + r * stride + v);
        DoubleVector u =
            sum.fma(
                DoubleVector.broadcast(DOUBLES, -scale),
                DoubleVector.fromArray(DOUBLES, bias, j + v));
        u.intoArray(tile, out + r * stride + v);
        top = top.max(u);
      }
      top.intoArray(highest, r * DOUBLES.length());
    }
  }

  @Override
  void affineK(
      double[] tile,
      int at,
      int rows,
      int stride,
      double scale,
      double[] bias,
      int[] list,
      int from,
      int to,
      double[] max) {
    double[] highest = newDoubles(rows * DOUBLES.length());
    for (int r = 0; r < rows; r++) {
      DoubleVector top = DoubleVector.fromArray(DOUBLES, highest, r * DOUBLES.length());
      for (int p = from; p < to; p++) {
        for (int v = 0; v < PANEL; v += DOUBLES.length()) {
          int i = at + r * stride + (p - from) * PANEL + v;
          DoubleVector b = DoubleVector.fromArray(DOUBLES, bias, list[p] * PANEL + v);
          DoubleVector u =
              DoubleVector.fromArray(DOUBLES, tile, i)
                  .fma(DoubleVector.broadcast(DOUBLES, -scale), b);
          u.intoArray(tile, i);
          top = top.max(u);
        }
      }
      top.intoArray(highest, r * DOUBLES.length());
    }
    raise(max, 0, highest, rows);
  }

  @Override
  double exponentiateK(
      double[] tile, int at, double reference, double[] weight, int[] list, int from, int to) {
    DoubleVector top = DoubleVector.broadcast(DOUBLES, reference);
    double[] sums = new double[PANEL];
    for (int v = 0; v < PANEL; v += DOUBLES.length()) {
      DoubleVector sum = DoubleVector.zero(DOUBLES);
      for (int p = from; p < to; p++) {
        int i = at + (p - from) * PANEL + v;
        DoubleVector power = powerOfHalf(top.sub(DoubleVector.fromArray(DOUBLES, tile, i)));
        power.intoArray(tile, i);
        sum = power.fma(DoubleVector.fromArray(DOUBLES, weight, list[p] * PANEL + v), sum);
      }
      sum.intoArray(sums, v);
    }
    return Kernels.join(sums);
  }

  private static DoubleVector powerOfHalf(DoubleVector depth) {
    DoubleVector c =
        (DoubleVector)
            ((LongVector) depth.reinterpretShape(LONGS, 0))
                .min(DEEPEST)
                .reinterpretShape(DOUBLES, 0);
    DoubleVector whole = c.add(ROUND);
    DoubleVector f = whole.sub(ROUND).sub(c);
    DoubleVector p =
        f.fma(DoubleVector.broadcast(DOUBLES, C11), DoubleVector.broadcast(DOUBLES, C10));
    p = p.fma(f, DoubleVector.broadcast(DOUBLES, C9));
    p = p.fma(f, DoubleVector.broadcast(DOUBLES, C8));
    p = p.fma(f, DoubleVector.broadcast(DOUBLES, C7));
    p = p.fma(f, DoubleVector.broadcast(DOUBLES, C6));
    p = p.fma(f, DoubleVector.broadcast(DOUBLES, C5));
    p = p.fma(f, DoubleVector.broadcast(DOUBLES, C4));
    p = p.fma(f, DoubleVector.broadcast(DOUBLES, C3));
    p = p.fma(f, DoubleVector.broadcast(DOUBLES, C2));
    p = p.fma(f, DoubleVector.broadcast(DOUBLES, C1));
    p = p.fma(f, DoubleVector.broadcast(DOUBLES, 1.0));
    LongVector shifted =
        ((LongVector) whole.reinterpretShape(LONGS, 0))
            .max(HIGHEST)
            .lanewise(VectorOperators.LSHL, 52);
    return (DoubleVector)
        ((LongVector) p.reinterpretShape(LONGS, 0)).sub(shifted).reinterpretShape(DOUBLES, 0);
  }

  @Override
  void accumulateK(
      double[] tile,
      int at,
      int stride,
      double[] factors,
      int group,
      int[] list,
      int from,
      int to,
      double[] sums) {
    DoubleVector w0 = DoubleVector.broadcast(DOUBLES, factors[group * GROUP + 0]);
    DoubleVector w1 = DoubleVector.broadcast(DOUBLES, factors[group * GROUP + 1]);
    DoubleVector w2 = DoubleVector.broadcast(DOUBLES, factors[group * GROUP + 2]);
    DoubleVector w3 = DoubleVector.broadcast(DOUBLES, factors[group * GROUP + 3]);
    for (int p = from; p < to; p++) {
      for (int v = 0; v < PANEL; v += DOUBLES.length()) {
        int j = list[p] * PANEL + v;
        int i = at + (p - from) * PANEL + v;
        DoubleVector sum = DoubleVector.fromArray(DOUBLES, sums, j);
        sum = DoubleVector.fromArray(DOUBLES, tile, i + 0 * stride).fma(w0, sum);
        sum = DoubleVector.fromArray(DOUBLES, tile, i + 1 * stride).fma(w1, sum);
        sum = DoubleVector.fromArray(DOUBLES, tile, i + 2 * stride).fma(w2, sum);
        sum = DoubleVector.fromArray(DOUBLES, tile, i + 3 * stride).fma(w3, sum);
        sum.intoArray(sums, j);
      }
    }
  }

  @Override
  double dotK(double[] tile, int from, double[] v) {
    double[] joined = new double[PANEL];
    for (int part = 0; part < PANEL; part += DOUBLES.length()) {
      DoubleVector sum = DoubleVector.zero(DOUBLES);
      for (int j = part; j < v.length; j += PANEL) {
        sum =
            DoubleVector.fromArray(DOUBLES, tile, from + j)
                .fma(DoubleVector.fromArray(DOUBLES, v, j), sum);
      }
      sum.intoArray(joined, part);
    }
    return Kernels.join(joined);
  }

  @Override
  double dotK(double[] a, double[] b, int from, double[] v) {
    double[] joined = new double[PANEL];
    for (int part = 0; part < PANEL; part += DOUBLES.length()) {
      DoubleVector sum = DoubleVector.zero(DOUBLES);
      for (int j = part; j < v.length; j += PANEL) {
        sum =
            DoubleVector.fromArray(DOUBLES, a, from + j)
                .mul(DoubleVector.fromArray(DOUBLES, b, from + j))
                .fma(DoubleVector.fromArray(DOUBLES, v, j), sum);
      }
      sum.intoArray(joined, part);
    }
    return Kernels.join(joined);
  }

  @Override
  void powerSumsK(
      double[] powers,
      double[] exponents,
      int at,
      double[] v,
      double[] y,
      int[] list,
      int from,
      int to,
      double[] sums) {
    double[] joined = new double[POWER_SUMS * PANEL];
    for (int part = 0; part < PANEL; part += DOUBLES.length()) {
      DoubleVector s0 = DoubleVector.zero(DOUBLES);
      DoubleVector s1 = s0;
      DoubleVector s2 = s0;
      DoubleVector s3 = s0;
      DoubleVector s4 = s0;
      for (int p = from, entry = at + part; p < to; p++, entry += PANEL) {
        int column = list[p] * PANEL + part;
        DoubleVector e = DoubleVector.fromArray(DOUBLES, powers, entry);
        DoubleVector u = DoubleVector.fromArray(DOUBLES, exponents, entry);
        DoubleVector value = DoubleVector.fromArray(DOUBLES, v, column);
        DoubleVector kept = e.mul(DoubleVector.fromArray(DOUBLES, y, column));
        s0 = e.fma(value, s0);
        s1 = e.fma(u, s1);
        s2 = s2.add(kept);
        s3 = kept.fma(value, s3);
        s4 = kept.fma(u, s4);
      }
      s0.intoArray(joined, part);
      s1.intoArray(joined, PANEL + part);
      s2.intoArray(joined, 2 * PANEL + part);
      s3.intoArray(joined, 3 * PANEL + part);
      s4.intoArray(joined, 4 * PANEL + part);
    }
    for (int k = 0; k < POWER_SUMS; k++) {
      sums[k] = Kernels.join(Arrays.copyOfRange(joined, k * PANEL, (k + 1) * PANEL));
    }
  }

  @Override
  double minAffineK(double[] tile, int at, double scale, double[] v, int[] list, int from, int to) {
    DoubleVector factor = DoubleVector.broadcast(DOUBLES, -scale);
    DoubleVector lowest = DoubleVector.broadcast(DOUBLES, Double.POSITIVE_INFINITY);
    for (int p = from, entry = at; p < to; p++, entry += PANEL) {
      int column = list[p] * PANEL;
      for (int part = 0; part < PANEL; part += DOUBLES.length()) {
        lowest =
            lowest.min(
                DoubleVector.fromArray(DOUBLES, tile, entry + part)
                    .fma(factor, DoubleVector.fromArray(DOUBLES, v, column + part)));
      }
    }
    return lowest.reduceLanes(VectorOperators.MIN);
  }
}
