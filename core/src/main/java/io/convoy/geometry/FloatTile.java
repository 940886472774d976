package io.convoy.geometry;

import io.convoy.numerics.FloatKernels;
import io.convoy.numerics.Kernels;
import java.util.Arrays;
import java.util.Optional;

/**
 * A tile in float.
 *
 * <p>A strip of columns at a time goes from coordinates to powers while it is in the cache. Powers
 * are relative to a reference, an integer near the largest exponent so far, that is raised when a
 * strip says so: going from one to the next is exact. Where coordinates are few, exponents never
 * meet memory, and the reference is looked at only if a sum of powers turns out large. Powers are
 * kept until the row's sum is known, unless coordinates are few and columns so many that the powers
 * would leave the cache: then they are computed a second time.
 */
public final class FloatTile extends Tile {

  /** Columns whose powers, of four rows, stay within a second-level cache of 1 MB. */
  private static final int MOST_KEPT = 1 << 16;

  private static final int STRIP = FloatKernels.STRIP;
  private static final int GROUP = Kernels.GROUP;

  private final FloatKernels kernels = Kernels.best().floats();
  private final FloatPairs pairs;
  private final ColumnSums sums;
  private final float[] tile;
  private final int keptStride;
  private int stride;
  private final float[] reference;
  private final float[] references;
  private final double[] rowSums;
  private final double[] stripSums;
  private final float[] max;
  private final float[] factors;
  private boolean isKept;
  private int count;
  private int groups;

  /** A tile of {@code rows} rows, a multiple of 4, unless the pairs go straight to powers. */
  FloatTile(Exponents exponents, FloatPairs pairs, int rows, Optional<Skipping> skipping) {
    super(exponents, pairs.isDirect() ? directRows(exponents, skipping) : rows, skipping);
    int columns = exponents.padded();
    this.pairs = pairs;
    this.sums = new ColumnSums(exponents.floatWeight());
    this.keptStride = Kernels.stride(pairs.isDirect() ? Math.min(columns, MOST_KEPT) : columns);
    this.tile = new float[Math.multiplyExact(capacity(), keptStride)];
    this.reference = new float[capacity()];
    this.references = new float[capacity() * ((list.length + STRIP - 1) / STRIP)];
    this.rowSums = new double[capacity()];
    this.stripSums = new double[capacity()];
    this.max = new float[capacity()];
    this.factors = new float[capacity()];
  }

  private static int directRows(Exponents exponents, Optional<Skipping> skipping) {
    return exponents.padded() <= MOST_KEPT || skipping.isPresent() ? GROUP : 4 * GROUP;
  }

  private int strips() {
    return (count + STRIP - 1) / STRIP;
  }

  @Override
  void load(PointBlock block, int[] rows, int loaded, int panels) {
    for (int r = 0; r < loaded; r++) {
      rowPart[r] = pairs.pack(block, rows[r], r);
    }
    count = panels;
    isKept = !pairs.isDirect() || panels * Kernels.PANEL <= MOST_KEPT;
    stride = isKept ? keptStride : Kernels.stride(STRIP * Kernels.PANEL);
    groups = (loaded + GROUP - 1) / GROUP;
    Arrays.fill(reference, Float.NEGATIVE_INFINITY);
    Arrays.fill(rowSums, 0);
    boolean isDirect = pairs.isDirect() && isTame(loaded);
    for (int strip = 0; strip < strips(); strip++) {
      int from = strip * STRIP;
      int to = Math.min(count, from + STRIP);
      if (isDirect) {
        for (int g = 0; g < groups; g++) {
          goDirectly(g, from, to);
        }
      } else {
        goByExponents(from, to);
      }
      System.arraycopy(reference, 0, references, strip * capacity(), capacity());
    }
  }

  /**
   * Finds the references of the first strip, and returns whether all further exponents are so close
   * to them that a sum of powers would tell if one was too low.
   */
  private boolean isTame(int rows) {
    boolean tame = true;
    for (int g = 0; g < groups; g++) {
      raiseReferences(g, 0, Math.min(count, STRIP), g * GROUP * stride);
    }
    for (int r = 0; r < rows; r++) {
      tame &= pairs.most(r) - reference[r] <= FloatKernels.MOST_EXCESS;
    }
    return tame;
  }

  private void goDirectly(int group, int from, int to) {
    int at = isKept ? group * GROUP * stride + from * Kernels.PANEL : 0;
    sumPowers(group, from, to, at);
    if (!areGood(group)) {
      raiseReferences(group, from, to, at);
      sumPowers(group, from, to, at);
    }
    for (int r = group * GROUP; r < (group + 1) * GROUP; r++) {
      rowSums[r] += stripSums[r];
    }
  }

  private void sumPowers(int group, int from, int to, int at) {
    if (isKept) {
      pairs.powers(group, list, from, to, reference, tile, at, stride, stripSums);
    } else {
      pairs.sumPowers(group, list, from, to, reference, stripSums);
    }
  }

  private boolean areGood(int group) {
    boolean good = true;
    for (int r = group * GROUP; r < (group + 1) * GROUP; r++) {
      good &= stripSums[r] <= FloatKernels.CEILING;
    }
    return good;
  }

  private void raiseReferences(int group, int from, int to, int at) {
    Arrays.fill(max, Float.NEGATIVE_INFINITY);
    pairs.exponents(group, 1, list, from, to, tile, at, stride, max);
    for (int r = group * GROUP; r < (group + 1) * GROUP; r++) {
      raiseReference(r);
    }
  }

  private void goByExponents(int from, int to) {
    int at = isKept ? from * Kernels.PANEL : 0;
    Arrays.fill(max, Float.NEGATIVE_INFINITY);
    pairs.exponents(0, groups, list, from, to, tile, at, stride, max);
    float[] weight = exponents.floatWeight();
    for (int r = 0; r < groups * GROUP; r++) {
      raiseReference(r);
      rowSums[r] +=
          kernels.exponentiate(tile, at + r * stride, reference[r], weight, list, from, to);
    }
  }

  /** Raises a row's reference to its largest exponent seen last and rescales what was summed. */
  private void raiseReference(int r) {
    float raised = (float) Math.ceil(max[r]);
    if (raised > reference[r]) {
      rowSums[r] *= powerOfTwo((double) reference[r] - raised);
      reference[r] = raised;
    } else if (Float.isNaN(raised)) {
      reference[r] = raised;
    }
  }

  /** Returns 2^x of an integer, 0 where it underflows. */
  private static double powerOfTwo(double x) {
    return Math.scalb(1.0, (int) Math.max(-2000, Math.min(x, 2000)));
  }

  @Override
  public double peak(int r) {
    return exponents.shift() + reference[r];
  }

  @Override
  public double exponentiate(int r) {
    return Float.isFinite(reference[r]) ? rowSums[r] : Double.NaN;
  }

  @Override
  public void accumulate(double[] factors) {
    for (int strip = 0; strip < strips(); strip++) {
      accumulate(factors, strip);
    }
    for (int g = 0; g < groups; g++) {
      sums.added(list, count);
    }
  }

  /** Adds a strip's powers, computed again where they were not kept. */
  private void accumulate(double[] factors, int strip) {
    int from = strip * STRIP;
    int to = Math.min(count, from + STRIP);
    for (int g = 0; g < groups; g++) {
      for (int r = g * GROUP; r < (g + 1) * GROUP; r++) {
        double then = isKept ? references[strip * capacity() + r] : reference[r];
        this.factors[r] = (float) (factors[r] * powerOfTwo(then - reference[r]));
      }
      if (isKept) {
        int at = g * GROUP * stride + from * Kernels.PANEL;
        kernels.accumulate(tile, at, stride, this.factors, g, list, from, to, sums.sums());
      } else {
        pairs.spreadPowers(g, list, from, to, reference, this.factors, sums.sums());
      }
    }
  }

  @Override
  public double[] columnSums() {
    return exponents.byColumn(sums.totals());
  }
}
