package io.convoy.jobs.select.clusters;

import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.select.choose.Choice;
import io.convoy.jobs.select.choose.Judge;
import io.convoy.jobs.select.choose.SelectionTables;
import io.convoy.jobs.select.pool.PoolSearch;
import io.convoy.jobs.select.scan.PoolScan;
import io.convoy.jobs.select.scan.Scanned;
import io.convoy.jobs.work.Holdings;
import io.convoy.selection.Candidates;
import io.convoy.selection.Selection;
import io.convoy.selection.Shortlist;
import io.convoy.spark.table.PointTable;
import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A selection by clusters: k-means of the pool are transported to the targets, and of every cluster
 * as many rows as it gives are drawn by chance.
 */
public final class ClusterSolve {

  private ClusterSolve() {}

  /**
   * What was found.
   *
   * @param cost of the plan of clusters
   * @param epsilon of its entropy
   * @param clusters that have rows
   * @param rows a row for every row selected
   * @param prices of the targets
   * @param choice the rows selected, if they are not too many to judge
   */
  public record Outcome(
      double cost,
      double epsilon,
      int clusters,
      long selected,
      String digest,
      Dataset<Row> rows,
      double[] prices,
      Optional<Choice> choice) {}

  /**
   * Selects.
   *
   * @param made the tables of what is chosen
   * @param held holds what the result is computed from
   * @throws JobFailure if the transport diverges
   */
  public static Outcome solve(PoolSearch search, SelectionTables made, int count, Holdings held) {
    long budget = made.terms().budget();
    ClusterPlan plan = ClusterPlan.of(search, count, budget);
    ClusterDraws draws = ClusterDraws.of(search, plan, budget, held);
    return new Outcome(
        plan.plan().certificate().orElseThrow().cost(),
        plan.plan().epsilon(),
        (int) Arrays.stream(plan.sums().rows()).filter(own -> own > 0).count(),
        Arrays.stream(plan.wanted()).sum(),
        draws.digest(),
        draws.rows(SelectionTables.schema(made.idType(), made.targetIdType())),
        plan.plan().columnPotentials(),
        budget * search.weights().length <= Judge.MOST_PAIRS
            ? Optional.of(choice(draws.scan(), draws.places()))
            : Optional.empty());
  }

  /** Returns the rows at some places as a choice. */
  private static Choice choice(PoolScan scan, long[] places) {
    PointTable.Gathered gathered = scan.rows(places);
    int[] repeats = new int[places.length];
    Arrays.fill(repeats, 1);
    double[] ones = new double[places.length];
    Arrays.fill(ones, 1);
    return new Choice(
        new Scanned(
            Candidates.of(1, new int[0], new double[0], new long[0]),
            Shortlist.of(gathered.points(), scan.lead()),
            gathered.ids(),
            false),
        new Selection(repeats, ones, ones, true));
  }
}
