package io.convoy.jobs.lasso;

import io.convoy.network.LocalModel;
import io.convoy.network.RandomFeatures;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * From a row's features as they are to those that models are fitted to: scaled, then, if asked,
 * replaced by random features.
 */
public final class FeatureMap implements Serializable {

  private static final long serialVersionUID = 1L;

  private final String[] inputs;
  private final double[] mean;
  private final double[] deviation;
  private final RandomFeatures random; // null if there are none

  /**
   * Describes the map.
   *
   * @param inputs names of the features as they are
   * @param mean one per input
   * @param deviation one per input, positive
   */
  public FeatureMap(
      List<String> inputs, double[] mean, double[] deviation, Optional<RandomFeatures> random) {
    this.inputs = inputs.toArray(String[]::new);
    this.mean = mean;
    this.deviation = deviation;
    this.random = random.orElse(null);
  }

  /** Returns the number of features that models are fitted to. */
  public int dimension() {
    return random == null ? mean.length : random.count();
  }

  List<Double> mean() {
    return Arrays.stream(mean).boxed().toList();
  }

  List<Double> deviation() {
    return Arrays.stream(deviation).boxed().toList();
  }

  /** Returns the names of the features as they are. */
  public List<String> inputs() {
    return List.of(inputs);
  }

  /** Returns the names of the features that the written coefficients belong to. */
  List<String> names() {
    return random == null
        ? inputs()
        : IntStream.range(0, random.count()).mapToObj(k -> "random[" + k + "]").toList();
  }

  /** Writes the features that models are fitted to. */
  public void apply(double[] row, double[] out, int at) {
    double[] scaled = new double[mean.length];
    for (int k = 0; k < scaled.length; k++) {
      scaled[k] = (row[k] - mean[k]) / deviation[k];
    }
    if (random == null) {
      System.arraycopy(scaled, 0, out, at, scaled.length);
    } else {
      random.apply(scaled, out, at);
    }
  }

  /**
   * Writes fitted parameters as they are read by people: those of features as they are, or of
   * random features.
   *
   * @return the intercept, 0 if the model has none
   */
  double written(LocalModel model, double[] x, int at, double[] coefficients) {
    int d = dimension();
    boolean centre = model instanceof LocalModel.Clustering;
    double intercept = model.parameters(d) == d ? 0 : sign(model) * x[at + d];
    for (int k = 0; k < d; k++) {
      double spread = random == null ? deviation[k] : 1;
      double middle = random == null ? mean[k] : 0;
      coefficients[k] = centre ? x[at + k] * spread + middle : x[at + k] / spread;
      intercept -= centre ? 0 : coefficients[k] * middle;
    }
    return intercept;
  }

  /** The inverse of {@link #written}. */
  public void fitted(
      LocalModel model, List<Double> coefficients, double intercept, double[] x, int at) {
    int d = dimension();
    boolean centre = model instanceof LocalModel.Clustering;
    double shift = intercept;
    for (int k = 0; k < d; k++) {
      double spread = random == null ? deviation[k] : 1;
      double middle = random == null ? mean[k] : 0;
      double value = coefficients.get(k);
      x[at + k] = centre ? (value - middle) / spread : value * spread;
      shift += centre ? 0 : value * middle;
    }
    if (model.parameters(d) > d) {
      x[at + d] = sign(model) * shift;
    }
  }

  /** The last parameter of a one-class machine is what a response must reach, not what it gets. */
  private static double sign(LocalModel model) {
    return model instanceof LocalModel.OneClass ? -1 : 1;
  }
}
