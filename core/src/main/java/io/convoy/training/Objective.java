package io.convoy.training;

import java.io.Serializable;
import java.util.List;

/**
 * What a model is and what it pays for being wrong. Holds no parameters: these are one vector, of
 * the values of {@link #tensors} one after the other.
 *
 * <p>Equal arguments give equal bits on one kind of machine.
 */
public interface Objective extends Serializable {

  /** Returns the parts of the parameters, in order. */
  List<Tensor> tensors();

  /** Returns the parameters to begin at. */
  double[] start(long seed);

  /**
   * Returns the mean loss of some rows and its gradient; NaN where a row has one.
   *
   * @param selected numbers of rows, at least one
   */
  Slope slope(double[] parameters, LabeledRows rows, int[] selected);

  /** Returns how well a model does on rows. */
  Judgement judge(double[] parameters, LabeledRows rows);

  /** Returns the number of parameters. */
  default int parameters() {
    return tensors().stream().mapToInt(Tensor::size).reduce(0, Math::addExact);
  }

  /**
   * A loss and its gradient.
   *
   * @param loss weighted mean of the rows'
   * @param gradient of that, one per parameter
   */
  record Slope(double loss, double[] gradient) {}

  /**
   * Sums over rows, to be divided by their weight.
   *
   * @param weight of the rows
   * @param loss of all rows, weighted
   * @param error weight of the rows that are classified wrongly, or weighted squared errors
   */
  record Judgement(double weight, double loss, double error) implements Serializable {

    /** Returns what both say, of rows of their own. */
    public Judgement with(Judgement other) {
      return new Judgement(weight + other.weight, loss + other.loss, error + other.error);
    }
  }
}
