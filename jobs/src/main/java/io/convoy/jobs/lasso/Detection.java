package io.convoy.jobs.lasso;

import java.util.Arrays;
import org.apache.commons.math3.stat.ranking.NaNStrategy;
import org.apache.commons.math3.stat.ranking.NaturalRanking;
import org.apache.commons.math3.stat.ranking.TiesStrategy;

/** How well scores tell incidents from what is normal. Higher is more unlike the rest. */
public final class Detection {

  /** Rates at which {@link #thresholds} are given: every thousandth. */
  public static final int RATES = 1000;

  private Detection() {}

  /**
   * Returns the area under the receiver operating characteristic: the chance that an incident has
   * the higher score of the two, ties counting half; NaN unless there are both.
   */
  static double auc(double[] scores, boolean[] incidents) {
    double[] ranks = new NaturalRanking(NaNStrategy.FAILED, TiesStrategy.AVERAGE).rank(scores);
    double sum = 0;
    long positive = 0;
    for (int i = 0; i < ranks.length; i++) {
      if (incidents[i]) {
        sum += ranks[i];
        positive++;
      }
    }
    double pairs = (double) positive * (ranks.length - positive);
    return pairs == 0 ? Double.NaN : (sum - positive * (positive + 1) / 2.0) / pairs;
  }

  /**
   * Returns the score that a share of {@code k / RATES} of normal scores exceeds, for k from 0 to
   * RATES; the last is the least score.
   */
  static double[] thresholds(double[] normal) {
    double[] sorted = normal.clone();
    Arrays.sort(sorted);
    double[] thresholds = new double[RATES + 1];
    for (int k = 0; k <= RATES; k++) {
      long exceeding = (long) Math.floor((double) sorted.length * k / RATES);
      thresholds[k] = sorted[(int) Math.max(0, sorted.length - 1 - exceeding)];
    }
    return thresholds;
  }
}
