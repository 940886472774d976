package io.convoy.spark;

import io.convoy.TransportFigures;
import io.convoy.geometry.PointBlock;
import io.convoy.iterate.SerialRunner;
import io.convoy.iterate.Shared;
import io.convoy.iterate.SweepRunner;
import io.convoy.spark.block.Ids;
import io.convoy.spark.column.TableException;
import io.convoy.spark.column.TableRoles;
import io.convoy.spark.intake.ReadOptions;
import io.convoy.spark.table.PlanTables;
import io.convoy.spark.table.PointTable;
import io.convoy.transport.Certificate;
import io.convoy.transport.Divergence;
import io.convoy.transport.DualOracle;
import io.convoy.transport.PlanRows;
import io.convoy.transport.PointTransport;
import io.convoy.transport.TransportResult;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A solved {@link SparkTransport}. Its tables are computed whenever they are used, and not after
 * closing, which frees what executors hold of it.
 */
public final class SparkTransportSolution extends TransportFigures implements AutoCloseable {

  private final PointTransport question;
  private final RoleChoice roles;
  private final Dataset<Row> left;
  private final TableRoles from;
  private final Opened opened;
  private final DualOracle oracle;
  private final Shared<Ids> ids;

  private SparkTransportSolution(
      PointTransport question,
      RoleChoice roles,
      Dataset<Row> left,
      TableRoles from,
      Opened opened,
      DualOracle oracle,
      Shared<Ids> ids,
      TransportResult result) {
    super(result);
    this.question = question;
    this.roles = roles;
    this.left = left;
    this.from = from;
    this.opened = opened;
    this.oracle = oracle;
    this.ids = ids;
  }

  static SparkTransportSolution of(
      PointTransport question,
      RoleChoice roles,
      Dataset<Row> left,
      TableRoles from,
      Dataset<Row> right,
      TableRoles to) {
    Holdings held = new Holdings();
    boolean solved = false;
    try {
      PointTable source = held.hold(PointTable.read(left, from, ReadOptions.of("left")));
      PointTable target = held.hold(PointTable.read(right, to, ReadOptions.of("right")));
      requireEqualDimensions("left", source, "right", target);
      Opened opened = new Opened(held, source, target, target.gather());
      PointBlock columns = opened.columns().points();
      SweepRunner<PointBlock> rows = opened.runner(question, source, columns);
      DualOracle oracle = held.hold(question.oracle(rows, source.rows(), columns));
      Shared<Ids> ids = held.hold(rows.share(opened.columns().ids()));
      TransportResult result = question.solve(oracle);
      solved = true;
      return new SparkTransportSolution(question, roles, left, from, opened, oracle, ids, result);
    } finally {
      if (!solved) {
        held.close();
      }
    }
  }

  private static void requireEqualDimensions(
      String name, PointTable table, String otherName, PointTable other) {
    if (table.dimension() != other.dimension()) {
      throw new IllegalArgumentException(
          "rows must be of equal length, got "
              + table.dimension()
              + " features in "
              + name
              + " and "
              + other.dimension()
              + " in "
              + otherName);
    }
  }

  /** Returns {@code (id, f)}, one row per row of the left table, in cost units. */
  public Dataset<Row> sourcePotentials() {
    return tables().sourcePotentials(query());
  }

  /** Returns {@code (id, g)}, one row per row of the right table, in cost units. */
  public Dataset<Row> targetPotentials() {
    return PlanTables.targetPotentials(
        left.sparkSession(),
        opened.columns.ids(),
        opened.target.idType(),
        result().columnPotentials());
  }

  /**
   * Returns {@code (source_id, target_id, mass)}: the {@code k} largest entries of every row of the
   * plan, of all columns where there are fewer.
   *
   * @throws IllegalStateException if the solve diverged
   */
  public Dataset<Row> plan(int k) {
    requirePlan();
    return tables().plan(query().withLargest(k), ids, opened.target.idType());
  }

  /**
   * Returns where the plan sends the rows of the left table on average: their ids, and the
   * barycentric projection in the features' own columns.
   *
   * @throws IllegalStateException if the solve diverged
   */
  public Dataset<Row> map() {
    requirePlan();
    return tables().images(from.features(), query());
  }

  /**
   * Returns where the plan sends other rows on average, as {@link #map()} does; they need the left
   * table's features.
   *
   * @throws IllegalArgumentException if they do not have them
   * @throws TableException if a value is NaN or infinite, an id repeated, or the table empty
   * @throws IllegalStateException if the solve diverged
   */
  public Dataset<Row> map(Dataset<Row> points) {
    requirePlan();
    TableRoles own = roles.matching(from, left.schema(), "points", points.schema());
    PointTable rows = opened.held.hold(PointTable.read(points, own, ReadOptions.of("points")));
    requireEqualDimensions("points", rows, "right", opened.target);
    DualOracle mapping = opened.held.hold(question.mapping(rows.runner(), opened.columns.points()));
    return new PlanTables(rows, mapping).images(own.features(), query());
  }

  @Override
  protected Optional<Divergence> solveDivergence() {
    Optional<Certificate> cross = result().certificate();
    if (cross.isEmpty()) {
      return Optional.empty();
    }
    Optional<Certificate> first = self(opened.source, opened.source.gather().points());
    Optional<Certificate> second = self(opened.target, opened.columns.points());
    return first.isPresent() && second.isPresent()
        ? Optional.of(new Divergence(cross.get(), first.get(), second.get()))
        : Optional.empty();
  }

  private Optional<Certificate> self(PointTable table, PointBlock points) {
    SweepRunner<PointBlock> rows = opened.runner(question, table, points);
    return question.self(rows, points, oracle.problem(), epsilon()).certificate();
  }

  private PlanTables tables() {
    return new PlanTables(opened.source, oracle);
  }

  private PlanRows.Query query() {
    return PlanRows.Query.potentials(result().columnPotentials(), epsilon());
  }

  @Override
  public void close() {
    opened.held.close();
  }

  /** Both tables in blocks, and the columns on the driver. */
  private record Opened(
      Holdings held, PointTable source, PointTable target, PointTable.Gathered columns) {

    /** Returns what sweeps over a table: this process where that is little work. */
    SweepRunner<PointBlock> runner(PointTransport question, PointTable table, PointBlock columns) {
      PointTable swept =
          question
              .order(table.rows(), columns)
              .map(space -> held.hold(table.inSpace(space)))
              .orElse(table);
      return PointTransport.isSmall((double) table.rows() * columns.rows(), columns.dimension())
          ? new SerialRunner<>(swept.collectBlocks())
          : swept.runner();
    }
  }

  /** What is open, closed in the order opposite to opening. */
  private static final class Holdings implements AutoCloseable {

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    synchronized <T extends AutoCloseable> T hold(T opened) {
      open.push(opened);
      return opened;
    }

    @Override
    public synchronized void close() {
      while (!open.isEmpty()) {
        try {
          open.pop().close();
        } catch (Exception broken) {
          throw new IllegalStateException("cannot free what the solution held", broken);
        }
      }
    }
  }
}
