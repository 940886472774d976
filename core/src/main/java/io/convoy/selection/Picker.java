package io.convoy.selection;

/**
 * Takes rows one after the other while a budget and quotas allow it: never more than the budget,
 * and never so many of some groups that others could not get what they must.
 */
public final class Picker {

  private final long budget;
  private final Quotas quotas;
  private final long[] taken;
  private long all;
  private long owed;
  private boolean refusedForSize;

  /** Has taken nothing yet. */
  public Picker(long budget, Quotas quotas) {
    this.budget = budget;
    this.quotas = quotas;
    this.taken = new long[quotas.groups()];
    this.owed = quotas.reserved();
  }

  /**
   * Takes a row if it may, and returns whether it did.
   *
   * @param group of the row
   * @param size what it takes of the budget
   */
  public boolean take(int group, long size) {
    if (size > budget - all) {
      refusedForSize = true;
      return false;
    }
    long due = Math.max(0, quotas.least()[group] - taken[group]);
    long paid = Math.min(due, size);
    if (size > quotas.most()[group] - taken[group] || owed - paid > budget - all - size) {
      return false;
    }
    taken[group] += size;
    all += size;
    owed -= paid;
    return true;
  }

  /** Returns whether nothing of the budget is left. */
  public boolean isFull() {
    return all == budget;
  }

  /**
   * Returns whether the budget is used up as far as rows of these sizes can, and all groups have
   * what they must.
   */
  public boolean isDone() {
    return owed == 0 && (isFull() || refusedForSize);
  }

  /** Returns what was taken. */
  public long taken() {
    return all;
  }

  /** Returns what was taken of a group. */
  public long taken(int group) {
    return taken[group];
  }
}
