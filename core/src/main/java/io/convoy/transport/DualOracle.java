package io.convoy.transport;

import io.convoy.geometry.PointBlock;
import io.convoy.geometry.Precision;
import io.convoy.iterate.Shared;
import io.convoy.iterate.SweepRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Evaluates the dual of one problem over one table of rows, a sweep per evaluation.
 *
 * <p>Powers of two stop at {@code 2^-125} in float ({@code 2^-1021} in double), which can blur a
 * column whose mass is that small. Such columns, and those so light that what was skipped would
 * matter, get their mass from a second sweep restricted to them, in double and by its logarithm, so
 * a step never sees log 0.
 */
public final class DualOracle implements AutoCloseable {

  /** What skipped pairs may add to the logarithm of a row's sum. */
  static final double SKIPPED = 0x1p-30;

  /** Below these masses the floor of the powers may show in the tenth digit of the sum. */
  private static final double SMALL_IN_FLOAT = 0x1p-90;

  private static final double SMALL_IN_DOUBLE = 0x1p-980;

  /**
   * Of a mass below this share of the column's weight, times the plan's mass if that is above 1,
   * more than 2^-10 may have been skipped.
   */
  private static final double LIGHT = 0x1p-22;

  /** Up to this share, light columns are summed alone; with more of them, nothing is skipped. */
  private static final double FEW = 1.0 / 16;

  private final SweepRunner<PointBlock> rows;
  private final TransportProblem problem;
  private final Shared<ProblemOnSite> shared;
  private final boolean skips;

  /** An oracle that skips what it can; see the other constructor. */
  public DualOracle(SweepRunner<PointBlock> rows, TransportProblem problem) {
    this(rows, problem, true);
  }

  /**
   * Sends the problem's columns to wherever {@code rows} live.
   *
   * @param skips whether evaluations leave out pairs that are proved to have, together, less than
   *     {@code 2^-30} of any row's mass and of any column's weight times the plan's mass; only for
   *     costs that are distances, and of use where epsilon is small and dimensions are few
   */
  public DualOracle(SweepRunner<PointBlock> rows, TransportProblem problem, boolean skips) {
    this.skips = skips;
    this.rows = rows;
    this.problem = problem;
    this.shared = rows.share(new ProblemOnSite(problem));
  }

  /** Returns the problem. */
  public TransportProblem problem() {
    return problem;
  }

  /** Returns whether evaluations leave out what is negligible. */
  public boolean skips() {
    return skips;
  }

  /** Returns the handle that other sweeps over the same problem read. */
  Shared<ProblemOnSite> shared() {
    return shared;
  }

  SweepRunner<PointBlock> rows() {
    return rows;
  }

  /**
   * Returns the dual at {@code g}.
   *
   * @param label what the evaluation is for, shown where the engine lists its work
   */
  public Evaluation evaluate(String label, double[] g, double epsilon, Precision precision) {
    DualPoint point = new DualPoint(g, epsilon, precision, skips);
    DualSweep.Part part = sweep(label, point);
    double[] mass = part.columnMass();
    double skipped = skipped(part);
    double light = skipped > 0 ? LIGHT * Math.max(1, part.mass()) : 0;
    if (faint(mass, light, 0).length > FEW * mass.length) {
      point = new DualPoint(g, epsilon, precision);
      part = sweep(label + ", nothing skipped", point);
      return evaluation(label, point, part, part.columnMass(), 0, 0);
    }
    return evaluation(label, point, part, mass, light, skipped);
  }

  /**
   * Returns the columns with less mass than {@code light} of their weight, or than {@code small}.
   */
  private int[] faint(double[] mass, double light, double small) {
    double[] b = problem.columnWeights();
    return IntStream.range(0, b.length)
        .filter(j -> !(mass[j] >= Math.max(light * b[j], small)))
        .toArray();
  }

  /**
   * Returns whether a plan that leaves out the pairs that its evaluation has left out has the
   * column masses of that evaluation, and not only nearly so.
   */
  boolean leavesOut(Evaluation evaluation) {
    double light = LIGHT * Math.max(1, evaluation.mass());
    return evaluation.skipped() > 0 && faint(evaluation.columnMass(), light, 0).length == 0;
  }

  /** Returns the dual's values at several potentials, in double, by one sweep. */
  double[] values(String label, List<double[]> potentials, double epsilon) {
    ArrayList<DualPoint> points = new ArrayList<>();
    potentials.forEach(g -> points.add(new DualPoint(g, epsilon, Precision.DOUBLE, skips)));
    double[] values = rows.run(label, new DualValuesSweep(shared), points).clone();
    for (int p = 0; p < values.length; p++) {
      values[p] += ColumnSide.of(problem).value(potentials.get(p));
    }
    return values;
  }

  private DualSweep.Part sweep(String label, DualPoint point) {
    return rows.run(label, new DualSweep(shared), point);
  }

  private static double skipped(DualSweep.Part part) {
    return part.all() > part.pairs() ? 1 - part.pairs() / (double) part.all() : 0;
  }

  private Evaluation evaluation(
      String label,
      DualPoint point,
      DualSweep.Part part,
      double[] mass,
      double light,
      double skipped) {
    double epsilon = point.epsilon();
    double[] logMass = new double[mass.length];
    for (int j = 0; j < mass.length; j++) {
      logMass[j] = Math.log(mass[j]);
    }
    double small = point.precision() == Precision.FLOAT ? SMALL_IN_FLOAT : SMALL_IN_DOUBLE;
    int[] faint = faint(mass, light, small);
    if (faint.length > 0 && Double.isFinite(part.value())) {
      double[] exact =
          rows.run(
              label + ", faint columns",
              new FaintColumnsSweep(shared, faint),
              new DualPoint(point.g(), epsilon, Precision.DOUBLE, point.skips()));
      for (int k = 0; k < faint.length; k++) {
        logMass[faint[k]] = exact[k];
        mass[faint[k]] = Math.exp(exact[k]);
      }
    }
    ColumnSide columns = ColumnSide.of(problem);
    double value = part.value() + columns.value(point.g());
    double error = columns.error(point.g(), mass, logMass, epsilon);
    return new Evaluation(value, error, part.mass(), mass, logMass, point.precision(), skipped);
  }

  @Override
  public void close() {
    shared.close();
  }
}
