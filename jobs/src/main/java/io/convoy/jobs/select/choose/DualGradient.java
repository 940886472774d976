package io.convoy.jobs.select.choose;

import io.convoy.geometry.GroundCost;
import io.convoy.geometry.LabelCosts;
import io.convoy.geometry.Moments;
import io.convoy.geometry.PointBlock;
import io.convoy.geometry.PointCloud;
import io.convoy.iterate.LoopObserver;
import io.convoy.iterate.Termination;
import io.convoy.iterate.Visit;
import io.convoy.jobs.outcome.ExitCode;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.select.pool.PoolSearch;
import io.convoy.jobs.select.scan.PoolScan;
import io.convoy.jobs.work.Holdings;
import io.convoy.selection.Candidates;
import io.convoy.selection.Lead;
import io.convoy.selection.Targets;
import io.convoy.spark.block.TableBlock;
import io.convoy.spark.table.PointTable;
import io.convoy.transport.DualOracle;
import io.convoy.transport.PlanRows;
import io.convoy.transport.SolverSettings;
import io.convoy.transport.TransportProblem;
import io.convoy.transport.TransportResult;
import io.convoy.transport.TransportSolver;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What every row of the pool is worth to the targets: LAVA (Just et al., ICLR 2023). The value of a
 * row is the derivative of the transport cost by its mass when the others' shrink to make room,
 * {@code f_i - sum_{j != i} f_j / (n - 1)}: the lower, the better.
 */
record DualGradient(
    PoolScan scan,
    PointTable points,
    Visit<PointBlock, PlanRows.Query, PlanRows> visit,
    PlanRows.Query query,
    double mean) {

  /**
   * Solves the transport from the pool, its rows of equal mass, to the targets.
   *
   * @param held holds what values are computed from, until they are written
   * @throws JobFailure if it does not converge
   */
  static DualGradient of(PoolSearch search, Holdings held) {
    PoolScan scan = search.scan().orElseThrow();
    Lead lead = scan.lead();
    OptionalDouble labelCost = search.settings().labelCost();
    boolean labelled = labelCost.isPresent();
    PointTable points =
        held.hold(
            scan.pool()
                .mapped(
                    scan.pool().dimension() - lead.count() + (labelled ? 1 : 0),
                    (own, block) -> bare(own, block, labelled),
                    lead));
    PointBlock columns = bareTargets(search.targets(), search.weights(), labelled);
    double[] centre = points.runner().run("row centre", Moments.sweep(), "").mean();
    PointCloud cloud =
        labelled
            ? PointCloud.labelled(
                unequal(labels(points, columns), labelCost.getAsDouble()), columns, centre)
            : PointCloud.of(GroundCost.SQUARED_EUCLIDEAN, columns, centre);
    TransportProblem problem = TransportProblem.balanced(cloud, columns.weights());
    DualOracle oracle = held.hold(new DualOracle(points.runner(), problem));
    TransportResult result =
        TransportSolver.solve(
            oracle, SolverSettings.defaults(), Optional.empty(), LoopObserver.none());
    if (!(result.termination() instanceof Termination.Converged)) {
      throw new JobFailure(
          ExitCode.NOT_CONVERGED,
          "lava: the transport from the pool to the targets did not converge within "
              + result.termination().iterations()
              + " iterations; try --standardize",
          null);
    }
    Visit<PointBlock, PlanRows.Query, PlanRows> visit = PlanRows.visit(oracle);
    PlanRows.Query query = PlanRows.Query.potentials(result.columnPotentials(), result.epsilon());
    List<Double> sums =
        points
            .runner()
            .collect("potentials", (asked, block) -> sum(visit.visit(asked, block)), query);
    double all = 0;
    for (double part : sums) {
      all += part;
    }
    return new DualGradient(scan, points, visit, query, all / points.rows());
  }

  private static double sum(PlanRows rows) {
    double sum = 0;
    for (double f : rows.potentials()) {
      sum += f;
    }
    return sum;
  }

  private static PointBlock bare(Lead lead, PointBlock rows, boolean labelled) {
    PointBlock features = lead.features(rows);
    return labelled ? behindLabels(features, i -> lead.label(rows, i), rows.weights()) : features;
  }

  private static PointBlock bareTargets(Targets targets, double[] weights, boolean labelled) {
    PointBlock features = targets.points();
    double all = 0;
    for (double weight : weights) {
      all += weight;
    }
    double[] shares = new double[weights.length];
    double[] coordinates = new double[weights.length * features.dimension()];
    for (int j = 0; j < shares.length; j++) {
      shares[j] = weights[j] / all;
      for (int k = 0; k < features.dimension(); k++) {
        coordinates[j * features.dimension() + k] = features.coordinate(j, k);
      }
    }
    PointBlock columns = PointBlock.of(0, features.dimension(), coordinates, shares);
    return labelled ? behindLabels(columns, targets::label, shares) : columns;
  }

  private interface LabelOf {
    double of(int row);
  }

  private static PointBlock behindLabels(PointBlock features, LabelOf labels, double[] weights) {
    int d = features.dimension();
    double[] coordinates = new double[features.rows() * (d + 1)];
    for (int i = 0; i < features.rows(); i++) {
      coordinates[i * (d + 1)] = labels.of(i);
      for (int k = 0; k < d; k++) {
        coordinates[i * (d + 1) + 1 + k] = features.coordinate(i, k);
      }
    }
    return PointBlock.of(features.index(), d + 1, coordinates, weights);
  }

  private static int labels(PointTable rows, PointBlock columns) {
    int highest =
        rows.runner().collect("labels", (unused, block) -> highestLabel(block), "").stream()
            .mapToInt(Integer::intValue)
            .max()
            .orElse(0);
    return 1 + Math.max(highest, highestLabel(columns));
  }

  private static int highestLabel(PointBlock block) {
    return IntStream.range(0, block.rows()).map(i -> (int) block.coordinate(i, 0)).max().orElse(0);
  }

  private static LabelCosts unequal(int labels, double cost) {
    double[][] costs = new double[labels][labels];
    for (int a = 0; a < labels; a++) {
      for (int b = 0; b < labels; b++) {
        costs[a][b] = a == b ? 0 : cost;
      }
    }
    return new LabelCosts(costs);
  }

  private static double value(double f, double mean, long rows) {
    return rows == 1 ? 0 : (f - mean) * rows / (rows - 1);
  }

  /** Returns the k rows of every group with the lowest values. */
  Candidates lowest(int k) {
    Lead lead = scan.lead();
    long rows = scan.rows();
    double centre = mean;
    Visit<PointBlock, PlanRows.Query, PlanRows> plan = visit;
    boolean labelled = points.dimension() > scan.pool().dimension() - lead.count();
    return scan.lowest(
        "values",
        (asked, block) -> {
          double[] f = plan.visit(asked, bare(lead, block.points(), labelled)).potentials().clone();
          for (int i = 0; i < f.length; i++) {
            f[i] = value(f[i], centre, rows);
          }
          return f;
        },
        query,
        k);
  }

  /** Returns {@code (id, value)}, a row for every row of the pool. */
  Dataset<Row> values() {
    StructType schema =
        new StructType()
            .add("id", scan.pool().idType(), false)
            .add("value", DataTypes.DoubleType, false);
    long rows = scan.rows();
    double centre = mean;
    Visit<PointBlock, PlanRows.Query, PlanRows> plan = visit;
    Visit<TableBlock, PlanRows.Query, List<Row>> made =
        (asked, block) -> {
          double[] f = plan.visit(asked, block.points()).potentials();
          return IntStream.range(0, f.length)
              .mapToObj(i -> RowFactory.create(block.ids().value(i), value(f[i], centre, rows)))
              .toList();
        };
    return points.derive(schema, made, query);
  }
}
