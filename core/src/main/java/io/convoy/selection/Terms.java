package io.convoy.selection;

/**
 * What a selection must keep to.
 *
 * @param budget rows, or tokens, to select
 * @param byTokens whether the budget is in tokens, the sizes of rows
 * @param maxRepeat how often a row may be taken
 * @param quotas what groups get, in the unit of the budget
 */
public record Terms(long budget, boolean byTokens, int maxRepeat, Quotas quotas) {

  public Terms {
    if (budget < 1 || maxRepeat < 1) {
      throw new IllegalArgumentException(
          "budget and max-repeat must be >= 1, got " + budget + " and " + maxRepeat);
    }
  }

  /** Returns so many rows, each at most once, of any group. */
  public static Terms ofRows(long budget) {
    return new Terms(budget, false, 1, Quotas.none());
  }

  /** Returns a picker that has taken nothing yet. */
  public Picker picker() {
    return new Picker(budget, quotas);
  }

  /** Returns what a row takes of the budget. */
  public long size(Shortlist rows, int row) {
    return byTokens ? rows.size(row) : 1;
  }
}
