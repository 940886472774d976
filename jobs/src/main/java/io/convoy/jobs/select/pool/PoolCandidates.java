package io.convoy.jobs.select.pool;

import io.convoy.jobs.select.scan.PoolScan;
import io.convoy.jobs.select.scan.Scanned;
import io.convoy.selection.GroupTotals;

/** Finds rows of the whole pool that may be chosen, however much of it must be scanned. */
public interface PoolCandidates {

  /** Returns the number of rows of the pool. */
  long rows();

  /** Returns what its groups have. */
  GroupTotals totals();

  /** Returns the k nearest rows of every target and group. */
  Scanned nearest(int k);

  /** Returns k rows of every group by chance. */
  Scanned drawn(int k);

  /**
   * Scans the whole pool.
   *
   * @param seed decides, with a row's id, what chance decides
   */
  record Fresh(PoolScan scan, long seed) implements PoolCandidates {

    @Override
    public long rows() {
      return scan.rows();
    }

    @Override
    public GroupTotals totals() {
      return scan.totals();
    }

    @Override
    public Scanned nearest(int k) {
      return scan.shortlist(scan.nearest(k));
    }

    @Override
    public Scanned drawn(int k) {
      return scan.shortlist(scan.drawn(seed, k));
    }
  }
}
