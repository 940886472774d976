package io.convoy.robust;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** Rules as users name them: {@code median}, {@code nnm+trimmed-mean}, {@code bucketing+krum}. */
public final class RuleName {

  private static final double NU = 0.1;
  private static final int WEISZFELD = 3;
  private static final double CLIP = 2;
  private static final int BUCKET = 2;

  private static final Map<String, IntFunction<RobustRule>> RULES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("average", f -> new Means.Average()),
              Map.entry("normalised-mean", f -> new Means.NormalizedMean()),
              Map.entry("cge", Means.Shortest::new),
              Map.entry("monna", f -> new Means.NearestTo(0, f)),
              Map.entry("median", f -> new CoordinateWise(new CoordinateRule.Median())),
              Map.entry("trimmed-mean", f -> new CoordinateWise(new CoordinateRule.TrimmedMean(f))),
              Map.entry("phocas", f -> new CoordinateWise(new CoordinateRule.Phocas(f))),
              Map.entry("geometric-median", f -> Centres.GeometricMedian.exact()),
              Map.entry("krum", Krum::one),
              Map.entry("multi-krum", Krum::multi),
              Map.entry("mda", f -> new Subsets(f, Subsets.Spread.DIAMETER)),
              Map.entry("smea", f -> new Subsets(f, Subsets.Spread.VARIANCE)),
              Map.entry("caf", CovarianceFilter::new),
              Map.entry("bulyan", f -> new Bulyan(f, true))));

  private static final List<String> BEFORE = List.of("nnm", "bucketing", "clipping", "arc");

  private RuleName() {}

  /**
   * Returns the rule of a name.
   *
   * @param p number of vectors
   * @param f liars tolerated
   * @param seed of buckets
   * @throws IllegalArgumentException if there is none
   */
  public static RobustRule parse(String name, int p, int f, long seed) {
    String[] parts = name.split("\\+", -1);
    RobustRule rule = rule(name, parts[parts.length - 1], p, f);
    for (int k = parts.length - 2; k >= 0; k--) {
      rule = new Mixed(before(name, parts[k], f, seed), rule);
    }
    return rule;
  }

  /**
   * Passes if a rule is one and suits so many vectors.
   *
   * @throws IllegalArgumentException if not, saying what it needs
   */
  public static void check(String name, int p, int f) {
    double[] apart = new double[p * p];
    for (int i = 0; i < p; i++) {
      apart[i * p + i] = 1;
    }
    parse(name, p, f, 0).plan(new Gram(apart, new double[p], 0));
  }

  private static RobustRule rule(String name, String part, int p, int f) {
    switch (part) {
      case "flag":
        return new Flag(Flag.Form.PAPER, (p + 1) / 2, 5, 0);
      case "flag-code":
        return new Flag(Flag.Form.CODE, (p + 1) / 2, 1, 0);
      case "meamed":
        return new CoordinateWise(new CoordinateRule.MeanAroundMedian(p - f));
      case "centered-clipping":
        return new Centres.CenteredClipping(CLIP, WEISZFELD);
      case "rfa":
        return new Centres.GeometricMedian(NU, WEISZFELD, 0, true);
      default:
        IntFunction<RobustRule> found = RULES.get(part);
        if (found == null) {
          throw unknown(name);
        }
        return found.apply(f);
    }
  }

  private static PreAggregator before(String name, String part, int f, long seed) {
    switch (part) {
      case "nnm":
        return new PreAggregator.NearestNeighbours(f);
      case "bucketing":
        return new PreAggregator.Bucketing(BUCKET, seed, 0);
      case "clipping":
        return new PreAggregator.Clipping(CLIP);
      case "arc":
        return new PreAggregator.AdaptiveClipping(f);
      default:
        throw unknown(name);
    }
  }

  private static IllegalArgumentException unknown(String name) {
    String rules =
        String.join(", ", RULES.keySet()) + ", flag, flag-code, meamed, centered-clipping, rfa";
    return new IllegalArgumentException(
        "aggregator must be one of "
            + rules
            + ", with any of "
            + String.join(", ", BEFORE)
            + " before it and a plus between, got '"
            + name
            + "'"
            + Arrays.stream(name.split("\\+", -1))
                .filter(String::isEmpty)
                .findFirst()
                .map(empty -> ", a part of which is empty")
                .orElse(""));
  }
}
