package io.convoy.numerics;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The inner loops over a few rows and many columns, by one of two providers that return the same
 * bits.
 *
 * <p><b>Panels.</b> Columns are packed in panels of {@value #PANEL} neighbours, coordinate by
 * coordinate: coordinate {@code k} of column {@code j} of a {@code d}-dimensional cloud stands at
 * {@code (j / 32) * 32 * d + k * 32 + j % 32}. The number of columns is a multiple of 32; fillers
 * carry a bias of {@link #FILLER} and weight 0. A kernel visits the panels that a list names, in
 * the list's order, so leaving some out costs nothing.
 *
 * <p><b>Groups.</b> Rows are packed in groups of {@value #GROUP} in the same way: coordinate {@code
 * k} of row {@code r} stands at {@code (r / 4) * 4 * d + k * 4 + r % 4}.
 *
 * <p><b>Tiles.</b> A tile holds the base-2 exponents, later the powers, of some rows: row {@code r}
 * and the {@code p}-th listed panel begin at {@code at + r * stride + 32 p}. A stride that is a
 * multiple of 4096 bytes would send all rows to the same sets of the cache; see {@link #stride}.
 *
 * <p>All kernels are pure functions of their arguments and allocate next to nothing. Lengths are
 * checked once per call; behind the facade nothing is checked.
 */
public final class Kernels {

  /** Columns per panel, and virtual lanes of a sum. */
  public static final int PANEL = 32;

  /** Rows per group. */
  public static final int GROUP = 4;

  /** The exponent of a filler column: far below every real one, yet safe to add to. */
  public static final float FILLER = -1e30f;

  /** Whole powers up to this are products; the library's take longer. */
  private static final int MOST_FACTORS = 16;

  private static final Logger LOG = LoggerFactory.getLogger(Kernels.class);

  private final String description;
  private final FloatKernels floats;
  private final DoubleKernels doubles;

  private Kernels(String description, FloatKernels floats, DoubleKernels doubles) {
    this.description = description;
    this.floats = floats;
    this.doubles = doubles;
  }

  /** Returns the fastest provider of this machine, the same one on every call. */
  public static Kernels best() {
    return Best.KERNELS;
  }

  /** Returns the scalar provider, present everywhere. */
  public static Kernels scalar() {
    return Best.SCALAR;
  }

  /** Returns the vector provider, absent where the JVM runs without jdk.incubator.vector. */
  public static Optional<Kernels> vector() {
    return Best.VECTOR;
  }

  /** Returns the provider's name and lane width for reports, such as {@code vector-512}. */
  public String description() {
    return description;
  }

  /** Returns the kernels in float. */
  public FloatKernels floats() {
    return floats;
  }

  /** Returns the kernels in double. */
  public DoubleKernels doubles() {
    return doubles;
  }

  /** Returns a good distance between the rows of a tile of {@code columns}, a multiple of 32. */
  public static int stride(int columns) {
    return columns + PANEL / 2;
  }

  /** Returns the numbers from 0 to {@code panels}, exclusive: the list of all panels. */
  public static int[] allPanels(int panels) {
    int[] list = new int[panels];
    for (int p = 0; p < panels; p++) {
      list[p] = p;
    }
    return list;
  }

  /** Joins virtual lanes pairwise, lane i with lane i + half; overwrites them. */
  static double join(double[] lanes) {
    for (int half = PANEL / 2; half > 0; half /= 2) {
      for (int i = 0; i < half; i++) {
        lanes[i] += lanes[i + half];
      }
    }
    return lanes[0];
  }

  /**
   * Returns {@code (sum_k |z_k|^p)^(1/p)}. Powers are of shares of the largest coordinate, which
   * neither overflow nor vanish together.
   */
  static double norm(double[] z, double p) {
    double largest = 0;
    for (double value : z) {
      largest = Math.max(largest, Math.abs(value));
    }
    double sum = 0;
    if (largest > 0 && largest < Double.POSITIVE_INFINITY) {
      for (double value : z) {
        sum += power(Math.abs(value) / largest, p);
      }
    }
    return sum > 0 ? largest * Math.pow(sum, 1 / p) : largest;
  }

  private static double power(double share, double p) {
    if (p > MOST_FACTORS || p != Math.rint(p)) {
      return Math.pow(share, p);
    }
    double power = share;
    for (int factor = 1; factor < p; factor++) {
      power *= share;
    }
    return power;
  }

  static void check(boolean holds, String what, long size) {
    if (!holds) {
      throw new IllegalArgumentException("the kernel's " + what + " do not fit, got " + size);
    }
  }

  /** Checks what every kernel over listed panels has in common. */
  static void checkList(int[] list, int from, int to, int columns) {
    check(columns > 0 && columns % PANEL == 0, "columns", columns);
    check(from >= 0 && from <= to && to <= list.length, "listed panels", to - (long) from);
  }

  /** Checks that {@code rows} rows of the listed panels lie within a tile. */
  static void checkTile(int tile, int at, int rows, int stride, int panels) {
    long end = at + (rows - 1L) * stride + (long) panels * PANEL;
    check(at >= 0 && rows > 0 && end <= tile, "tile", tile);
  }

  /** The choice of provider, made once. */
  private static final class Best {

    static final Kernels SCALAR =
        new Kernels("scalar", new ScalarFloatKernels(), new ScalarDoubleKernels());
    static final Optional<Kernels> VECTOR = probe();
    static final Kernels KERNELS = VECTOR.orElse(SCALAR);

    private static Optional<Kernels> probe() {
      if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
        LOG.warn(
            "The vector module is not in this JVM, sweeps will be several times slower;"
                + " start java with --add-modules jdk.incubator.vector");
        return Optional.empty();
      }
      VectorFloatKernels floats = new VectorFloatKernels();
      return Optional.of(new Kernels(floats.description(), floats, new VectorDoubleKernels()));
    }
  }
}
