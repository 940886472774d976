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
 * strip says so: going from one to the next is exact. Under costs that are products only the first
 * strip's exponents are looked at; the others go straight to powers, and the reference is raised
 * only if their sum turns out large. Powers are kept until the row's sum is known, unless
 * coordinates are few and columns so many that the powers would leave the cache: then they are
 * computed a second time.
 */
public final class FloatTile extends Tile {

  /** Columns whose powers, of four rows, stay within a second-level cache of 1 MB. */
  private static final int MOST_KEPT = 1 << 16;

  private static final int STRIP = FloatKernels.STRIP;
  private static final int GROUP = Kernels.GROUP;

  private final FloatKernels kernels = Kernels.best().floats();
  private final FloatPairs pairs;

  /** The same, or null where there is no way around exponents. */
  private final DirectPairs direct;

  private final boolean recomputes;
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
    super(
        exponents,
        recomputes(pairs) ? cheapRows(exponents) : rows,
        recomputes(pairs) ? GROUP : 2 * GROUP,
        skipping);
    int columns = exponents.padded();
    this.pairs = pairs;
    this.direct = pairs instanceof DirectPairs ready ? ready : null;
    this.recomputes = recomputes(pairs);
    this.sums = new ColumnSums(exponents.floatWeight());
    this.keptStride = Kernels.stride(recomputes ? Math.min(columns, MOST_KEPT) : columns);
    this.tile = new float[Math.multiplyExact(capacity(), keptStride)];
    this.reference = new float[capacity()];
    this.references = new float[capacity() * ((list.length + STRIP - 1) / STRIP)];
    this.rowSums = new double[capacity()];
    this.stripSums = new double[capacity()];
    this.max = new float[capacity()];
    this.factors = new float[capacity()];
  }

  private static boolean recomputes(FloatPairs pairs) {
    return pairs instanceof DirectPairs direct && direct.isCheap();
  }

  private static int cheapRows(Exponents exponents) {
    return exponents.padded() <= MOST_KEPT ? GROUP : 4 * GROUP;
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
    isKept = !recomputes || panels * Kernels.PANEL <= MOST_KEPT;
    stride = isKept ? keptStride : Kernels.stride(STRIP * Kernels.PANEL);
    groups = (loaded + GROUP - 1) / GROUP;
    Arrays.fill(reference, Float.NEGATIVE_INFINITY);
    Arrays.fill(rowSums, 0);
    boolean tame = false;
    for (int strip = 0; strip < strips(); strip++) {
      int from = strip * STRIP;
      int to = Math.min(count, from + STRIP);
      if (tame) {
        goDirectly(from, to);
      } else {
        goByExponents(0, groups, from, to);
        tame = strip == 0 && isTame(loaded);
      }
      System.arraycopy(reference, 0, references, strip * capacity(), capacity());
    }
  }

  /**
   * Returns whether all exponents are so close to the references of the first strip that a sum of
   * powers would tell if one was too low.
   */
  private boolean isTame(int rows) {
    boolean tame = direct != null;
    for (int r = 0; tame && r < rows; r++) {
      tame = direct.most(r) - reference[r] <= FloatKernels.MOST_EXCESS;
    }
    return tame;
  }

  private void goDirectly(int from, int to) {
    if (isKept) {
      int at = from * Kernels.PANEL;
      direct.powers(groups, list, from, to, reference, tile, at, stride, stripSums);
    } else {
      direct.sumPowers(groups, list, from, to, reference, stripSums);
    }
    int bad = 0;
    for (int g = 0; g < groups; g++) {
      if (isGood(g)) {
        goByExponents(g - bad, bad, from, to);
        bad = 0;
        for (int r = g * GROUP; r < (g + 1) * GROUP; r++) {
          rowSums[r] += stripSums[r];
        }
      } else {
        bad++;
      }
    }
    goByExponents(groups - bad, bad, from, to);
  }

  /** Returns whether the sums say that no reference of the group was too low. */
  private boolean isGood(int group) {
    boolean good = true;
    for (int r = group * GROUP; r < (group + 1) * GROUP; r++) {
      good &= stripSums[r] <= FloatKernels.CEILING;
    }
    return good;
  }

  private void goByExponents(int first, int groups, int from, int to) {
    if (groups == 0) {
      return;
    }
    int at = isKept ? first * GROUP * stride + from * Kernels.PANEL : 0;
    Arrays.fill(max, Float.NEGATIVE_INFINITY);
    pairs.exponents(first, groups, list, from, to, tile, at, stride, max);
    float[] weight = exponents.floatWeight();
    for (int r = first * GROUP; r < (first + groups) * GROUP; r++) {
      raiseReference(r);
      int row = at + (r - first * GROUP) * stride;
      rowSums[r] += kernels.exponentiate(tile, row, reference[r], weight, list, from, to);
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
    for (int first = 0; first < groups; first += ColumnSums.GROUPS_IN_FLOAT) {
      int end = Math.min(groups, first + ColumnSums.GROUPS_IN_FLOAT);
      for (int strip = 0; strip < strips(); strip++) {
        accumulate(factors, first, end, strip);
      }
      sums.added(list, count, end - first);
    }
  }

  /** Adds a strip's powers of some groups, computed again where they were not kept. */
  private void accumulate(double[] factors, int first, int end, int strip) {
    int from = strip * STRIP;
    int to = Math.min(count, from + STRIP);
    for (int g = first; g < end; g++) {
      for (int r = g * GROUP; r < (g + 1) * GROUP; r++) {
        double then = isKept ? references[strip * capacity() + r] : reference[r];
        this.factors[r] = (float) (factors[r] * powerOfTwo(then - reference[r]));
      }
      if (isKept) {
        int at = g * GROUP * stride + from * Kernels.PANEL;
        kernels.accumulate(tile, at, stride, this.factors, g, list, from, to, sums.sums());
      } else {
        direct.spreadPowers(g, list, from, to, reference, this.factors, sums.sums());
      }
    }
  }

  @Override
  public double[] columnSums() {
    return exponents.byColumn(sums.totals());
  }
}
