package io.convoy;

import io.convoy.geometry.PointBlock;
import io.convoy.geometry.PointBlocks;
import io.convoy.iterate.SweepRunner;
import io.convoy.transport.Certificate;
import io.convoy.transport.Divergence;
import io.convoy.transport.DualOracle;
import io.convoy.transport.PlanRows;
import io.convoy.transport.PointTransport;
import io.convoy.transport.TransportResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A solved {@link Transport}. What is of every row is computed when it is asked for. */
public final class TransportSolution extends TransportFigures {

  private final PointTransport question;
  private final Side source;
  private final Side target;
  private final Workers workers;
  private final DualOracle oracle;

  private TransportSolution(
      PointTransport question,
      Side source,
      Side target,
      Workers workers,
      DualOracle oracle,
      TransportResult result) {
    super(result);
    this.question = question;
    this.source = source;
    this.target = target;
    this.workers = workers;
    this.oracle = oracle;
  }

  static TransportSolution of(PointTransport question, Side source, Side target, Workers workers) {
    return workers.sweep(
        source.swept(question, target.points()),
        rows -> {
          DualOracle oracle = question.oracle(rows, source.rows(), target.points());
          return new TransportSolution(
              question, source, target, workers, oracle, question.solve(oracle));
        });
  }

  /** Returns f, one per row of {@code x}, in cost units; NaN where its weight is 0. */
  public double[] sourcePotentials() {
    double[] f = new double[source.rows()];
    int at = 0;
    for (PlanRows part : ask(query())) {
      System.arraycopy(part.potentials(), 0, f, at, part.potentials().length);
      at += part.potentials().length;
    }
    return source.spread(f);
  }

  /** Returns g, one per row of {@code y}, in cost units; NaN where its weight is 0. */
  public double[] targetPotentials() {
    return target.spread(result().columnPotentials());
  }

  /** Returns both sides' potentials. */
  public Potentials potentials() {
    return new Potentials(sourcePotentials(), targetPotentials());
  }

  /**
   * Returns the {@code k} largest entries of every row of the plan, row after row, the largest of a
   * row first; of all columns where there are fewer than {@code k}.
   *
   * @throws IllegalStateException if the solve diverged
   */
  public List<PlanEntry> plan(int k) {
    requirePlan();
    List<PlanEntry> entries = new ArrayList<>();
    int row = 0;
    for (PlanRows part : ask(query().withLargest(k))) {
      for (int i = 0; i < part.potentials().length; i++, row++) {
        for (int e = i * part.largest(); e < (i + 1) * part.largest(); e++) {
          entries.add(
              new PlanEntry(
                  source.kept()[row], target.kept()[part.columns()[e]], part.masses()[e]));
        }
      }
    }
    return entries;
  }

  /**
   * Returns where the plan sends points on average, be they rows of {@code x} or new ones: the
   * barycentric projection, which for the squared Euclidean cost is the entropic map.
   *
   * @throws IllegalArgumentException if the points are not of the problem's dimension, or a value
   *     is NaN or infinite
   * @throws IllegalStateException if the solve diverged
   */
  public double[][] map(double[][] points) {
    requirePlan();
    PointBlock rows = Points.read("points", points);
    Points.requireEqualDimensions("points", rows, "y", target.points());
    List<PlanRows> parts =
        workers.sweep(
            PointBlocks.cut(PointBlocks.normalised(rows)),
            runner ->
                visited(runner, question.mapping(runner, target.points()), query().withImages()));
    int d = rows.dimension();
    double[][] images = new double[points.length][d];
    int row = 0;
    for (PlanRows part : parts) {
      for (int i = 0; i < part.potentials().length; i++, row++) {
        System.arraycopy(part.images(), i * d, images[row], 0, d);
      }
    }
    return images;
  }

  @Override
  protected Optional<Divergence> solveDivergence() {
    Optional<Certificate> cross = result().certificate();
    if (cross.isEmpty()) {
      return Optional.empty();
    }
    Optional<Certificate> first = self(source);
    Optional<Certificate> second = self(target);
    return first.isPresent() && second.isPresent()
        ? Optional.of(new Divergence(cross.get(), first.get(), second.get()))
        : Optional.empty();
  }

  private Optional<Certificate> self(Side side) {
    return workers
        .sweep(
            side.swept(question, side.points()),
            rows -> question.self(rows, side.points(), oracle.problem(), epsilon()))
        .certificate();
  }

  private PlanRows.Query query() {
    return PlanRows.Query.potentials(result().columnPotentials(), epsilon());
  }

  private List<PlanRows> ask(PlanRows.Query query) {
    return workers.sweep(source.blocks(), rows -> visited(rows, oracle, query));
  }

  private static List<PlanRows> visited(
      SweepRunner<PointBlock> rows, DualOracle oracle, PlanRows.Query query) {
    return rows.collect("answer", PlanRows.visit(oracle), query);
  }
}
