package io.convoy.selection;

/**
 * Targets in turn take the nearest row that is left. The greedy rule that is hard to beat (Nayak et
 * al., arXiv 2602.14696).
 */
public final class RoundRobin {

  private RoundRobin() {}

  /**
   * Takes rows.
   *
   * @param candidates list {@code j groups + g} of target j and group g, by row of the shortlist
   */
  public static Selection select(Candidates candidates, Shortlist rows, Terms terms) {
    Reach[] reach = Reach.of(candidates, terms.quotas().groups());
    Picker picker = terms.picker();
    int[] repeats = new int[rows.count()];
    double[] scores = new double[repeats.length];
    int[] next = new int[reach.length];
    boolean complete = true;
    boolean any = true;
    for (int turn = 0; any && !picker.isFull(); turn++) {
      any = false;
      for (int j = 0; j < reach.length && !picker.isFull(); j++) {
        boolean took = false;
        while (!took && next[j] < reach[j].rows().length) {
          int row = reach[j].rows()[next[j]];
          long size = terms.size(rows, row);
          took = size > 0 && repeats[row] < terms.maxRepeat() && picker.take(rows.group(row), size);
          if (took) {
            repeats[row]++;
            scores[row] = -1.0 - turn;
          } else {
            next[j]++;
          }
        }
        any |= took;
        complete &= took || reach[j].all() || picker.isDone();
      }
    }
    return Selection.alike(repeats, scores, complete && (picker.isDone() || !any));
  }
}
