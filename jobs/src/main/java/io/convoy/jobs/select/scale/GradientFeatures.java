package io.convoy.jobs.select.scale;

import io.convoy.geometry.PointBlock;
import io.convoy.iterate.Lbfgs;
import io.convoy.iterate.LbfgsState;
import io.convoy.iterate.Loop;
import io.convoy.iterate.LoopObserver;
import io.convoy.iterate.StoppingRule;
import io.convoy.jobs.select.scan.PoolScan;
import io.convoy.jobs.select.scan.Scanned;
import io.convoy.random.SeedStream;
import io.convoy.selection.Lead;
import io.convoy.spark.table.PointTable;
import io.convoy.training.LabeledRows;
import io.convoy.training.LinearModel;
import io.convoy.training.Objective;
import java.io.Serializable;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Gradients of a softmax model as features: row z has {@code (p - y) (x, 1)^T}, projected by
 * products of random signs, {@code (u_k . (p - y)) (v_k . (x, 1)) / sqrt(n)}, whose scalar products
 * are those of the gradients on average. The model is fitted to rows of the pool drawn by chance,
 * as influence is estimated by a short warm-up (Xia et al., LESS, 2024).
 *
 * @param lead stands before the features, a label first
 * @param model of the labels
 * @param parameters of the model
 * @param classSigns u, projection after projection
 * @param featureSigns v, likewise
 */
public record GradientFeatures(
    Lead lead, LinearModel model, double[] parameters, double[] classSigns, double[] featureSigns)
    implements Serializable {

  /** A twentieth of the pool, but so many rows at most. */
  private static final int MOST_ROWS = 10_000;

  private static final int SHARE = 20;

  /** Least rows, if the pool has them. */
  private static final int LEAST_ROWS = 500;

  /** Strength of the pull of the model's parameters to 0. */
  private static final double PENALTY = 1e-3;

  private static final int ITERATIONS = 100;

  /** Fits the model and draws the projections. */
  public static GradientFeatures of(PoolScan scan, long seed, int projections) {
    long rows = scan.rows();
    int drawn = (int) Math.min(rows, Math.max(LEAST_ROWS, Math.min(MOST_ROWS, rows / SHARE)));
    Scanned sample = scan.shortlist(scan.drawn(seed, drawn));
    int[] most = new int[1];
    scan.pool()
        .runner()
        .collect("labels", (lead, block) -> highestLabel(lead, block), scan.lead())
        .forEach(label -> most[0] = Math.max(most[0], label));
    int classes = Math.max(2, most[0] + 1);
    PointBlock features = sample.rows().features();
    LinearModel model = new LinearModel(LinearModel.Loss.SOFTMAX, features.dimension(), classes);
    double[] labels = IntStream.range(0, drawn).mapToDouble(sample.rows()::label).toArray();
    double[] ones = new double[drawn];
    Arrays.fill(ones, 1);
    double[] coordinates = new double[drawn * features.dimension()];
    for (int i = 0; i < drawn; i++) {
      for (int k = 0; k < features.dimension(); k++) {
        coordinates[i * features.dimension() + k] = features.coordinate(i, k);
      }
    }
    LabeledRows fitted =
        new LabeledRows(
            PointBlock.of(0, features.dimension(), coordinates, ones), labels, new long[drawn]);
    return new GradientFeatures(
        scan.lead(),
        model,
        fit(model, fitted),
        signs(seed, 2, projections * classes),
        signs(seed, 3, projections * (features.dimension() + 1)));
  }

  private static int highestLabel(Lead lead, PointBlock block) {
    return IntStream.range(0, block.rows()).map(i -> (int) lead.label(block, i)).max().orElse(0);
  }

  private record Climb(double value, double[] gradient, double error) implements Lbfgs.Ascent {}

  private static double[] fit(LinearModel model, LabeledRows rows) {
    int[] all = IntStream.range(0, rows.rows()).toArray();
    return new Loop<LbfgsState, Lbfgs.Ascent>(
            state -> {
              double[] at = state.point();
              Objective.Slope slope = model.slope(at, rows, all);
              double value = -slope.loss();
              double[] gradient = new double[at.length];
              double steepest = 0;
              for (int k = 0; k < at.length; k++) {
                value -= PENALTY / 2 * at[k] * at[k];
                gradient[k] = -slope.gradient()[k] - PENALTY * at[k];
                steepest = Math.max(steepest, Math.abs(gradient[k]));
              }
              return new Climb(value, gradient, steepest);
            },
            new Lbfgs(1),
            new StoppingRule(1e-6, ITERATIONS),
            LoopObserver.none())
        .run(LbfgsState.at(model.start(0)))
        .state()
        .point();
  }

  private static double[] signs(long seed, long stream, int count) {
    SplittableRandom random = new SeedStream(seed).at(stream, 0);
    double[] signs = new double[count];
    Arrays.setAll(signs, k -> random.nextBoolean() ? 1 : -1);
    return signs;
  }

  /** Returns the table with projected gradients for features, in double. */
  public PointTable of(PointTable table) {
    return table.mapped(lead.count() + projections(), (own, block) -> own.of(block), this);
  }

  private int projections() {
    return classSigns.length / model.classes();
  }

  private PointBlock of(PointBlock rows) {
    int d = model.features();
    int classes = model.classes();
    int first = lead.count();
    int width = first + projections();
    double[] all = new double[rows.rows() * width];
    double[] x = new double[d];
    double[] scores = new double[classes];
    double scale = 1 / Math.sqrt(projections());
    for (int i = 0; i < rows.rows(); i++) {
      for (int k = 0; k < first; k++) {
        all[i * width + k] = rows.coordinate(i, k);
      }
      rows.read(i, first, d, x);
      model.slopeOfScores(parameters, x, lead.label(rows, i), scores);
      for (int p = 0; p < projections(); p++) {
        double pull = 0;
        for (int c = 0; c < classes; c++) {
          pull += classSigns[p * classes + c] * scores[c];
        }
        double seen = featureSigns[p * (d + 1) + d];
        for (int k = 0; k < d; k++) {
          seen += featureSigns[p * (d + 1) + k] * x[k];
        }
        all[i * width + first + p] = scale * pull * seen;
      }
    }
    return PointBlock.of(rows.index(), width, all, rows.weights());
  }
}
