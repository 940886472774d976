package io.convoy.evaluation;

import io.convoy.random.SeedStream;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.inference.TTest;

/**
 * Differences of two arms on the same draws.
 *
 * @param count of draws
 * @param mean of the differences
 * @param low end of the bootstrap's 95 % interval of the mean
 * @param high likewise
 * @param p of the paired t-test, two-sided; 1 where all differences are 0
 */
record Paired(int count, double mean, double low, double high, double p) {

  private static final int RESAMPLES = 10_000;
  private static final SeedStream SEEDS = new SeedStream(95);

  /** Compares numbers of the same draws. */
  static Paired of(double[] ours, double[] theirs) {
    double[] off = new double[ours.length];
    Arrays.setAll(off, i -> ours[i] - theirs[i]);
    SplittableRandom random = SEEDS.at(0, off.length);
    double[] means = new double[RESAMPLES];
    Arrays.setAll(
        means,
        r ->
            random
                .ints(off.length, 0, off.length)
                .mapToDouble(i -> off[i])
                .average()
                .orElseThrow());
    Arrays.sort(means);
    boolean same = Arrays.stream(off).allMatch(v -> v == off[0]);
    double p = same ? (off[0] == 0 ? 1 : 0) : new TTest().pairedTTest(ours, theirs);
    return new Paired(
        off.length,
        Arrays.stream(off).average().orElseThrow(),
        means[(int) Math.floor(0.025 * RESAMPLES)],
        means[(int) Math.ceil(0.975 * RESAMPLES) - 1],
        p);
  }

  /** Returns p-values corrected for their number by Holm's method, in the same order. */
  static double[] holm(List<Paired> family) {
    int[] order =
        IntStream.range(0, family.size())
            .boxed()
            .sorted((a, b) -> Double.compare(family.get(a).p(), family.get(b).p()))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[order.length];
    double highest = 0;
    for (int rank = 0; rank < order.length; rank++) {
      double own = Math.min(1, (order.length - rank) * family.get(order[rank]).p());
      highest = Math.max(highest, own);
      adjusted[order[rank]] = highest;
    }
    return adjusted;
  }
}
