package io.convoy.jobs.select.scan;

import io.convoy.geometry.PointBlock;
import io.convoy.iterate.Shared;
import io.convoy.iterate.Visit;
import io.convoy.jobs.outcome.ExitCode;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.selection.Candidates;
import io.convoy.selection.GroupTotals;
import io.convoy.selection.Lead;
import io.convoy.selection.LowestSweep;
import io.convoy.selection.NearestSweep;
import io.convoy.selection.Shortlist;
import io.convoy.selection.Targets;
import io.convoy.spark.block.TableBlock;
import io.convoy.spark.run.SparkRunner;
import io.convoy.spark.table.PointTable;

/**
 * Passes over the pool.
 *
 * @param groups of rows, that of rows without a quota included
 */
public record PoolScan(PointTable pool, Lead lead, Shared<Targets> targets, int groups) {

  /** One block of so many is looked at first. */
  private static final int SAMPLED = 32;

  /** Bytes of a candidate on its way. */
  private static final long BYTES = 2 * (Double.BYTES + Long.BYTES);

  /** Returns the number of rows of the pool. */
  public long rows() {
    return pool.rows();
  }

  /** Returns what the groups of the pool have. */
  public GroupTotals totals() {
    return pool.runner().run("totals", new GroupTotals.Count(lead, groups), "");
  }

  /** Returns the k nearest rows of every target and group. */
  public Candidates nearest(int k) {
    int lists = targets.value().count() * groups;
    requireRoom(lists, k);
    NearestSweep.Query query = NearestSweep.Query.of(targets, lead, groups, k, pool.blockRows());
    SparkRunner<PointBlock> runner = pool.runner();
    int some = runner.blocks() / SAMPLED;
    if ((long) some * pool.blockRows() >= 2L * k) {
      // a few blocks say from where on rows cannot be among the nearest
      query = query.within(runner.run("first rows", new NearestSweep(), query.in(some)));
    }
    return runner.run("nearest rows", new NearestSweep(), query);
  }

  private static void requireRoom(int lists, int k) {
    long most = Runtime.getRuntime().maxMemory();
    long bytes = BYTES * lists * k;
    if (bytes > most / 4 || (long) lists * k > Integer.MAX_VALUE / 2) {
      throw new JobFailure(
          ExitCode.INFEASIBLE,
          "the nearest "
              + k
              + " rows of "
              + lists
              + " targets pass through the driver and take "
              + ((bytes >> 20) + 1)
              + " MB of at most a quarter of its "
              + (most >> 20)
              + " MB; give more with --driver-memory, or transport --pool-clusters, or a smaller"
              + " --budget",
          null);
    }
  }

  /** Returns the k rows of every group with the lowest scores. */
  public <S> Candidates lowest(String label, Visit<TableBlock, S, double[]> score, S state, int k) {
    requireRoom(groups, k);
    return SparkRunner.over(pool.blocks(), pool.runner().blocks())
        .run(
            label,
            new LowestSweep<>(
                score, (unused, block) -> block.points(), lead, groups, k, pool.blockRows()),
            state);
  }

  /**
   * Returns k rows of every group by chance.
   *
   * @param seed decides, with a row's id, what chance decides
   */
  public Candidates drawn(long seed, int k) {
    return lowest("draw", (own, block) -> Draws.of(own, block.ids()), seed, k);
  }

  /**
   * Returns the rows at some places.
   *
   * @throws JobFailure if there are none, as when no distance is a finite number
   */
  public PointTable.Gathered rows(long[] places) {
    if (places.length == 0) {
      throw JobFailure.badInput(
          "no row of pool is at a finite distance from a row of target: features are too large or"
              + " too far apart; give them in other units, or --standardize");
    }
    return pool.rows(places);
  }

  /** Returns the rows that are candidates. */
  public Scanned shortlist(Candidates found) {
    long[] places = found.places();
    PointTable.Gathered gathered = rows(places);
    return new Scanned(
        found.numberedIn(places),
        Shortlist.of(gathered.points(), lead),
        gathered.ids(),
        places.length == pool.rows());
  }
}
