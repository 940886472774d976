package io.convoy.numerics;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The provider on jdk.incubator.vector, at the machine's preferred lane width.
 *
 * <p>Vectors are plain locals of each loop: kept in a field, an array or a lambda they would be
 * boxed. So would be whatever HotSpot does not inline, and it stops inlining methods that are not
 * the library's own once a method has some twenty vector operations; hence the long loop bodies
 * that repeat themselves row by row. Past a few hundred it may stop at the library's own, in one
 * run of several; hence the constants that are broadcast before the loops. And a sum that leaves a
 * loop is added to zero there, because HotSpot, which knows the zero's exact class but not always
 * the sum's, otherwise failed to store it in one run of six, and boxed it all through the loop.
 *
 * <p>Products go panel by panel, each panel's coordinates a stretch at a time, eight rows times two
 * vectors (four rows where registers are fewer) summed in registers.
 */
final class VectorFloatKernels extends FloatKernels {

  /** The machine's lanes, but no more than 16: two vectors are at most a panel. */
  private static final VectorSpecies<Float> FLOATS =
      FloatVector.SPECIES_PREFERRED.length() > 16
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;

  private static final VectorSpecies<Integer> INTS =
      IntVector.SPECIES_PREFERRED.length() > 16
          ? IntVector.SPECIES_512
          : IntVector.SPECIES_PREFERRED;

  /** Whether sixteen sums fit the registers: 32 of them come with 512 bits. */
  private static final boolean EIGHT_ROWS = FLOATS.vectorBitSize() >= 512;

  /** Groups whose products with a panel, 8 KB, stay in the first-level cache. */
  private static final int MOST_GROUPS = 16;

  /**
   * Coordinates of the next stretch that eight rows read ahead per coordinate of their own, so that
   * {@value #MOST_GROUPS} groups read all of it. Read at the pace of the sums it arrives from
   * beyond the second-level cache while they go on; and Java has no instruction to prefetch.
   */
  private static final int AHEAD = 2 * PANEL / MOST_GROUPS;

  String description() {
    return "vector-" + FLOATS.vectorBitSize();
  }

  /** Two vectors at a time, and only where one has such an entry one by one: they are rare. */
  @Override
  int atLeastK(float[] tile, int at, float row, float[] least, int from, int width, int[] to) {
    FloatVector own = FloatVector.broadcast(FLOATS, row);
    int lanes = FLOATS.length();
    int found = 0;
    int p = 0;
    for (; p + 2 * lanes <= width; p += 2 * lanes) {
      FloatVector near = FloatVector.fromArray(FLOATS, least, from + p).add(own);
      FloatVector next = FloatVector.fromArray(FLOATS, least, from + p + lanes).add(own);
      boolean any =
          FloatVector.fromArray(FLOATS, tile, at + p)
              .compare(VectorOperators.GE, near)
              .or(
                  FloatVector.fromArray(FLOATS, tile, at + p + lanes)
                      .compare(VectorOperators.GE, next))
              .anyTrue();
      for (int q = p; any && q < p + 2 * lanes; q++) {
        if (tile[at + q] >= row + least[from + q]) {
          to[found++] = from + q;
        }
      }
    }
    for (; p < width; p++) {
      if (tile[at + p] >= row + least[from + p]) {
        to[found++] = from + p;
      }
    }
    return found;
  }

  @Override
  void productK(
      float[] x,
      int first,
      int groups,
      int d,
      float[] panels,
      float[] bias,
      int[] list,
      int from,
      int to,
      float[] tile,
      int at,
      int stride,
      float[] max) {
    float[] highest = newFloats(groups * GROUP * FLOATS.length());
    float[] further = new float[d > STRETCH ? groups * GROUP * PANEL : 0];
    for (int p = from; p < to; p++) {
      int out = at + (p - from) * PANEL;
      int next = list[Math.min(p + 1, to - 1)];
      products(x, first, groups, d, panels, list[p], next, tile, out, stride, further);
      addBias(bias, list[p] * PANEL, tile, out, stride, groups * GROUP, highest);
    }
    raise(max, first * GROUP, highest, groups * GROUP);
  }

  /**
   * Writes the products of some groups with the columns of a panel.
   *
   * @param next the panel that will be asked for after this one
   * @param further room for a panel of sums, if there is more than one stretch
   */
  private static void products(
      float[] x,
      int first,
      int groups,
      int d,
      float[] panels,
      int panel,
      int next,
      float[] tile,
      int out,
      int stride,
      float[] further) {
    int step = 2 * FLOATS.length();
    float read = 0;
    for (int k0 = 0; k0 < d; k0 += STRETCH) {
      int k1 = Math.min(d, k0 + STRETCH);
      int y = panel * PANEL * d + k0 * PANEL;
      int row = (first * d + k0) * GROUP;
      float[] into = k0 == 0 ? tile : further;
      int start = k0 == 0 ? out : 0;
      int apart = k0 == 0 ? stride : PANEL;
      int ahead = k1 < d ? y + (k1 - k0) * PANEL : next * PANEL * d;
      int most = panels.length - (k1 - k0) * AHEAD;
      for (int v = 0; v < PANEL; v += step) {
        int g = 0;
        if (EIGHT_ROWS) {
          for (; g + 1 < groups; g += 2) {
            int part = ahead + g / 2 * (k1 - k0) * AHEAD;
            read +=
                products8(
                    x,
                    row + g * GROUP * d,
                    row + (g + 1) * GROUP * d,
                    k1 - k0,
                    panels,
                    y + v,
                    // fewer groups would read a part alone, which is worse than nothing
                    groups < MOST_GROUPS || part > most ? y : part,
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
    if (Float.isNaN(read)) {
      // only if the products are no numbers either, but so HotSpot takes it that the reads matter
      tile[out] = Float.NaN;
    }
  }

  /**
   * Writes the products of eight rows, two groups that begin at {@code i} and {@code h}, with two
   * vectors of columns that begin at {@code y}, over {@code length} coordinates, reads coordinates
   * from {@code ahead} on, and returns something of these.
   */
  private static float products8(
      float[] x,
      int i,
      int h,
      int length,
      float[] panels,
      int y,
      int ahead,
      float[] tile,
      int at,
      int stride) {
    int lanes = FLOATS.length();
    FloatVector a0 = FloatVector.zero(FLOATS);
    FloatVector b0 = FloatVector.zero(FLOATS);
    FloatVector a1 = FloatVector.zero(FLOATS);
    FloatVector b1 = FloatVector.zero(FLOATS);
    FloatVector a2 = FloatVector.zero(FLOATS);
    FloatVector b2 = FloatVector.zero(FLOATS);
    FloatVector a3 = FloatVector.zero(FLOATS);
    FloatVector b3 = FloatVector.zero(FLOATS);
    FloatVector a4 = FloatVector.zero(FLOATS);
    FloatVector b4 = FloatVector.zero(FLOATS);
    FloatVector a5 = FloatVector.zero(FLOATS);
    FloatVector b5 = FloatVector.zero(FLOATS);
    FloatVector a6 = FloatVector.zero(FLOATS);
    FloatVector b6 = FloatVector.zero(FLOATS);
    FloatVector a7 = FloatVector.zero(FLOATS);
    FloatVector b7 = FloatVector.zero(FLOATS);
    float read = 0;
    for (int k = 0; k < length; k++, y += PANEL, i += GROUP, h += GROUP) {
      read += panels[ahead + k * AHEAD];
      FloatVector y0 = FloatVector.fromArray(FLOATS, panels, y);
      FloatVector y1 = FloatVector.fromArray(FLOATS, panels, y + lanes);
      FloatVector x0 = FloatVector.broadcast(FLOATS, x[i + 0]);
      a0 = x0.fma(y0, a0);
      b0 = x0.fma(y1, b0);
      FloatVector x1 = FloatVector.broadcast(FLOATS, x[i + 1]);
      a1 = x1.fma(y0, a1);
      b1 = x1.fma(y1, b1);
      FloatVector x2 = FloatVector.broadcast(FLOATS, x[i + 2]);
      a2 = x2.fma(y0, a2);
      b2 = x2.fma(y1, b2);
      FloatVector x3 = FloatVector.broadcast(FLOATS, x[i + 3]);
      a3 = x3.fma(y0, a3);
      b3 = x3.fma(y1, b3);
      FloatVector x4 = FloatVector.broadcast(FLOATS, x[h + 0]);
      a4 = x4.fma(y0, a4);
      b4 = x4.fma(y1, b4);
      FloatVector x5 = FloatVector.broadcast(FLOATS, x[h + 1]);
      a5 = x5.fma(y0, a5);
      b5 = x5.fma(y1, b5);
      FloatVector x6 = FloatVector.broadcast(FLOATS, x[h + 2]);
      a6 = x6.fma(y0, a6);
      b6 = x6.fma(y1, b6);
      FloatVector x7 = FloatVector.broadcast(FLOATS, x[h + 3]);
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
    return read;
  }

  private static void products4(
      float[] x, int i, int length, float[] panels, int y, float[] tile, int at, int stride) {
    int lanes = FLOATS.length();
    FloatVector a0 = FloatVector.zero(FLOATS);
    FloatVector b0 = FloatVector.zero(FLOATS);
    FloatVector a1 = FloatVector.zero(FLOATS);
    FloatVector b1 = FloatVector.zero(FLOATS);
    FloatVector a2 = FloatVector.zero(FLOATS);
    FloatVector b2 = FloatVector.zero(FLOATS);
    FloatVector a3 = FloatVector.zero(FLOATS);
    FloatVector b3 = FloatVector.zero(FLOATS);
    for (int k = 0; k < length; k++, y += PANEL, i += GROUP) {
      FloatVector y0 = FloatVector.fromArray(FLOATS, panels, y);
      FloatVector y1 = FloatVector.fromArray(FLOATS, panels, y + lanes);
      FloatVector x0 = FloatVector.broadcast(FLOATS, x[i + 0]);
      a0 = x0.fma(y0, a0);
      b0 = x0.fma(y1, b0);
      FloatVector x1 = FloatVector.broadcast(FLOATS, x[i + 1]);
      a1 = x1.fma(y0, a1);
      b1 = x1.fma(y1, b1);
      FloatVector x2 = FloatVector.broadcast(FLOATS, x[i + 2]);
      a2 = x2.fma(y0, a2);
      b2 = x2.fma(y1, b2);
      FloatVector x3 = FloatVector.broadcast(FLOATS, x[i + 3]);
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
      float[] bias, int j, float[] tile, int out, int stride, int rows, float[] highest) {
    for (int r = 0; r < rows; r++) {
      FloatVector top = FloatVector.fromArray(FLOATS, highest, r * FLOATS.length());
      for (int v = 0; v < PANEL; v += FLOATS.length()) {
        FloatVector u =
            FloatVector.fromArray(FLOATS, tile, out + r * stride + v)
                .add(FloatVector.fromArray(FLOATS, bias, j + v));
        u.intoArray(tile, out + r * stride + v);
        top = top.max(u);
      }
      top.intoArray(highest, r * FLOATS.length());
    }
  }

  /** Adds a panel of sums, row after row, to the tile's. */
  private static void add(float[] sums, float[] tile, int out, int stride, int rows) {
    for (int r = 0; r < rows; r++) {
      for (int v = 0; v < PANEL; v += FLOATS.length()) {
        int to = out + r * stride + v;
        FloatVector sum = FloatVector.fromArray(FLOATS, sums, r * PANEL + v);
        sum.add(FloatVector.fromArray(FLOATS, tile, to)).intoArray(tile, to);
      }
    }
  }

  private static float[] newFloats(int length) {
    float[] lowest = new float[length];
    Arrays.fill(lowest, Float.NEGATIVE_INFINITY);
    return lowest;
  }

  private static void raise(float[] max, int first, float[] highest, int rows) {
    for (int i = 0; i < rows * FLOATS.length(); i++) {
      int r = first + i / FLOATS.length();
      max[r] = Math.max(max[r], highest[i]);
    }
  }

  @Override
  void distanceK(
      float[] x,
      int first,
      int groups,
      int d,
      float[] panels,
      double p,
      float scale,
      float[] bias,
      int[] list,
      int from,
      int to,
      float[] tile,
      int at,
      int stride,
      float[] max) {
    int step = 2 * FLOATS.length();
    float[] highest = newFloats(groups * GROUP * FLOATS.length());
    float[] further = new float[d > STRETCH ? groups * GROUP * PANEL : 0];
    for (int q = from; q < to; q++) {
      int out = at + (q - from) * PANEL;
      for (int k0 = 0; k0 < d; k0 += STRETCH) {
        int k1 = Math.min(d, k0 + STRETCH);
        int y = list[q] * PANEL * d + k0 * PANEL;
        int row = (first * d + k0) * GROUP;
        float[] into = k0 == 0 ? tile : further;
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
      float[] x, int i, int length, float[] panels, int y, float[] tile, int at, int stride) {
    int lanes = FLOATS.length();
    FloatVector a0 = FloatVector.zero(FLOATS);
    FloatVector b0 = FloatVector.zero(FLOATS);
    FloatVector a1 = FloatVector.zero(FLOATS);
    FloatVector b1 = FloatVector.zero(FLOATS);
    FloatVector a2 = FloatVector.zero(FLOATS);
    FloatVector b2 = FloatVector.zero(FLOATS);
    FloatVector a3 = FloatVector.zero(FLOATS);
    FloatVector b3 = FloatVector.zero(FLOATS);
    for (int k = 0; k < length; k++, y += PANEL, i += GROUP) {
      FloatVector y0 = FloatVector.fromArray(FLOATS, panels, y);
      FloatVector y1 = FloatVector.fromArray(FLOATS, panels, y + lanes);
      FloatVector x0 = FloatVector.broadcast(FLOATS, x[i + 0]);
      FloatVector p0 = x0.sub(y0);
      FloatVector q0 = x0.sub(y1);
      a0 = p0.fma(p0, a0);
      b0 = q0.fma(q0, b0);
      FloatVector x1 = FloatVector.broadcast(FLOATS, x[i + 1]);
      FloatVector p1 = x1.sub(y0);
      FloatVector q1 = x1.sub(y1);
      a1 = p1.fma(p1, a1);
      b1 = q1.fma(q1, b1);
      FloatVector x2 = FloatVector.broadcast(FLOATS, x[i + 2]);
      FloatVector p2 = x2.sub(y0);
      FloatVector q2 = x2.sub(y1);
      a2 = p2.fma(p2, a2);
      b2 = q2.fma(q2, b2);
      FloatVector x3 = FloatVector.broadcast(FLOATS, x[i + 3]);
      FloatVector p3 = x3.sub(y0);
      FloatVector q3 = x3.sub(y1);
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
      float[] x, int i, int length, float[] panels, int y, float[] tile, int at, int stride) {
    int lanes = FLOATS.length();
    FloatVector a0 = FloatVector.zero(FLOATS);
    FloatVector b0 = FloatVector.zero(FLOATS);
    FloatVector a1 = FloatVector.zero(FLOATS);
    FloatVector b1 = FloatVector.zero(FLOATS);
    FloatVector a2 = FloatVector.zero(FLOATS);
    FloatVector b2 = FloatVector.zero(FLOATS);
    FloatVector a3 = FloatVector.zero(FLOATS);
    FloatVector b3 = FloatVector.zero(FLOATS);
    for (int k = 0; k < length; k++, y += PANEL, i += GROUP) {
      FloatVector y0 = FloatVector.fromArray(FLOATS, panels, y);
      FloatVector y1 = FloatVector.fromArray(FLOATS, panels, y + lanes);
      FloatVector x0 = FloatVector.broadcast(FLOATS, x[i + 0]);
      FloatVector p0 = x0.sub(y0);
      FloatVector q0 = x0.sub(y1);
      a0 = a0.add(p0.abs());
      b0 = b0.add(q0.abs());
      FloatVector x1 = FloatVector.broadcast(FLOATS, x[i + 1]);
      FloatVector p1 = x1.sub(y0);
      FloatVector q1 = x1.sub(y1);
      a1 = a1.add(p1.abs());
      b1 = b1.add(q1.abs());
      FloatVector x2 = FloatVector.broadcast(FLOATS, x[i + 2]);
      FloatVector p2 = x2.sub(y0);
      FloatVector q2 = x2.sub(y1);
      a2 = a2.add(p2.abs());
      b2 = b2.add(q2.abs());
      FloatVector x3 = FloatVector.broadcast(FLOATS, x[i + 3]);
      FloatVector p3 = x3.sub(y0);
      FloatVector q3 = x3.sub(y1);
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
      float scale,
      float[] bias,
      int j,
      float[] tile,
      int out,
      int stride,
      int rows,
      float[] highest) {
    for (int r = 0; r < rows; r++) {
      FloatVector top = FloatVector.fromArray(FLOATS, highest, r * FLOATS.length());
      for (int v = 0; v < PANEL; v += FLOATS.length()) {
        FloatVector root =
            FloatVector.fromArray(FLOATS, tile, out + r * stride + v)
                .lanewise(VectorOperators.SQRT);
        FloatVector u =
            root.fma(
                FloatVector.broadcast(FLOATS, -scale), FloatVector.fromArray(FLOATS, bias, j + v));
        u.intoArray(tile, out + r * stride + v);
        top = top.max(u);
      }
      top.intoArray(highest, r * FLOATS.length());
    }
  }

  private static void subtractSums(
      float scale,
      float[] bias,
      int j,
      float[] tile,
      int out,
      int stride,
      int rows,
      float[] highest) {
    for (int r = 0; r < rows; r++) {
      FloatVector top = FloatVector.fromArray(FLOATS, highest, r * FLOATS.length());
      for (int v = 0; v < PANEL; v += FLOATS.length()) {
        FloatVector sum = FloatVector.fromArray(FLOATS, tile, out + r * stride + v);
        FloatVector u =
            sum.fma(
                FloatVector.broadcast(FLOATS, -scale), FloatVector.fromArray(FLOATS, bias, j + v));
        u.intoArray(tile, out + r * stride + v);
        top = top.max(u);
      }
      top.intoArray(highest, r * FLOATS.length());
    }
  }

  @Override
  void affineK(
      float[] tile,
      int at,
      int rows,
      int stride,
      float scale,
      float[] bias,
      int[] list,
      int from,
      int to,
      float[] max) {
    float[] highest = newFloats(rows * FLOATS.length());
    for (int r = 0; r < rows; r++) {
      FloatVector top = FloatVector.fromArray(FLOATS, highest, r * FLOATS.length());
      for (int p = from; p < to; p++) {
        for (int v = 0; v < PANEL; v += FLOATS.length()) {
          int i = at + r * stride + (p - from) * PANEL + v;
          FloatVector b = FloatVector.fromArray(FLOATS, bias, list[p] * PANEL + v);
          FloatVector u =
              FloatVector.fromArray(FLOATS, tile, i).fma(FloatVector.broadcast(FLOATS, -scale), b);
          u.intoArray(tile, i);
          top = top.max(u);
        }
      }
      top.intoArray(highest, r * FLOATS.length());
    }
    raise(max, 0, highest, rows);
  }

  @Override
  void powersK(
      float[] x,
      int group,
      int d,
      float[] panels,
      float[] bias,
      float[] weight,
      int[] list,
      int from,
      int to,
      float[] reference,
      float[] tile,
      int at,
      int stride,
      double[] sums) {
    FloatVector round = FloatVector.broadcast(FLOATS, ROUND);
    FloatVector c1 = FloatVector.broadcast(FLOATS, C1);
    FloatVector c2 = FloatVector.broadcast(FLOATS, C2);
    FloatVector c3 = FloatVector.broadcast(FLOATS, C3);
    FloatVector c4 = FloatVector.broadcast(FLOATS, C4);
    FloatVector c5 = FloatVector.broadcast(FLOATS, C5);
    FloatVector one = FloatVector.broadcast(FLOATS, 1f);
    IntVector deepest = IntVector.broadcast(INTS, DEEPEST);
    IntVector highest = IntVector.broadcast(INTS, HIGHEST);
    FloatVector zero = FloatVector.zero(FLOATS);
    int lanes = FLOATS.length();
    int first = group * GROUP;
    float[] strip = new float[GROUP * PANEL];
    FloatVector r0 = FloatVector.broadcast(FLOATS, reference[first + 0]);
    FloatVector r1 = FloatVector.broadcast(FLOATS, reference[first + 1]);
    FloatVector r2 = FloatVector.broadcast(FLOATS, reference[first + 2]);
    FloatVector r3 = FloatVector.broadcast(FLOATS, reference[first + 3]);
    for (int v = 0; v < PANEL; v += lanes) {
      FloatVector s0 = FloatVector.zero(FLOATS);
      FloatVector s1 = FloatVector.zero(FLOATS);
      FloatVector s2 = FloatVector.zero(FLOATS);
      FloatVector s3 = FloatVector.zero(FLOATS);
      for (int p = from; p < to; p++) {
        int panel = list[p];
        int y = panel * PANEL * d + v;
        FloatVector b = FloatVector.fromArray(FLOATS, bias, panel * PANEL + v);
        FloatVector w = FloatVector.fromArray(FLOATS, weight, panel * PANEL + v);
        FloatVector u0 = r0.sub(b);
        FloatVector u1 = r1.sub(b);
        FloatVector u2 = r2.sub(b);
        FloatVector u3 = r3.sub(b);
        for (int k = 0, i = first * d; k < d; k++, y += PANEL, i += GROUP) {
          FloatVector yk = FloatVector.fromArray(FLOATS, panels, y);
          u0 = FloatVector.broadcast(FLOATS, -x[i + 0]).fma(yk, u0);
          u1 = FloatVector.broadcast(FLOATS, -x[i + 1]).fma(yk, u1);
          u2 = FloatVector.broadcast(FLOATS, -x[i + 2]).fma(yk, u2);
          u3 = FloatVector.broadcast(FLOATS, -x[i + 3]).fma(yk, u3);
        }
        int to0 = at + (p - from) * PANEL + v;
        int to1 = to0 + stride;
        int to2 = to1 + stride;
        int to3 = to2 + stride;
        FloatVector e0 =
            (FloatVector)
                ((IntVector) u0.reinterpretShape(INTS, 0)).min(deepest).reinterpretShape(FLOATS, 0);
        FloatVector n0 = e0.add(round);
        FloatVector f0 = n0.sub(round).sub(e0);
        FloatVector p0 = f0.fma(c5, c4);
        p0 = p0.fma(f0, c3);
        p0 = p0.fma(f0, c2);
        p0 = p0.fma(f0, c1);
        p0 = p0.fma(f0, one);
        p0 =
            (FloatVector)
                ((IntVector) p0.reinterpretShape(INTS, 0))
                    .sub(
                        ((IntVector) n0.reinterpretShape(INTS, 0))
                            .max(highest)
                            .lanewise(VectorOperators.LSHL, 23))
                    .reinterpretShape(FLOATS, 0);
        p0.intoArray(tile, to0);
        s0 = p0.fma(w, s0);
        FloatVector e1 =
            (FloatVector)
                ((IntVector) u1.reinterpretShape(INTS, 0)).min(deepest).reinterpretShape(FLOATS, 0);
        FloatVector n1 = e1.add(round);
        FloatVector f1 = n1.sub(round).sub(e1);
        FloatVector p1 = f1.fma(c5, c4);
        p1 = p1.fma(f1, c3);
        p1 = p1.fma(f1, c2);
        p1 = p1.fma(f1, c1);
        p1 = p1.fma(f1, one);
        p1 =
            (FloatVector)
                ((IntVector) p1.reinterpretShape(INTS, 0))
                    .sub(
                        ((IntVector) n1.reinterpretShape(INTS, 0))
                            .max(highest)
                            .lanewise(VectorOperators.LSHL, 23))
                    .reinterpretShape(FLOATS, 0);
        p1.intoArray(tile, to1);
        s1 = p1.fma(w, s1);
        FloatVector e2 =
            (FloatVector)
                ((IntVector) u2.reinterpretShape(INTS, 0)).min(deepest).reinterpretShape(FLOATS, 0);
        FloatVector n2 = e2.add(round);
        FloatVector f2 = n2.sub(round).sub(e2);
        FloatVector p2 = f2.fma(c5, c4);
        p2 = p2.fma(f2, c3);
        p2 = p2.fma(f2, c2);
        p2 = p2.fma(f2, c1);
        p2 = p2.fma(f2, one);
        p2 =
            (FloatVector)
                ((IntVector) p2.reinterpretShape(INTS, 0))
                    .sub(
                        ((IntVector) n2.reinterpretShape(INTS, 0))
                            .max(highest)
                            .lanewise(VectorOperators.LSHL, 23))
                    .reinterpretShape(FLOATS, 0);
        p2.intoArray(tile, to2);
        s2 = p2.fma(w, s2);
        FloatVector e3 =
            (FloatVector)
                ((IntVector) u3.reinterpretShape(INTS, 0)).min(deepest).reinterpretShape(FLOATS, 0);
        FloatVector n3 = e3.add(round);
        FloatVector f3 = n3.sub(round).sub(e3);
        FloatVector p3 = f3.fma(c5, c4);
        p3 = p3.fma(f3, c3);
        p3 = p3.fma(f3, c2);
        p3 = p3.fma(f3, c1);
        p3 = p3.fma(f3, one);
        p3 =
            (FloatVector)
                ((IntVector) p3.reinterpretShape(INTS, 0))
                    .sub(
                        ((IntVector) n3.reinterpretShape(INTS, 0))
                            .max(highest)
                            .lanewise(VectorOperators.LSHL, 23))
                    .reinterpretShape(FLOATS, 0);
        p3.intoArray(tile, to3);
        s3 = p3.fma(w, s3);
      }
      zero.add(s0).intoArray(strip, 0 * PANEL + v);
      zero.add(s1).intoArray(strip, 1 * PANEL + v);
      zero.add(s2).intoArray(strip, 2 * PANEL + v);
      zero.add(s3).intoArray(strip, 3 * PANEL + v);
    }
    join(strip, GROUP, sums, first);
  }

  @Override
  void productPowersK(
      float[] x,
      int first,
      int groups,
      int d,
      float[] panels,
      float[] bias,
      float[] weight,
      int[] list,
      int from,
      int to,
      float[] reference,
      float[] tile,
      int at,
      int stride,
      double[] sums) {
    int most = Math.min(groups, MOST_GROUPS);
    int together = MOST_GROUPS / most;
    float[] products = new float[together * most * GROUP * PANEL];
    float[] further = new float[d > STRETCH ? most * GROUP * PANEL : 0];
    float[] strip = new float[groups * GROUP * PANEL];
    for (int p = from; p < to; p += together) {
      int end = Math.min(to, p + together);
      for (int g = 0; g < groups; g += most) {
        int count = Math.min(most, groups - g);
        for (int q = p; q < end; q++) {
          int room = (q - p) * count * GROUP * PANEL;
          int next = list[Math.min(q + 1, to - 1)];
          products(x, first + g, count, d, panels, list[q], next, products, room, PANEL, further);
        }
        powersOf(
            products,
            count * GROUP,
            bias,
            weight,
            list,
            p,
            end,
            reference,
            (first + g) * GROUP,
            tile,
            at + g * GROUP * stride + (p - from) * PANEL,
            stride,
            strip,
            g * GROUP * PANEL);
      }
    }
    join(strip, groups * GROUP, sums, first * GROUP);
  }

  /** Joins the virtual lanes of some rows' sums, in double. */
  private static void join(float[] lanes, int rows, double[] sums, int first) {
    double[] joined = new double[PANEL];
    for (int r = 0; r < rows; r++) {
      for (int lane = 0; lane < PANEL; lane++) {
        joined[lane] = lanes[r * PANEL + lane];
      }
      sums[first + r] = Kernels.join(joined);
    }
  }

  /**
   * Writes the powers of some rows and a few panels, {@code bias + product} less the row's
   * reference, and adds them to the rows' lanes.
   */
  private static void powersOf(
      float[] products,
      int rows,
      float[] bias,
      float[] weight,
      int[] list,
      int from,
      int to,
      float[] reference,
      int first,
      float[] tile,
      int out,
      int stride,
      float[] lanes,
      int at) {
    for (int v = 0; v < PANEL; v += FLOATS.length()) {
      for (int p = from; p < to; p++) {
        FloatVector b = FloatVector.fromArray(FLOATS, bias, list[p] * PANEL + v);
        FloatVector w = FloatVector.fromArray(FLOATS, weight, list[p] * PANEL + v);
        int i = (p - from) * rows * PANEL + v;
        int into = out + (p - from) * PANEL + v;
        for (int r = 0; r < rows; r++) {
          FloatVector u = FloatVector.fromArray(FLOATS, products, i + r * PANEL).add(b);
          FloatVector top = FloatVector.broadcast(FLOATS, reference[first + r]);
          FloatVector power = powerOfHalf(top.sub(u));
          power.intoArray(tile, into + r * stride);
          int lane = at + r * PANEL + v;
          power.fma(w, FloatVector.fromArray(FLOATS, lanes, lane)).intoArray(lanes, lane);
        }
      }
    }
  }

  @Override
  void sumPowersK(
      float[] x,
      int group,
      int d,
      float[] panels,
      float[] bias,
      float[] weight,
      int[] list,
      int from,
      int to,
      float[] reference,
      double[] sums) {
    FloatVector round = FloatVector.broadcast(FLOATS, ROUND);
    FloatVector c1 = FloatVector.broadcast(FLOATS, C1);
    FloatVector c2 = FloatVector.broadcast(FLOATS, C2);
    FloatVector c3 = FloatVector.broadcast(FLOATS, C3);
    FloatVector c4 = FloatVector.broadcast(FLOATS, C4);
    FloatVector c5 = FloatVector.broadcast(FLOATS, C5);
    FloatVector one = FloatVector.broadcast(FLOATS, 1f);
    IntVector deepest = IntVector.broadcast(INTS, DEEPEST);
    IntVector highest = IntVector.broadcast(INTS, HIGHEST);
    FloatVector zero = FloatVector.zero(FLOATS);
    int lanes = FLOATS.length();
    int first = group * GROUP;
    float[] strip = new float[GROUP * PANEL];
    FloatVector r0 = FloatVector.broadcast(FLOATS, reference[first + 0]);
    FloatVector r1 = FloatVector.broadcast(FLOATS, reference[first + 1]);
    FloatVector r2 = FloatVector.broadcast(FLOATS, reference[first + 2]);
    FloatVector r3 = FloatVector.broadcast(FLOATS, reference[first + 3]);
    for (int v = 0; v < PANEL; v += lanes) {
      FloatVector s0 = FloatVector.zero(FLOATS);
      FloatVector s1 = FloatVector.zero(FLOATS);
      FloatVector s2 = FloatVector.zero(FLOATS);
      FloatVector s3 = FloatVector.zero(FLOATS);
      for (int p = from; p < to; p++) {
        int panel = list[p];
        int y = panel * PANEL * d + v;
        FloatVector b = FloatVector.fromArray(FLOATS, bias, panel * PANEL + v);
        FloatVector w = FloatVector.fromArray(FLOATS, weight, panel * PANEL + v);
        FloatVector u0 = r0.sub(b);
        FloatVector u1 = r1.sub(b);
        FloatVector u2 = r2.sub(b);
        FloatVector u3 = r3.sub(b);
        for (int k = 0, i = first * d; k < d; k++, y += PANEL, i += GROUP) {
          FloatVector yk = FloatVector.fromArray(FLOATS, panels, y);
          u0 = FloatVector.broadcast(FLOATS, -x[i + 0]).fma(yk, u0);
          u1 = FloatVector.broadcast(FLOATS, -x[i + 1]).fma(yk, u1);
          u2 = FloatVector.broadcast(FLOATS, -x[i + 2]).fma(yk, u2);
          u3 = FloatVector.broadcast(FLOATS, -x[i + 3]).fma(yk, u3);
        }
        FloatVector e0 =
            (FloatVector)
                ((IntVector) u0.reinterpretShape(INTS, 0)).min(deepest).reinterpretShape(FLOATS, 0);
        FloatVector n0 = e0.add(round);
        FloatVector f0 = n0.sub(round).sub(e0);
        FloatVector p0 = f0.fma(c5, c4);
        p0 = p0.fma(f0, c3);
        p0 = p0.fma(f0, c2);
        p0 = p0.fma(f0, c1);
        p0 = p0.fma(f0, one);
        p0 =
            (FloatVector)
                ((IntVector) p0.reinterpretShape(INTS, 0))
                    .sub(
                        ((IntVector) n0.reinterpretShape(INTS, 0))
                            .max(highest)
                            .lanewise(VectorOperators.LSHL, 23))
                    .reinterpretShape(FLOATS, 0);
        s0 = p0.fma(w, s0);
        FloatVector e1 =
            (FloatVector)
                ((IntVector) u1.reinterpretShape(INTS, 0)).min(deepest).reinterpretShape(FLOATS, 0);
        FloatVector n1 = e1.add(round);
        FloatVector f1 = n1.sub(round).sub(e1);
        FloatVector p1 = f1.fma(c5, c4);
        p1 = p1.fma(f1, c3);
        p1 = p1.fma(f1, c2);
        p1 = p1.fma(f1, c1);
        p1 = p1.fma(f1, one);
        p1 =
            (FloatVector)
                ((IntVector) p1.reinterpretShape(INTS, 0))
                    .sub(
                        ((IntVector) n1.reinterpretShape(INTS, 0))
                            .max(highest)
                            .lanewise(VectorOperators.LSHL, 23))
                    .reinterpretShape(FLOATS, 0);
        s1 = p1.fma(w, s1);
        FloatVector e2 =
            (FloatVector)
                ((IntVector) u2.reinterpretShape(INTS, 0)).min(deepest).reinterpretShape(FLOATS, 0);
        FloatVector n2 = e2.add(round);
        FloatVector f2 = n2.sub(round).sub(e2);
        FloatVector p2 = f2.fma(c5, c4);
        p2 = p2.fma(f2, c3);
        p2 = p2.fma(f2, c2);
        p2 = p2.fma(f2, c1);
        p2 = p2.fma(f2, one);
        p2 =
            (FloatVector)
                ((IntVector) p2.reinterpretShape(INTS, 0))
                    .sub(
                        ((IntVector) n2.reinterpretShape(INTS, 0))
                            .max(highest)
                            .lanewise(VectorOperators.LSHL, 23))
                    .reinterpretShape(FLOATS, 0);
        s2 = p2.fma(w, s2);
        FloatVector e3 =
            (FloatVector)
                ((IntVector) u3.reinterpretShape(INTS, 0)).min(deepest).reinterpretShape(FLOATS, 0);
        FloatVector n3 = e3.add(round);
        FloatVector f3 = n3.sub(round).sub(e3);
        FloatVector p3 = f3.fma(c5, c4);
        p3 = p3.fma(f3, c3);
        p3 = p3.fma(f3, c2);
        p3 = p3.fma(f3, c1);
        p3 = p3.fma(f3, one);
        p3 =
            (FloatVector)
                ((IntVector) p3.reinterpretShape(INTS, 0))
                    .sub(
                        ((IntVector) n3.reinterpretShape(INTS, 0))
                            .max(highest)
                            .lanewise(VectorOperators.LSHL, 23))
                    .reinterpretShape(FLOATS, 0);
        s3 = p3.fma(w, s3);
      }
      zero.add(s0).intoArray(strip, 0 * PANEL + v);
      zero.add(s1).intoArray(strip, 1 * PANEL + v);
      zero.add(s2).intoArray(strip, 2 * PANEL + v);
      zero.add(s3).intoArray(strip, 3 * PANEL + v);
    }
    join(strip, GROUP, sums, first);
  }

  @Override
  void spreadPowersK(
      float[] x,
      int group,
      int d,
      float[] panels,
      float[] bias,
      int[] list,
      int from,
      int to,
      float[] reference,
      float[] factors,
      float[] sums) {
    FloatVector round = FloatVector.broadcast(FLOATS, ROUND);
    FloatVector c1 = FloatVector.broadcast(FLOATS, C1);
    FloatVector c2 = FloatVector.broadcast(FLOATS, C2);
    FloatVector c3 = FloatVector.broadcast(FLOATS, C3);
    FloatVector c4 = FloatVector.broadcast(FLOATS, C4);
    FloatVector c5 = FloatVector.broadcast(FLOATS, C5);
    FloatVector one = FloatVector.broadcast(FLOATS, 1f);
    IntVector deepest = IntVector.broadcast(INTS, DEEPEST);
    IntVector highest = IntVector.broadcast(INTS, HIGHEST);
    int lanes = FLOATS.length();
    int first = group * GROUP;
    FloatVector r0 = FloatVector.broadcast(FLOATS, reference[first + 0]);
    FloatVector w0 = FloatVector.broadcast(FLOATS, factors[first + 0]);
    FloatVector r1 = FloatVector.broadcast(FLOATS, reference[first + 1]);
    FloatVector w1 = FloatVector.broadcast(FLOATS, factors[first + 1]);
    FloatVector r2 = FloatVector.broadcast(FLOATS, reference[first + 2]);
    FloatVector w2 = FloatVector.broadcast(FLOATS, factors[first + 2]);
    FloatVector r3 = FloatVector.broadcast(FLOATS, reference[first + 3]);
    FloatVector w3 = FloatVector.broadcast(FLOATS, factors[first + 3]);
    for (int v = 0; v < PANEL; v += lanes) {
      for (int p = from; p < to; p++) {
        int panel = list[p];
        int y = panel * PANEL * d + v;
        FloatVector b = FloatVector.fromArray(FLOATS, bias, panel * PANEL + v);
        FloatVector sum = FloatVector.fromArray(FLOATS, sums, panel * PANEL + v);
        FloatVector u0 = r0.sub(b);
        FloatVector u1 = r1.sub(b);
        FloatVector u2 = r2.sub(b);
        FloatVector u3 = r3.sub(b);
        for (int k = 0, i = first * d; k < d; k++, y += PANEL, i += GROUP) {
          FloatVector yk = FloatVector.fromArray(FLOATS, panels, y);
          u0 = FloatVector.broadcast(FLOATS, -x[i + 0]).fma(yk, u0);
          u1 = FloatVector.broadcast(FLOATS, -x[i + 1]).fma(yk, u1);
          u2 = FloatVector.broadcast(FLOATS, -x[i + 2]).fma(yk, u2);
          u3 = FloatVector.broadcast(FLOATS, -x[i + 3]).fma(yk, u3);
        }
        FloatVector e0 =
            (FloatVector)
                ((IntVector) u0.reinterpretShape(INTS, 0)).min(deepest).reinterpretShape(FLOATS, 0);
        FloatVector n0 = e0.add(round);
        FloatVector f0 = n0.sub(round).sub(e0);
        FloatVector p0 = f0.fma(c5, c4);
        p0 = p0.fma(f0, c3);
        p0 = p0.fma(f0, c2);
        p0 = p0.fma(f0, c1);
        p0 = p0.fma(f0, one);
        p0 =
            (FloatVector)
                ((IntVector) p0.reinterpretShape(INTS, 0))
                    .sub(
                        ((IntVector) n0.reinterpretShape(INTS, 0))
                            .max(highest)
                            .lanewise(VectorOperators.LSHL, 23))
                    .reinterpretShape(FLOATS, 0);
        sum = p0.fma(w0, sum);
        FloatVector e1 =
            (FloatVector)
                ((IntVector) u1.reinterpretShape(INTS, 0)).min(deepest).reinterpretShape(FLOATS, 0);
        FloatVector n1 = e1.add(round);
        FloatVector f1 = n1.sub(round).sub(e1);
        FloatVector p1 = f1.fma(c5, c4);
        p1 = p1.fma(f1, c3);
        p1 = p1.fma(f1, c2);
        p1 = p1.fma(f1, c1);
        p1 = p1.fma(f1, one);
        p1 =
            (FloatVector)
                ((IntVector) p1.reinterpretShape(INTS, 0))
                    .sub(
                        ((IntVector) n1.reinterpretShape(INTS, 0))
                            .max(highest)
                            .lanewise(VectorOperators.LSHL, 23))
                    .reinterpretShape(FLOATS, 0);
        sum = p1.fma(w1, sum);
        FloatVector e2 =
            (FloatVector)
                ((IntVector) u2.reinterpretShape(INTS, 0)).min(deepest).reinterpretShape(FLOATS, 0);
        FloatVector n2 = e2.add(round);
        FloatVector f2 = n2.sub(round).sub(e2);
        FloatVector p2 = f2.fma(c5, c4);
        p2 = p2.fma(f2, c3);
        p2 = p2.fma(f2, c2);
        p2 = p2.fma(f2, c1);
        p2 = p2.fma(f2, one);
        p2 =
            (FloatVector)
                ((IntVector) p2.reinterpretShape(INTS, 0))
                    .sub(
                        ((IntVector) n2.reinterpretShape(INTS, 0))
                            .max(highest)
                            .lanewise(VectorOperators.LSHL, 23))
                    .reinterpretShape(FLOATS, 0);
        sum = p2.fma(w2, sum);
        FloatVector e3 =
            (FloatVector)
                ((IntVector) u3.reinterpretShape(INTS, 0)).min(deepest).reinterpretShape(FLOATS, 0);
        FloatVector n3 = e3.add(round);
        FloatVector f3 = n3.sub(round).sub(e3);
        FloatVector p3 = f3.fma(c5, c4);
        p3 = p3.fma(f3, c3);
        p3 = p3.fma(f3, c2);
        p3 = p3.fma(f3, c1);
        p3 = p3.fma(f3, one);
        p3 =
            (FloatVector)
                ((IntVector) p3.reinterpretShape(INTS, 0))
                    .sub(
                        ((IntVector) n3.reinterpretShape(INTS, 0))
                            .max(highest)
                            .lanewise(VectorOperators.LSHL, 23))
                    .reinterpretShape(FLOATS, 0);
        sum = p3.fma(w3, sum);
        sum.intoArray(sums, panel * PANEL + v);
      }
    }
  }

  @Override
  double exponentiateK(
      float[] tile, int at, float reference, float[] weight, int[] list, int from, int to) {
    FloatVector top = FloatVector.broadcast(FLOATS, reference);
    double[] sums = new double[PANEL];
    float[] strip = new float[PANEL];
    for (int start = from; start < to; start += STRIP) {
      int end = Math.min(to, start + STRIP);
      for (int v = 0; v < PANEL; v += FLOATS.length()) {
        FloatVector sum = FloatVector.zero(FLOATS);
        for (int p = start; p < end; p++) {
          int i = at + (p - from) * PANEL + v;
          FloatVector power = powerOfHalf(top.sub(FloatVector.fromArray(FLOATS, tile, i)));
          power.intoArray(tile, i);
          sum = power.fma(FloatVector.fromArray(FLOATS, weight, list[p] * PANEL + v), sum);
        }
        sum.intoArray(strip, v);
      }
      for (int lane = 0; lane < PANEL; lane++) {
        sums[lane] += strip[lane];
      }
    }
    return Kernels.join(sums);
  }

  private static FloatVector powerOfHalf(FloatVector depth) {
    FloatVector c =
        (FloatVector)
            ((IntVector) depth.reinterpretShape(INTS, 0)).min(DEEPEST).reinterpretShape(FLOATS, 0);
    FloatVector whole = c.add(ROUND);
    FloatVector f = whole.sub(ROUND).sub(c);
    FloatVector p = f.fma(FloatVector.broadcast(FLOATS, C5), FloatVector.broadcast(FLOATS, C4));
    p = p.fma(f, FloatVector.broadcast(FLOATS, C3));
    p = p.fma(f, FloatVector.broadcast(FLOATS, C2));
    p = p.fma(f, FloatVector.broadcast(FLOATS, C1));
    p = p.fma(f, FloatVector.broadcast(FLOATS, 1f));
    IntVector shifted =
        ((IntVector) whole.reinterpretShape(INTS, 0))
            .max(HIGHEST)
            .lanewise(VectorOperators.LSHL, 23);
    return (FloatVector)
        ((IntVector) p.reinterpretShape(INTS, 0)).sub(shifted).reinterpretShape(FLOATS, 0);
  }

  @Override
  void accumulateK(
      float[] tile,
      int at,
      int stride,
      float[] factors,
      int group,
      int[] list,
      int from,
      int to,
      float[] sums) {
    FloatVector w0 = FloatVector.broadcast(FLOATS, factors[group * GROUP + 0]);
    FloatVector w1 = FloatVector.broadcast(FLOATS, factors[group * GROUP + 1]);
    FloatVector w2 = FloatVector.broadcast(FLOATS, factors[group * GROUP + 2]);
    FloatVector w3 = FloatVector.broadcast(FLOATS, factors[group * GROUP + 3]);
    for (int p = from; p < to; p++) {
      for (int v = 0; v < PANEL; v += FLOATS.length()) {
        int j = list[p] * PANEL + v;
        int i = at + (p - from) * PANEL + v;
        FloatVector sum = FloatVector.fromArray(FLOATS, sums, j);
        sum = FloatVector.fromArray(FLOATS, tile, i + 0 * stride).fma(w0, sum);
        sum = FloatVector.fromArray(FLOATS, tile, i + 1 * stride).fma(w1, sum);
        sum = FloatVector.fromArray(FLOATS, tile, i + 2 * stride).fma(w2, sum);
        sum = FloatVector.fromArray(FLOATS, tile, i + 3 * stride).fma(w3, sum);
        sum.intoArray(sums, j);
      }
    }
  }
}
