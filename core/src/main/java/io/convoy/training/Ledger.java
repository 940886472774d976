package io.convoy.training;

import io.convoy.robust.Gate;
import io.convoy.robust.Gram;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is known of every worker from all steps so far: what the gate dropped of it, and in how far
 * its vectors point where the others' do. Noise averages out over steps, so a worker that lies a
 * little in every one shows here and not in any of them.
 *
 * <p>Immutable.
 */
public final class Ledger {

  private static final List<Gate.Reason> REASONS = List.of(Gate.Reason.values());

  /** Iglewicz and Hoaglin, "How to Detect and Handle Outliers" (1993): modified z-score. */
  private static final double OUTLYING = 3.5;

  private static final double NORMAL = 0.6745;

  /** Cosines closer than this are alike, however little all others differ. */
  private static final double ALIKE = 0.01;

  private static final int FEWEST = 5;

  private final int p;
  private final double[] dropped; // p x reasons
  private final double[] cosines; // p x p sums
  private final double[] pairs; // p x p steps that add to them
  private final double[] products; // p x p sums, while somebody wants them

  private Ledger(int p, double[] dropped, double[] cosines, double[] pairs, double[] products) {
    this.p = p;
    this.dropped = dropped;
    this.cosines = cosines;
    this.pairs = pairs;
    this.products = products;
  }

  /** Returns the ledger of p workers before the first step. */
  public static Ledger of(int p) {
    return new Ledger(
        p, new double[p * REASONS.size()], new double[p * p], new double[p * p], new double[p * p]);
  }

  /**
   * Returns the ledger after a step.
   *
   * @param gram products of those that passed, in the order of their numbers
   * @param keepsProducts whether to add these up, too
   */
  public Ledger with(Gate.Verdict verdict, Gram gram, boolean keepsProducts) {
    Ledger next = new Ledger(p, dropped.clone(), cosines.clone(), pairs.clone(), products.clone());
    verdict
        .dropped()
        .forEach(
            (worker, reason) -> next.dropped[worker * REASONS.size() + REASONS.indexOf(reason)]++);
    List<Integer> passed = verdict.passed();
    for (int a = 0; a < passed.size(); a++) {
      for (int b = 0; b < passed.size(); b++) {
        int at = passed.get(a) * p + passed.get(b);
        double lengths = gram.norm(a) * gram.norm(b);
        if (lengths > 0) {
          next.cosines[at] += gram.product(a, b) / lengths;
        }
        next.pairs[at]++;
        if (keepsProducts) {
          next.products[at] += gram.product(a, b);
        }
      }
    }
    return next;
  }

  /** Returns the sums of products of some workers, in their order. */
  double[] productsOf(List<Integer> workers) {
    int q = workers.size();
    double[] some = new double[q * q];
    for (int a = 0; a < q; a++) {
      for (int b = 0; b < q; b++) {
        some[a * q + b] = products[workers.get(a) * p + workers.get(b)];
      }
    }
    return some;
  }

  /** Returns how many contributions were dropped in all. */
  public long dropped() {
    return (long) Arrays.stream(dropped).sum();
  }

  /** Returns how often contributions of a worker were dropped, by reason; none that is 0. */
  public Map<Gate.Reason, Long> dropped(int worker) {
    Map<Gate.Reason, Long> counts = new TreeMap<>();
    for (Gate.Reason reason : REASONS) {
      long count = (long) dropped[worker * REASONS.size() + REASONS.indexOf(reason)];
      if (count > 0) {
        counts.put(reason, count);
      }
    }
    return counts;
  }

  /**
   * Returns the median over the other workers of the mean cosine of a worker's vectors and theirs;
   * NaN if none of its vectors passed with theirs.
   */
  public double agreement(int worker) {
    double[] mean = new double[p];
    int count = 0;
    for (int other = 0; other < p; other++) {
      int at = worker * p + other;
      if (other != worker && pairs[at] > 0) {
        mean[count++] = cosines[at] / pairs[at];
      }
    }
    return median(Arrays.copyOf(mean, count));
  }

  /** Returns how far a worker's agreement is from all others', as a modified z-score. */
  public double outlyingness(int worker) {
    double[] all = new double[p];
    Arrays.setAll(all, this::agreement);
    double[] known = Arrays.stream(all).filter(value -> !Double.isNaN(value)).toArray();
    double centre = median(known);
    double spread = median(Arrays.stream(known).map(value -> Math.abs(value - centre)).toArray());
    return NORMAL * (all[worker] - centre) / Math.max(spread, ALIKE);
  }

  /** Returns the workers to look at, each with the reason in a few words. */
  public Map<Integer, String> suspects() {
    Map<Integer, String> suspects = new LinkedHashMap<>();
    for (int worker = 0; worker < p; worker++) {
      Map<Gate.Reason, Long> counts = dropped(worker);
      StringBuilder why = new StringBuilder();
      counts.forEach(
          (reason, count) ->
              why.append(why.isEmpty() ? "" : ", ")
                  .append(reason.toString())
                  .append(count == 1 ? " once" : " " + count + " times"));
      double score = outlyingness(worker);
      if (p >= FEWEST && Math.abs(score) > OUTLYING) {
        why.append(why.isEmpty() ? "" : ", ")
            .append(score < 0 ? "points elsewhere" : "agrees too well");
      }
      if (!why.isEmpty()) {
        suspects.put(worker, why.toString());
      }
    }
    return suspects;
  }

  private static double median(double[] values) {
    if (values.length == 0) {
      return Double.NaN;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /** Returns the ledger as named arrays. */
  Map<String, double[]> toArrays() {
    return Map.of("dropped", dropped, "cosines", cosines, "pairs", pairs, "products", products);
  }

  /** Returns the ledger that {@link #toArrays} gave. */
  static Ledger fromArrays(Map<String, double[]> arrays) {
    double[] pairs = arrays.get("pairs");
    return new Ledger(
        (int) Math.round(Math.sqrt(pairs.length)),
        arrays.get("dropped"),
        arrays.get("cosines"),
        pairs,
        arrays.get("products"));
  }
}
