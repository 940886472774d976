package io.convoy.jobs.select;

import io.convoy.geometry.GroundCost;
import io.convoy.geometry.Moments;
import io.convoy.geometry.PointBlock;
import io.convoy.geometry.PointCloud;
import io.convoy.iterate.SerialRunner;
import io.convoy.iterate.Shared;
import io.convoy.jobs.outcome.ExitCode;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.work.Holdings;
import io.convoy.selection.Candidates;
import io.convoy.selection.ClusterSweep;
import io.convoy.selection.Lead;
import io.convoy.selection.NearestTarget;
import io.convoy.selection.Selection;
import io.convoy.selection.Shortlist;
import io.convoy.selection.Targets;
import io.convoy.spark.block.Ids;
import io.convoy.spark.block.TableBlock;
import io.convoy.spark.run.SparkRunner;
import io.convoy.spark.table.PointTable;
import io.convoy.transport.DualOracle;
import io.convoy.transport.Epsilon;
import io.convoy.transport.MarginalRule;
import io.convoy.transport.PlanRows;
import io.convoy.transport.SolverSettings;
import io.convoy.transport.TransportProblem;
import io.convoy.transport.TransportResult;
import io.convoy.transport.TransportSolver;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;

/**
 * A selection by clusters: k-means of the pool are transported to the targets under entropy, a
 * cluster giving at most as much as its rows' shares, and of every cluster as many rows as it gives
 * are drawn by chance. What is selected never passes through the driver.
 *
 * <p>The cost of a cluster and a target is the mean squared distance of its rows: that of the mean,
 * and the cluster's own spread.
 */
final class ClusterSolve {

  private static final int PASSES = 20;

  /** Passes end when they lower the sum of squares by less than this share. */
  private static final double SETTLED = 1e-3;

  /** A small share of the costs' deviation: the plan must be near the unregularised one. */
  private static final Epsilon EPSILON = new Epsilon(0.01, Epsilon.Unit.DEVIATION);

  /** Parts of a stretch of draws that one pass tells apart; a power of two. */
  private static final int PARTS = 64;

  private final PoolScan scan;
  private final Targets targets;
  private final double[] weights;
  private final long seed;
  private final Holdings held;

  ClusterSolve(PoolScan scan, Targets targets, double[] weights, long seed, Holdings held) {
    this.scan = scan;
    this.targets = targets;
    this.weights = weights;
    this.seed = seed;
    this.held = held;
  }

  /**
   * What was found.
   *
   * @param cost of the plan of clusters
   * @param epsilon of its entropy
   * @param clusters that have rows
   * @param rows a row for every row selected
   * @param prices of the targets
   * @param places where in the pool the rows selected are, if they are not too many
   */
  record Outcome(
      double cost,
      double epsilon,
      int clusters,
      long selected,
      String digest,
      Dataset<Row> rows,
      double[] prices,
      Optional<long[]> places) {}

  /** Selects. */
  Outcome solve(int count, long budget, Ids targetIds, DataType idType, DataType targetIdType) {
    Scanned start =
        scan.shortlist(PoolCandidates.Fresh.draws(scan, seed, (int) Math.min(count, scan.rows())));
    PointBlock centres = start.rows().features();
    ClusterSweep.Sums sums = pass(centres);
    boolean settled = false;
    for (int pass = 1; pass < PASSES && !settled; pass++) {
      centres = sums.means(centres);
      ClusterSweep.Sums next = pass(centres);
      settled = next.cost() > (1 - SETTLED) * sums.cost();
      sums = next;
    }
    TransportResult plan = plan(centres, sums, budget);
    if (plan.certificate().isEmpty()) {
      throw new JobFailure(
          ExitCode.NOT_CONVERGED,
          "the transport of pool-clusters diverged; try --standardize, or other --pool-clusters",
          null);
    }
    long[] wanted = wanted(moved(centres, sums, budget, plan), sums.rows(), budget);
    Shared<Targets> shared = held.hold(scan.pool().runner().share(Targets.of(centres)));
    double[] limits = limits(shared, wanted);
    Drawing drawing =
        new Drawing(
            shared,
            scan.targets(),
            held.hold(scan.pool().runner().share(targetIds)),
            scan.lead(),
            seed,
            limits,
            1.0 / budget);
    Dataset<Row> rows =
        scan.pool()
            .derive(SelectionTables.schema(idType, targetIdType), ClusterSolve::drawn, drawing);
    return new Outcome(
        plan.certificate().get().cost(),
        plan.epsilon(),
        (int) Arrays.stream(sums.rows()).filter(own -> own > 0).count(),
        Arrays.stream(wanted).sum(),
        digest(drawing),
        rows,
        plan.columnPotentials(),
        budget * weights.length <= Judge.MOST_PAIRS
            ? Optional.of(places(drawing))
            : Optional.empty());
  }

  /** Returns the rows at some places as a choice. */
  Choice choice(long[] places) {
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
        new Selection(repeats, ones, ones, true),
        Optional.empty(),
        0,
        0);
  }

  private long[] places(Drawing drawing) {
    int blockRows = scan.pool().blockRows();
    return SparkRunner.over(scan.pool().blocks(), scan.pool().runner().blocks())
        .collect("places", (own, block) -> places(own, block, blockRows), drawing)
        .stream()
        .flatMapToLong(Arrays::stream)
        .toArray();
  }

  private static long[] places(Drawing drawing, TableBlock block, int blockRows) {
    int[] cluster =
        NearestTarget.of(drawing.centres().value(), drawing.lead().features(block.points()));
    double[] draws = Draws.of(drawing.seed(), block.ids());
    long first = (long) block.index() * blockRows;
    return IntStream.range(0, cluster.length)
        .filter(i -> draws[i] < drawing.limits()[cluster[i]])
        .mapToLong(i -> first + i)
        .toArray();
  }

  private ClusterSweep.Sums pass(PointBlock centres) {
    try (Shared<Targets> shared = scan.pool().runner().share(Targets.of(centres))) {
      return scan.pool().runner().run("clusters", new ClusterSweep(scan.lead()), shared);
    }
  }

  /** Returns clusters as rows: means, and the root of their spread, which no target has. */
  private static PointBlock rows(PointBlock centres, ClusterSweep.Sums sums, long budget) {
    int d = centres.dimension();
    int count = centres.rows();
    double[] coordinates = new double[count * (d + 1)];
    double[] masses = new double[count];
    for (int c = 0; c < count; c++) {
      for (int k = 0; k < d; k++) {
        coordinates[c * (d + 1) + k] = centres.coordinate(c, k);
      }
      long own = sums.rows()[c];
      coordinates[c * (d + 1) + d] = own == 0 ? 0 : Math.sqrt(sums.squares()[c] / own);
      masses[c] = (double) own / budget;
    }
    return PointBlock.of(0, d + 1, coordinates, masses);
  }

  private PointBlock columns() {
    PointBlock points = targets.points();
    int d = points.dimension();
    double[] coordinates = new double[points.rows() * (d + 1)];
    double all = Arrays.stream(weights).sum();
    double[] shares = Arrays.stream(weights).map(weight -> weight / all).toArray();
    for (int j = 0; j < points.rows(); j++) {
      for (int k = 0; k < d; k++) {
        coordinates[j * (d + 1) + k] = points.coordinate(j, k);
      }
    }
    return PointBlock.of(0, d + 1, coordinates, shares);
  }

  private DualOracle oracle(PointBlock rows) {
    PointBlock columns = columns();
    SerialRunner<PointBlock> runner = new SerialRunner<>(List.of(rows));
    double[] centre = runner.run("row centre", Moments.sweep(), "").mean();
    PointCloud cloud = PointCloud.of(GroundCost.SQUARED_EUCLIDEAN, columns, centre);
    return new DualOracle(
        runner,
        new TransportProblem(
            cloud, columns.weights(), MarginalRule.parse("at-most"), new MarginalRule.Exact()));
  }

  private static PointBlock occupied(PointBlock rows) {
    int[] some = IntStream.range(0, rows.rows()).filter(c -> rows.weight(c) > 0).toArray();
    return rows.pick(0, some);
  }

  private TransportResult plan(PointBlock centres, ClusterSweep.Sums sums, long budget) {
    try (DualOracle oracle = oracle(occupied(rows(centres, sums, budget)))) {
      return TransportSolver.solve(oracle, SolverSettings.defaults().withEpsilon(EPSILON));
    }
  }

  /** Returns the mass that every cluster gives. */
  private double[] moved(
      PointBlock centres, ClusterSweep.Sums sums, long budget, TransportResult plan) {
    PointBlock rows = rows(centres, sums, budget);
    PointBlock some = occupied(rows);
    double[] moved = new double[rows.rows()];
    try (DualOracle oracle = oracle(some)) {
      double[] own =
          PlanRows.visit(oracle)
              .visit(PlanRows.Query.potentials(plan.columnPotentials(), plan.epsilon()), some)
              .moved();
      int at = 0;
      for (int c = 0; c < moved.length; c++) {
        moved[c] = rows.weight(c) > 0 ? own[at++] : 0;
      }
    }
    return moved;
  }

  /** Returns how many rows of every cluster to draw: the largest remainders round up. */
  static long[] wanted(double[] moved, long[] rows, long budget) {
    double all = Arrays.stream(moved).sum();
    long[] wanted = new long[moved.length];
    double[] rest = new double[moved.length];
    long left = budget;
    Integer[] order = new Integer[moved.length];
    for (int c = 0; c < moved.length; c++) {
      double exact = moved[c] / all * budget;
      wanted[c] = Math.min(rows[c], (long) Math.floor(exact));
      rest[c] = exact - wanted[c];
      left -= wanted[c];
      order[c] = c;
    }
    Arrays.sort(order, (a, b) -> Double.compare(rest[b], rest[a])); // stable
    while (left > 0) {
      long before = left;
      for (int at = 0; at < order.length && left > 0; at++) {
        int c = order[at];
        if (wanted[c] < rows[c]) {
          wanted[c]++;
          left--;
        }
      }
      if (left == before) {
        throw new IllegalStateException("the clusters have fewer rows than the budget");
      }
    }
    return wanted;
  }

  /** Where the last draw of every cluster is: in a stretch of some width from {@code low} on. */
  private record Search(Shared<Targets> centres, Lead lead, long seed, double[] low, double width)
      implements Serializable {}

  /**
   * Returns by cluster a number that so many of its rows' draws are below. Each pass over the pool
   * counts draws in {@value #PARTS} parts of the stretch where the number is; all borders are whole
   * multiples of powers of two, and so exact.
   */
  private double[] limits(Shared<Targets> centres, long[] wanted) {
    double[] low = new double[wanted.length];
    long[] below = new long[wanted.length];
    double[] limits = new double[wanted.length];
    boolean[] found = new boolean[wanted.length];
    int open = wanted.length;
    for (double width = 1; open > 0; width /= PARTS) {
      if (width < Double.MIN_NORMAL * PARTS) {
        throw new IllegalStateException("draws of a cluster are alike");
      }
      long[] counts = counts(new Search(centres, scan.lead(), seed, low, width));
      for (int c = 0; c < wanted.length; c++) {
        int part = 0;
        while (!found[c] && below[c] < wanted[c] && part < PARTS) {
          long next = below[c] + counts[c * PARTS + part];
          if (next > wanted[c]) {
            break;
          }
          below[c] = next;
          part++;
        }
        if (!found[c]) {
          low[c] += part * (width / PARTS);
          if (below[c] == wanted[c]) {
            limits[c] = low[c];
            found[c] = true;
            open--;
          }
        }
      }
    }
    return limits;
  }

  private long[] counts(Search search) {
    long[] all = new long[search.low().length * PARTS];
    SparkRunner.over(scan.pool().blocks(), scan.pool().runner().blocks())
        .collect("draw", ClusterSolve::counts, search)
        .forEach(part -> Arrays.setAll(all, at -> all[at] + part[at]));
    return all;
  }

  private static int[] counts(Search search, TableBlock block) {
    int[] counts = new int[search.low().length * PARTS];
    int[] nearest =
        NearestTarget.of(search.centres().value(), search.lead().features(block.points()));
    double[] draws = Draws.of(search.seed(), block.ids());
    for (int i = 0; i < nearest.length; i++) {
      double along = (draws[i] - search.low()[nearest[i]]) / search.width() * PARTS;
      if (along >= 0 && along < PARTS) {
        counts[nearest[i] * PARTS + (int) along]++;
      }
    }
    return counts;
  }

  private record Drawing(
      Shared<Targets> centres,
      Shared<Targets> targets,
      Shared<Ids> targetIds,
      Lead lead,
      long seed,
      double[] limits,
      double share)
      implements Serializable {}

  private static List<Row> drawn(Drawing drawing, TableBlock block) {
    PointBlock features = drawing.lead().features(block.points());
    int[] cluster = NearestTarget.of(drawing.centres().value(), features);
    int[] nearest = NearestTarget.of(drawing.targets().value(), features);
    double[] draws = Draws.of(drawing.seed(), block.ids());
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < cluster.length; i++) {
      if (draws[i] < drawing.limits()[cluster[i]]) {
        rows.add(
            RowFactory.create(
                block.ids().value(i),
                null,
                1 - draws[i],
                drawing.share(),
                1.0,
                1,
                drawing.targetIds().value().value(nearest[i]),
                drawing.targets().value().cost(features, i, 0, nearest[i]),
                0.0,
                null,
                "drawn from cluster " + (cluster[i] + 1)));
      }
    }
    return rows;
  }

  /** Returns the SHA-256 of the SHA-256s of the ids of every block. */
  private String digest(Drawing drawing) {
    MessageDigest all = SelectionTables.sha256();
    SparkRunner.over(scan.pool().blocks(), scan.pool().runner().blocks())
        .collect("digest", ClusterSolve::digest, drawing)
        .forEach(all::update);
    return HexFormat.of().formatHex(all.digest());
  }

  private static byte[] digest(Drawing drawing, TableBlock block) {
    MessageDigest own = SelectionTables.sha256();
    int[] cluster =
        NearestTarget.of(drawing.centres().value(), drawing.lead().features(block.points()));
    double[] draws = Draws.of(drawing.seed(), block.ids());
    for (int i = 0; i < cluster.length; i++) {
      if (draws[i] < drawing.limits()[cluster[i]]) {
        own.update((block.ids().text(i) + '\n').getBytes(StandardCharsets.UTF_8));
      }
    }
    return own.digest();
  }
}
