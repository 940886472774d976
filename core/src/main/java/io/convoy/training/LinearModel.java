package io.convoy.training;

import io.convoy.geometry.PointBlock;
import java.util.Arrays;
import java.util.List;

/**
 * One score per class, {@code w_c . x + b_c}, or one score for a number: linear regression, softmax
 * regression and the linear support vector machine. A slope costs {@code 2 B d C} multiplications
 * for B rows of d features and C scores.
 *
 * @param loss what being wrong costs
 * @param features number of coordinates of a row
 * @param classes at least 2, or 1 where the label is a number
 */
public record LinearModel(Loss loss, int features, int classes) implements Objective {

  /** What being wrong costs. */
  public enum Loss {
    /** Half the squared difference. */
    SQUARED,
    /** Minus the logarithm of the probability that softmax gives to the class. */
    SOFTMAX,
    /**
     * {@code max(0, 1 - y s)}, of one score for two classes, else summed over one score per class,
     * each against all others.
     */
    HINGE
  }

  public LinearModel {
    if (features < 1 || classes < 1 || (loss == Loss.SQUARED) != (classes == 1)) {
      throw new IllegalArgumentException(
          "a linear model of loss "
              + loss
              + " cannot have "
              + features
              + " features and "
              + classes
              + " classes");
    }
  }

  private int scores() {
    return loss == Loss.HINGE && classes == 2 ? 1 : classes;
  }

  @Override
  public List<Tensor> tensors() {
    return List.of(
        new Tensor("weights", List.of(scores(), features), true),
        new Tensor("intercepts", List.of(scores()), false));
  }

  /** {@inheritDoc} All 0: the problem is convex. */
  @Override
  public double[] start(long seed) {
    return new double[parameters()];
  }

  @Override
  public Slope slope(double[] parameters, LabeledRows rows, int[] selected) {
    int count = scores();
    PointBlock points = rows.points();
    double[] gradient = new double[parameters.length];
    double[] x = new double[features];
    double[] scores = new double[count];
    double total = 0;
    double sum = 0;
    for (int row : selected) {
      double weight = points.weight(row);
      points.read(row, 0, features, x);
      score(parameters, x, scores);
      sum += weight * pull(scores, rows.label(row));
      total += weight;
      for (int c = 0; c < count; c++) {
        double pull = weight * scores[c];
        int from = c * features;
        for (int k = 0; k < features; k++) {
          gradient[from + k] += pull * x[k];
        }
        gradient[count * features + c] += pull;
      }
    }
    for (int k = 0; k < gradient.length; k++) {
      gradient[k] /= total;
    }
    return new Slope(sum / total, gradient);
  }

  /**
   * Writes the derivatives of a row's loss by its scores, and returns the loss.
   *
   * @param x the features of the row
   * @param label of the row
   * @param scores takes one number a score
   */
  public double slopeOfScores(double[] parameters, double[] x, double label, double[] scores) {
    score(parameters, x, scores);
    return pull(scores, label);
  }

  private void score(double[] parameters, double[] x, double[] scores) {
    for (int c = 0; c < scores.length; c++) {
      int from = c * features;
      double even = 0;
      double odd = 0;
      int k = 0;
      for (; k + 1 < features; k += 2) {
        even += parameters[from + k] * x[k];
        odd += parameters[from + k + 1] * x[k + 1];
      }
      if (k < features) {
        even += parameters[from + k] * x[k];
      }
      scores[c] = even + odd + parameters[scores.length * features + c];
    }
  }

  /** Returns the loss of a row and turns its scores into the derivatives by them. */
  private double pull(double[] scores, double label) {
    if (Double.isNaN(label)) {
      Arrays.fill(scores, Double.NaN);
      return Double.NaN;
    }
    return switch (loss) {
      case SQUARED -> {
        scores[0] -= label;
        yield scores[0] * scores[0] / 2;
      }
      case SOFTMAX -> softmax(scores, (int) label);
      case HINGE -> {
        double sum = 0;
        for (int c = 0; c < scores.length; c++) {
          double sign = (scores.length == 1 ? label == 1 : label == c) ? 1 : -1;
          double shortfall = 1 - sign * scores[c];
          sum += Double.isNaN(shortfall) ? shortfall : Math.max(0, shortfall);
          scores[c] = Double.isNaN(shortfall) ? shortfall : shortfall > 0 ? -sign : 0;
        }
        yield sum;
      }
    };
  }

  private static double softmax(double[] scores, int label) {
    double highest = scores[0];
    for (double score : scores) {
      highest = Math.max(highest, score);
    }
    double sum = 0;
    for (double score : scores) {
      sum += Math.exp(score - highest);
    }
    double loss = highest + Math.log(sum) - scores[label];
    for (int c = 0; c < scores.length; c++) {
      scores[c] = Math.exp(scores[c] - highest) / sum - (c == label ? 1 : 0);
    }
    return loss;
  }

  @Override
  public Judgement judge(double[] parameters, LabeledRows rows) {
    Judgement all = new Judgement(0, 0, 0);
    double[] x = new double[features];
    double[] scores = new double[scores()];
    for (int row = 0; row < rows.rows(); row++) {
      double weight = rows.points().weight(row);
      rows.points().read(row, 0, features, x);
      score(parameters, x, scores);
      double error;
      if (loss == Loss.SQUARED) {
        error = (scores[0] - rows.label(row)) * (scores[0] - rows.label(row));
      } else {
        error = predicted(scores) == rows.label(row) ? 0 : 1;
      }
      all = all.with(new Judgement(weight, weight * pull(scores, rows.label(row)), weight * error));
    }
    return all;
  }

  private static int predicted(double[] scores) {
    if (scores.length == 1) {
      return scores[0] > 0 ? 1 : 0;
    }
    int best = 0;
    for (int c = 1; c < scores.length; c++) {
      if (scores[c] > scores[best]) {
        best = c;
      }
    }
    return best;
  }
}
