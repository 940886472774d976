package io.convoy.robust;

import io.convoy.geometry.PointBlock;
import io.convoy.iterate.SweepRunner;
import io.convoy.random.SeedStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What liars do, for judging rules: those that know all honest vectors and agree on a lie, and what
 * really happens to machines and data.
 *
 * @param strength a factor of the attack's own; 0 where it has none
 */
public record Attack(Kind kind, double strength) implements Serializable {

  /** Evaluations that an optimised attack makes of the rule. */
  private static final int EVALUATIONS = 20;

  private static final double FIRST_STEP = 10;
  private static final double SHRINK = 0.8;

  /** Steps in which the copied worker of {@link Kind#MIMIC} is still chosen. */
  private static final int WARM_UP = 10;

  /** Where a lie is told. */
  public enum Place {
    /** In the rows a worker learns from. */
    DATA,
    /** In the vector it sends. */
    WORKER,
    /** After having seen everybody's. */
    VECTORS
  }

  /** Attacks, with the strength where none is given. */
  public enum Kind {
    NONE(Place.WORKER, 0),
    /** The negated mean of the honest. */
    SIGN_FLIP(Place.VECTORS, 0),
    /** Inner product manipulation: {@code -tau mean} (Xie et al., arXiv 1903.03936). */
    IPM(Place.VECTORS, 2),
    /** A little is enough: {@code mean + tau deviation} (Baruch et al., arXiv 1902.06156). */
    ALIE(Place.VECTORS, 1.5),
    /**
     * The strength of {@link #IPM} that moves the aggregate most (Shejwalkar et al., NDSS 2021).
     */
    OPT_IPM(Place.VECTORS, 0),
    /** The strength of {@link #ALIE} that moves the aggregate most. */
    OPT_ALIE(Place.VECTORS, 0),
    /** The honest worker that is furthest along the axis along which they differ most. */
    MIMIC(Place.VECTORS, 0),
    /** Independent normal coordinates. */
    GAUSSIAN(Place.VECTORS, 1),
    /**
     * {@code mean - gamma deviation}, no further from any honest vector than two of these are from
     * each other (Shejwalkar and Houmansadr, NDSS 2021).
     */
    MIN_MAX(Place.VECTORS, 0),
    /** Class y is called {@code C - 1 - y}; a number is negated. */
    LABEL_FLIP(Place.DATA, 0),
    /** NaN in every coordinate. */
    NAN(Place.WORKER, 0),
    /** The highest bit of the exponent of one coordinate flips. */
    BIT_FLIP(Place.WORKER, 0),
    /** Nothing but zeros. */
    ZERO(Place.WORKER, 0),
    /** The gradient at the parameters of ten steps before. */
    STALE(Place.WORKER, 10),
    /** All liars hold the partition of one honest worker. */
    DUPLICATE(Place.VECTORS, 0),
    /** The feature of the largest spread is in another unit. */
    WRONG_UNIT(Place.DATA, 1000),
    /** The task takes so many times as long. */
    SLOW(Place.WORKER, 10);

    private final Place place;
    private final double strength;

    Kind(Place place, double strength) {
      this.place = place;
      this.strength = strength;
    }

    /** Returns where it is told. */
    public Place place() {
      return place;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** No attack. */
  public static final Attack NONE = new Attack(Kind.NONE, 0);

  /** The attacks that rules are compared by: all but those of time. */
  public static final List<Kind> COMPARED =
      Arrays.stream(Kind.values()).filter(kind -> kind != Kind.SLOW).toList();

  public Attack {
    if (!Double.isFinite(strength)) {
      throw new IllegalArgumentException("the attack must have a finite strength, got " + strength);
    }
  }

  /**
   * Returns the attack of a text such as {@code alie} or {@code ipm:0.1}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Attack parse(String text) {
    String[] parts = text.split(":", 2);
    for (Kind kind : Kind.values()) {
      if (!kind.toString().equals(parts[0])) {
        continue;
      }
      if (parts.length == 1) {
        return new Attack(kind, kind.strength);
      }
      if (kind.strength != 0) {
        try {
          return new Attack(kind, Double.parseDouble(parts[1]));
        } catch (NumberFormatException noNumber) {
          // said below
        }
      }
    }
    throw new IllegalArgumentException(
        "attack must be one of "
            + Arrays.stream(Kind.values()).map(Kind::toString).collect(Collectors.joining(", "))
            + ", some with a strength as in ipm:0.1, got '"
            + text
            + "'");
  }

  @Override
  public String toString() {
    return strength == kind.strength ? kind.toString() : kind + ":" + strength;
  }

  /**
   * What liars see.
   *
   * @param liars rows of theirs; not all
   * @param rule that they want to fool
   * @param step from 0
   * @param history sums of the products of all steps so far, of all workers' vectors
   * @param seeds of noise
   */
  public record View(
      VectorBlocks vectors,
      int[] liars,
      RobustRule rule,
      long step,
      Reference reference,
      double[] history,
      SeedStream seeds) {

    int[] honest(int count) {
      boolean[] lies = new boolean[count];
      for (int i : liars) {
        lies[i] = true;
      }
      return IntStream.range(0, count).filter(i -> !lies[i]).toArray();
    }
  }

  /** Returns the vectors with those of liars replaced; for attacks that see everybody's. */
  public VectorBlocks carriedOut(View view, int count) {
    int[] honest = view.honest(count);
    return view.vectors().map(new Lie(), told(view, honest, count));
  }

  private Lie.Told told(View view, int[] honest, int count) {
    return switch (kind) {
      case SIGN_FLIP -> told(view, honest, -1, 0);
      case IPM -> told(view, honest, -strength, 0);
      case ALIE -> told(view, honest, 1, strength);
      case OPT_IPM -> told(view, honest, -optimal(view, honest, count, false), 0);
      case OPT_ALIE -> told(view, honest, 1, optimal(view, honest, count, true));
      case MIN_MAX -> told(view, honest, 1, -widest(view, honest, count));
      case GAUSSIAN -> new Lie.Told(honest, 0, 0, strength, -1, view.seeds(), view.step());
      case DUPLICATE -> new Lie.Told(honest, 0, 0, 0, honest[0], view.seeds(), view.step());
      case MIMIC -> new Lie.Told(honest, 0, 0, 0, outermost(view, honest), view.seeds(), 0);
      default -> throw new IllegalStateException(kind + " does not see the others' vectors");
    };
  }

  private static Lie.Told told(View view, int[] honest, double mean, double deviation) {
    return new Lie.Told(honest, mean, deviation, 0, -1, view.seeds(), view.step());
  }

  private static double optimal(View view, int[] honest, int count, boolean deviation) {
    double[] mean = average(view, honest, count);
    return furthest(at -> harm(view, honest, count, deviation ? 1 : -at, deviation ? at : 0, mean));
  }

  /**
   * Looks for where a function of numbers {@code >= 0} is large: steps that double while they help,
   * then ever shorter ones around the best place (the search of the ByzFL library).
   */
  static double furthest(DoubleUnaryOperator function) {
    double best = 0;
    double most = function.applyAsDouble(best);
    double step = FIRST_STEP;
    double at = best;
    int left = EVALUATIONS - 1;
    boolean climbs = true;
    while (climbs && left-- > 0) {
      at = best + step;
      double value = function.applyAsDouble(at);
      climbs = value > most;
      if (climbs) {
        best = at;
        most = value;
        step *= 2;
      }
    }
    for (step *= SHRINK; left > 0; left--, step *= SHRINK) {
      double back = at - step;
      while (back < 0) {
        back = (back + at) / 2;
      }
      at = at < best ? at + step : back;
      double value = function.applyAsDouble(at);
      if (value > most) {
        best = at;
        most = value;
      }
    }
    return best;
  }

  private static double harm(
      View view, int[] honest, int count, double mean, double deviation, double[] average) {
    try (VectorBlocks lied = view.vectors().map(new Lie(), told(view, honest, mean, deviation))) {
      double[] found = Aggregator.aggregate(lied.runner(), count, view.rule(), view.reference());
      double square = 0;
      for (int k = 0; k < found.length; k++) {
        square += (found[k] - average[k]) * (found[k] - average[k]);
      }
      return square;
    }
  }

  private static double[] average(View view, int[] honest, int count) {
    double[] a = new double[count];
    for (int i : honest) {
      a[i] = 1.0 / honest.length;
    }
    return Aggregator.carryOut(view.vectors().runner(), new Plan.Coefficients(a), view.reference());
  }

  /** Largest gamma with {@code |mean - gamma deviation - x_i|} at most the widest distance. */
  private static double widest(View view, int[] honest, int count) {
    try (VectorBlocks described = view.vectors().map(new Lie.Described(), honest)) {
      SweepRunner<PointBlock> runner = described.runner();
      Gram gram = runner.run("products of gradients", new GramSweep(), Reference.none(1));
      int mean = count;
      int deviation = count + 1;
      double most = 0;
      double largest = Double.POSITIVE_INFINITY;
      for (int i : honest) {
        for (int j : honest) {
          most = Math.max(most, gram.squaredDistance(i, j));
        }
      }
      double square = gram.product(deviation, deviation);
      for (int i : honest) {
        // |mean - x|^2 - 2 gamma <deviation, mean - x> + gamma^2 |deviation|^2 = most
        double cross = gram.product(deviation, mean) - gram.product(deviation, i);
        double rest = Math.max(0, most - gram.squaredDistance(mean, i));
        largest = Math.min(largest, (cross + Math.sqrt(cross * cross + square * rest)) / square);
      }
      return square > 0 ? largest : 0;
    }
  }

  /** The honest worker furthest along the main axis of the products summed up so far. */
  private static int outermost(View view, int[] honest) {
    int n = honest.length;
    int p = (int) Math.round(Math.sqrt(view.history().length));
    double[][] centred = new double[n][n];
    double[] rows = new double[n];
    double all = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        centred[i][j] = view.history()[honest[i] * p + honest[j]];
        rows[i] += centred[i][j] / n;
      }
      all += rows[i] / n;
    }
    double[] axis = new double[n];
    Arrays.setAll(axis, i -> 1 + i / (double) n);
    for (int power = 0; power < 50; power++) {
      double[] next = new double[n];
      double norm = 0;
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          next[i] += (centred[i][j] - rows[i] - rows[j] + all) * axis[j];
        }
        norm += next[i] * next[i];
      }
      if (!(norm > 0)) {
        return honest[0];
      }
      for (int i = 0; i < n; i++) {
        axis[i] = next[i] / Math.sqrt(norm);
      }
    }
    int furthest = 0;
    for (int i = 1; i < n; i++) {
      if (Math.abs(axis[i]) > Math.abs(axis[furthest])) {
        furthest = i;
      }
    }
    return honest[furthest];
  }

  /** Returns whether the products of this step add to the history that {@link Kind#MIMIC} reads. */
  public boolean learnsFrom(long step) {
    return kind == Kind.MIMIC && step < WARM_UP;
  }
}
