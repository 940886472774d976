package io.convoy.selection;

/** Takes the rows of the lowest scores. */
public final class Ranked {

  private Ranked() {}

  /**
   * Takes rows.
   *
   * @param lowest a list per group, by row of the shortlist; what counts as cost is the score
   */
  public static Selection select(Candidates lowest, Shortlist rows, Terms terms) {
    Reach order = Reach.of(lowest, terms.quotas().groups())[0];
    Picker picker = terms.picker();
    int[] repeats = new int[rows.count()];
    double[] scores = new double[repeats.length];
    for (int place = 0; place < order.rows().length && !picker.isFull(); place++) {
      int row = order.rows()[place];
      long size = terms.size(rows, row);
      if (size > 0 && picker.take(rows.group(row), size)) {
        repeats[row] = 1;
        scores[row] = -order.costs()[place];
      }
    }
    return Selection.alike(repeats, scores, order.all() || picker.isDone());
  }
}
